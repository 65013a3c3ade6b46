import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { QuestionnaireIssue } from '../../../shared/contract/returned-questionnaire.ts';
import { countDays } from '../../../shared/rules/days.ts';
import { Button } from '../../components/button.tsx';
import { DataTable, type DataColumn } from '../../components/data-table.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import links from '../../components/link.module.css';
import { Panel } from '../../components/panel.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatDay, formatInstant } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useWorking } from '../../platform/workspace.tsx';

/** What was sent to the vendor, newest first, and what became of it. */
export function IssuesTable({ assessmentId }: { assessmentId: string }) {
  const { t } = useTranslation();
  const issues = useQuery(api.exchange.issues.queryOptions({ input: { assessmentId } }));
  const withdraw = useMutation(api.exchange.withdrawIssue.mutationOptions());
  const refusal = useRoleRefusal('exchange.withdrawIssue');
  const columns: DataColumn<QuestionnaireIssue>[] = [
    { id: 'code', title: t('exchange.vendor.column.code'), mono: true, render: ({ code }) => code },
    { id: 'state', title: t('exchange.vendor.column.state'), render: (issue) => <IssueState issue={issue} /> },
    { id: 'addressee', title: t('exchange.vendor.addressee'), wrap: true, render: ({ addressee }) => addressee },
    {
      id: 'round',
      title: t('exchange.vendor.column.questions'),
      render: ({ round, questions }) => t(`exchange.vendor.roundOf.${round}`, { count: questions }),
    },
    {
      id: 'evidence',
      title: t('exchange.vendor.column.evidence'),
      mono: true,
      render: ({ evidence }) => (
        <Link className={links.link} to={recordPath('evidence', evidence.id)}>
          {evidence.indexNumber}
        </Link>
      ),
    },
    {
      id: 'issued',
      title: t('exchange.vendor.column.issued'),
      quiet: true,
      render: ({ issuedBy, issuedAt }) =>
        t('exchange.vendor.issuedBy', { name: issuedBy?.name ?? '–', at: formatInstant(issuedAt) }),
    },
    {
      id: 'withdraw',
      title: t('exchange.vendor.withdraw'),
      hideTitle: true,
      align: 'right',
      render: (issue) => (
        <Button
          kind="link"
          unavailable={refusal ?? (issue.withdrawnAt === null ? undefined : t('exchange.vendor.isWithdrawn'))}
          aria-label={t('exchange.vendor.withdrawOne', { code: issue.code })}
          onClick={() => withdraw.mutate({ issueId: issue.id, revision: issue.revision })}
        >
          {t('exchange.vendor.withdraw')}
        </Button>
      ),
    },
  ];
  return (
    <Panel title={t('exchange.vendor.sent')} flush>
      {issues.isPending && <LoadingRows rows={2} />}
      {issues.isError && <ErrorPanel problem={readProblem(issues.error)} />}
      {withdraw.isError && <ErrorPanel problem={readProblem(withdraw.error)} />}
      {issues.data && (
        <DataTable
          label={t('exchange.vendor.sent')}
          columns={columns}
          rows={issues.data}
          rowId={({ id }) => id}
          empty={t('exchange.vendor.noneSent')}
        />
      )}
    </Panel>
  );
}

function IssueState({ issue }: { issue: QuestionnaireIssue }) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const { returnedAt, withdrawnAt, returnBy } = issue;
  if (withdrawnAt !== null) {
    return (
      <StatusMark shape="slash" tone="mute">
        {t('exchange.vendor.state.withdrawn')}
      </StatusMark>
    );
  }
  if (returnedAt !== null) {
    return (
      <StatusMark shape="half">{t('exchange.vendor.state.returned', { at: formatInstant(returnedAt) })}</StatusMark>
    );
  }
  if (returnBy !== null && returnBy < today) {
    return (
      <StatusMark shape="late" tone="bad">
        {t('exchange.vendor.state.overdue', { count: countDays(returnBy, today) })}
      </StatusMark>
    );
  }
  return (
    <StatusMark shape="open">
      {returnBy === null
        ? t('exchange.vendor.state.sent')
        : t('exchange.vendor.state.sentUntil', { day: formatDay(returnBy) })}
    </StatusMark>
  );
}
