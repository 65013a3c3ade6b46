import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { AccessCase } from '../../../shared/contract/access-tiers.ts';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import links from '../../components/link.module.css';
import { Panel } from '../../components/panel.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatNumber } from '../../platform/format.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';

/** The address that asks the question of a case again. */
function askPath({ identity, tool, repository, classId, region }: AccessCase): string {
  const parameters = new URLSearchParams({ person: identity.id, tool: tool.id });
  if (repository) parameters.set('repository', repository.id);
  else if (classId) parameters.set('class', classId);
  if (region) parameters.set('region', region);
  return `/access-tiers?${parameters.toString()}`;
}

/** Questions with the answer that is wanted, and what the version in force answers. */
export function CasesPanel() {
  const { t } = useTranslation();
  const { data = [] } = useQuery(api.accessTiers.cases.queryOptions());
  const refusal = useRoleRefusal('accessTiers.removeCase');
  const remove = useMutation(api.accessTiers.removeCase.mutationOptions());
  const failing = data.filter(({ expected, answered }) => expected !== answered).length;
  const word = (outcome: AccessCase['expected']) => t(`accessTiers.answer.${outcome}`);
  return (
    <Panel
      flush
      title={t('accessTiers.case.title')}
      note={
        failing === 0
          ? t('accessTiers.case.allPass')
          : t('accessTiers.case.failing', { count: failing, number: formatNumber(failing) })
      }
    >
      <DataTable
        label={t('accessTiers.case.title')}
        rows={data}
        rowId={({ id }) => id}
        empty={t('accessTiers.case.empty')}
        columns={[
          {
            id: 'name',
            title: t('accessTiers.case.name'),
            wrap: true,
            render: (one) => (
              <Link className={links.link} to={askPath(one)}>
                {one.name}
              </Link>
            ),
          },
          {
            id: 'expected',
            title: t('accessTiers.case.expected'),
            width: '144px',
            render: (one) => word(one.expected),
          },
          {
            id: 'answered',
            title: t('accessTiers.case.answered'),
            width: '144px',
            render: (one) => word(one.answered),
          },
          {
            id: 'result',
            title: t('accessTiers.case.result'),
            width: '104px',
            render: ({ expected, answered }) =>
              expected === answered ? (
                <WordMark of="gate" value="passed" />
              ) : (
                <StatusMark shape="bad" tone="bad">
                  {t('accessTiers.case.differs')}
                </StatusMark>
              ),
          },
          {
            id: 'remove',
            title: t('accessTiers.case.remove'),
            hideTitle: true,
            align: 'right',
            width: '88px',
            render: ({ id: caseId, revision, name }) => (
              <Button
                kind="link"
                size="small"
                unavailable={refusal}
                aria-label={t('accessTiers.case.removeNamed', { name })}
                onClick={() => remove.mutate({ caseId, revision })}
              >
                {t('accessTiers.case.remove')}
              </Button>
            ),
          },
        ]}
      />
    </Panel>
  );
}
