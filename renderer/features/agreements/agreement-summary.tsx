import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { OFFERED, PARTY_ROLES, type Agreement } from '../../../shared/contract/agreements.ts';
import { writeMissing } from '../../../shared/rules/agreements/deeds.ts';
import { AgreementMark } from '../../components/agreement-mark.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { Facts } from '../../components/facts.tsx';
import { Note } from '../../components/note.tsx';
import { Panel } from '../../components/panel.tsx';
import { RecordOwnerField } from '../../components/record/record-owner-field.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { AgreementChoice, AgreementCount, AgreementText } from './agreement-fields.tsx';
import type { AgreementSaver } from './use-agreement-saver.ts';
import page from '../../components/record/record-page.module.css';
import links from '../../components/link.module.css';

const PERMISSIONS = ['unknown', 'allowed', 'with_consent', 'forbidden'] as const;

/** Need, offer and state side by side; parties, terms, and what the rules find wrong. */
export function AgreementSummary({ saver }: { saver: AgreementSaver }) {
  const { t } = useTranslation();
  const agreement = saver.present;
  return (
    <div className={page.stack}>
      {agreement.state === 'signed' && agreement.missing.length > 0 && (
        <Note tone="warn">{t('agreements.notInForce', { missing: writeMissing(agreement.missing) })}</Note>
      )}
      <div className={page.pair}>
        <Standing agreement={agreement} />
        <Panel title={t('agreements.panel.offer')}>
          <div className={page.fields}>
            <AgreementText saver={saver} name="title" />
            <AgreementChoice saver={saver} name="offered" values={OFFERED} help={t('agreements.offeredHelp')} />
            <AgreementText saver={saver} name="offeredNote" />
            <RecordOwnerField saver={saver} name={agreement.code} write={(ownerId) => ({ ownerId })} />
          </div>
        </Panel>
      </div>
      <Mistakes agreement={agreement} />
      <div className={page.pair}>
        <Panel title={t('agreements.panel.parties')}>
          <div className={page.fields}>
            <AgreementText saver={saver} name="ourEntity" />
            <AgreementChoice saver={saver} name="ourRole" values={PARTY_ROLES} />
            <AgreementText saver={saver} name="theirEntity" />
            <AgreementChoice saver={saver} name="theirRole" values={PARTY_ROLES} />
            <AgreementChoice saver={saver} name="templateOwner" values={['unknown', 'ours', 'theirs']} />
            <AgreementText saver={saver} name="templateVersion" />
          </div>
        </Panel>
        <Panel title={t('agreements.panel.terms')}>
          <div className={page.fields}>
            <AgreementCount saver={saver} name="breachNoticeDays" help={t('agreements.breachHelp')} />
            <AgreementCount saver={saver} name="incidentNoticeDays" />
            <AgreementChoice saver={saver} name="flowDown" values={['unknown', 'proven', 'promised', 'absent']} />
            <AgreementChoice saver={saver} name="offshore" values={PERMISSIONS} />
            <AgreementChoice saver={saver} name="deidentification" values={PERMISSIONS} />
            <AgreementChoice saver={saver} name="training" values={PERMISSIONS} />
            <AgreementText saver={saver} name="returnMethod" />
            <AgreementCount saver={saver} name="returnDays" />
            <AgreementText saver={saver} name="insurance" />
          </div>
        </Panel>
      </div>
      <Panel title={t('agreements.panel.notes')}>
        <div className={page.fields}>
          <AgreementText saver={saver} name="subcontractors" multiline />
          <AgreementText saver={saver} name="notes" multiline />
        </div>
      </Panel>
    </div>
  );
}

/** Parts that say something, each once with its stop between. */
function joinSentences(parts: readonly (string | null)[]): string {
  return parts.flatMap((part) => (part ? [part.replace(/\.$/, '')] : [])).join('. ');
}

/** The three fields that are never one: is it needed, is it offered, where does it stand. */
function Standing({ agreement }: { agreement: Agreement }) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const { need, offered, offeredNote, stateSince, stateReason } = agreement;
  const decided =
    need.decidedOn === null
      ? ''
      : t('agreements.decided', { day: formatDay(need.decidedOn), name: need.decidedBy?.name ?? 'Assay' });
  const reference = (other: Agreement['parent']) =>
    other && (
      <Link className={links.link} to={recordPath('agreement', other.id)}>
        <span className="mono">{other.code}</span> {other.title}
      </Link>
    );
  const facts = [
    {
      label: t('agreements.column.needed'),
      value: joinSentences([t(`agreements.needed.${need.needed}`), need.ruleId, need.reason, decided]),
    },
    {
      label: t('agreements.column.offered'),
      value: joinSentences([t(`agreements.offered.${offered}`), offeredNote]),
    },
    { label: t('agreements.column.state'), value: <AgreementMark agreement={agreement} today={today} /> },
    {
      label: t('agreements.since'),
      value: joinSentences([formatDay(stateSince), stateReason]),
    },
    ...(agreement.parent ? [{ label: t('agreements.field.parent'), value: reference(agreement.parent) }] : []),
    ...(agreement.supersedes
      ? [{ label: t('agreements.field.supersedes'), value: reference(agreement.supersedes) }]
      : []),
    ...(agreement.supersededBy
      ? [{ label: t('agreements.field.supersededBy'), value: reference(agreement.supersededBy) }]
      : []),
  ];
  return (
    <Panel title={t('agreements.panel.standing')}>
      <Facts labelWidth={112} facts={facts} />
    </Panel>
  );
}

/** What the rules find wrong with it, as findings; one leads to its record. */
function Mistakes({ agreement }: { agreement: Agreement }) {
  const { t } = useTranslation();
  const found = useQuery(
    api.findings.list.queryOptions({
      input: {
        filters: [
          { field: 'sourceId', operator: 'is', values: [agreement.id] },
          { field: 'status', operator: 'is', values: ['open', 'in_progress', 'accepted'] },
        ],
        limit: 50,
      },
    }),
  );
  const rows = found.data?.rows ?? [];
  return (
    <Panel title={t('agreements.panel.mistakes')} fact={t('agreements.mistakes.rules')} flush={rows.length > 0}>
      {found.data && rows.length === 0 ? (
        <StatusMark shape="ok" tone="ok">
          {t('agreements.mistakes.none')}
        </StatusMark>
      ) : (
        <DataTable
          label={t('agreements.panel.mistakes')}
          rows={rows}
          rowId={({ id }) => id}
          columns={[
            {
              id: 'rule',
              title: t('agreements.mistakes.rule'),
              width: '88px',
              mono: true,
              render: (row) => row.ruleId,
            },
            {
              id: 'title',
              title: t('agreements.mistakes.what'),
              wrap: true,
              render: (row) => (
                <Link className={links.link} to={recordPath('finding', row.id)}>
                  {row.title}
                </Link>
              ),
            },
            {
              id: 'fix',
              title: t('agreements.mistakes.fix'),
              wrap: true,
              quiet: true,
              render: (row) => row.recommendation,
            },
            {
              id: 'status',
              title: t('agreements.column.state'),
              width: '128px',
              render: (row) => <WordMark of="finding" value={row.status} />,
            },
          ]}
        />
      )}
    </Panel>
  );
}
