import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { USE_CONDITIONS } from '../../../shared/contract/questionnaire-pack.ts';
import { DEPLOYMENTS, TOOL_KINDS, type Tool, type ToolChanges } from '../../../shared/contract/tools.ts';
import { DateField } from '../../components/date-field.tsx';
import { GatePips } from '../../components/gate-pips.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { Panel } from '../../components/panel.tsx';
import { useAgreementsStanding } from '../../components/record/agreements-standing.tsx';
import { RecordField } from '../../components/record/record-field.tsx';
import { RecordFindings } from '../../components/record/record-findings.tsx';
import { RecordOtherNames } from '../../components/record/record-other-names.tsx';
import { useGapsStanding } from '../../components/gaps/gaps-standing.tsx';
import { RecordGaps } from '../../components/gaps/record-gaps.tsx';
import { RecordOwnerField } from '../../components/record/record-owner-field.tsx';
import { usePhiStanding } from '../../components/record/phi-standing.tsx';
import { useResidencyStanding } from '../../components/record/residency-standing.tsx';
import { RecordStanding } from '../../components/record/record-standing.tsx';
import styles from '../../components/record/record-page.module.css';
import { RecordScores, type ExplainedScore } from '../../components/record/record-scores.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { formatDay, formatNumber } from '../../platform/format.ts';
import { recordPath } from '../../platform/record-path.ts';
import { AccessStanding } from './access-standing.tsx';
import { DataFlowStanding } from './data-flow-standing.tsx';
import type { ToolSaver } from './use-tool-saver.ts';

export interface ToolSummaryProps {
  saver: ToolSaver;
  explained: ExplainedScore | null;
  onExplain: (score: ExplainedScore) => void;
}

/** Scores, what the tool is and for whom, under which conditions it is used, and what is open. */
export function ToolSummary({ saver, explained, onExplain }: ToolSummaryProps) {
  const tool = saver.present;
  const assessments = useQuery(
    api.assessments.list.queryOptions({
      input: {
        filters: [
          { field: 'toolId', operator: 'is', values: [tool.id] },
          { field: 'state', operator: 'is_not', values: ['cancelled', 'planned'] },
        ],
        sort: [{ field: 'code', direction: 'descending' }],
        limit: 1,
      },
    }),
  );
  const newest = assessments.data?.rows[0];
  return (
    <div className={styles.stack}>
      <div className={styles.pair}>
        <RecordScores
          inherent={tool.inherentTier && { toolId: tool.id, band: tool.inherentTier }}
          vendorId={tool.vendor.id}
          residual={tool.residual}
          assessmentId={assessments.data && (newest?.id ?? null)}
          openRedFlags={newest?.openRedFlags ?? 0}
          reviewed={{ kind: 'tool', id: tool.id, chosenOn: tool.nextReviewOn }}
          explained={explained}
          onExplain={onExplain}
        />
        <ToolFacts saver={saver} />
      </div>
      <div className={styles.pair}>
        <ToolUsePanel saver={saver} />
        <ToolStanding tool={tool} />
      </div>
      <RecordGaps of={{ toolId: tool.id }} />
      <RecordFindings field="toolId" id={tool.id} openOnly />
      <ToolNames saver={saver} />
    </div>
  );
}

/** Where the tool stands in each part of the work. */
function ToolStanding({ tool }: { tool: Tool }) {
  const { t } = useTranslation();
  const residency = useResidencyStanding({ toolId: tool.id });
  const agreements = useAgreementsStanding(tool);
  const phi = usePhiStanding({ vendorId: tool.vendor.id, toolId: tool.id });
  const gaps = useGapsStanding({ toolId: tool.id });
  const adoption = useQuery(api.adoption.obstacles.queryOptions({ input: { toolId: tool.id } }));
  return (
    <RecordStanding
      rows={[
        {
          label: t('record.standing.gates'),
          to: `${recordPath('tool', tool.id)}?tab=gates`,
          value: <GatePips gates={tool.gates.map(({ state }) => state)} />,
        },
        gaps,
        agreements,
        ...phi,
        residency,
        {
          label: t('record.standing.adoption'),
          to: recordPath('adoption_checklist', tool.id),
          value: adoption.data && <AdoptionStanding obstacles={adoption.data} approved={tool.status === 'approved'} />,
        },
        {
          label: t('record.standing.dataFlows'),
          to: recordPath('data_flow_map', tool.id),
          value: <DataFlowStanding toolId={tool.id} />,
        },
        {
          label: t('record.standing.access'),
          to: `/access-tiers?tool=${encodeURIComponent(tool.id)}`,
          value: <AccessStanding toolId={tool.id} />,
        },
      ]}
    />
  );
}

/** How far the adoption checklist is, and how many required items keep the tool from approval. */
function AdoptionStanding({
  obstacles,
  approved,
}: {
  obstacles: { started: boolean; items: readonly unknown[]; covered: number; total: number };
  approved: boolean;
}) {
  const { t } = useTranslation();
  const { started, items, covered, total } = obstacles;
  if (!started) {
    return (
      <StatusMark shape="dashed" tone="neutral">
        {t('record.standing.notStarted')}
      </StatusMark>
    );
  }
  const count = items.length;
  const looks = approved ? ({ shape: 'warn', tone: 'warn' } as const) : ({ shape: 'half', tone: 'neutral' } as const);
  return (
    <StatusMark {...(count === 0 ? ({ shape: 'ok', tone: 'ok' } as const) : looks)}>
      {t(count === 0 ? 'record.standing.covered' : 'record.standing.requiredOpen', { count, covered, total })}
    </StatusMark>
  );
}

function ToolFacts({ saver }: { saver: ToolSaver }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('tools.facts.title')}>
      <div className={styles.fields}>
        <RecordField saver={saver} label={t('tools.facts.kind')} read={({ kind }) => kind} write={(kind) => ({ kind })}>
          {(control) => (
            <SelectField
              {...control}
              options={TOOL_KINDS.map((value) => ({ value, label: t(`tools.kind.${value}`) }))}
            />
          )}
        </RecordField>
        <RecordField
          saver={saver}
          label={t('tools.facts.deployment')}
          read={({ deployment }) => deployment}
          write={(deployment) => ({ deployment })}
          show={(value) => t(`tools.deployment.${value}`)}
        >
          {(control) => (
            <SelectField
              {...control}
              options={DEPLOYMENTS.map((value) => ({ value, label: t(`tools.deployment.${value}`) }))}
            />
          )}
        </RecordField>
        <RecordField saver={saver} label={t('tools.facts.plan')} read={({ plan }) => plan} write={(plan) => ({ plan })}>
          {(control) => <TextField {...control} optional maxLength={500} />}
        </RecordField>
        <RecordField
          saver={saver}
          label={t('tools.facts.versionRange')}
          read={({ versionRange }) => versionRange}
          write={(versionRange) => ({ versionRange })}
        >
          {(control) => <TextField {...control} optional maxLength={500} />}
        </RecordField>
        <RecordOwnerField saver={saver} name={saver.present.name} write={(ownerId): ToolChanges => ({ ownerId })} />
        <RecordField
          saver={saver}
          label={t('tools.facts.nextReviewOn')}
          read={({ nextReviewOn }) => nextReviewOn}
          write={(nextReviewOn) => ({ nextReviewOn })}
          show={(day) => (day === null ? '' : formatDay(day))}
        >
          {(control) => <DateField {...control} optional />}
        </RecordField>
        <RecordField
          saver={saver}
          label={t('tools.facts.users')}
          read={({ users }) => users}
          write={(users) => ({ users })}
          show={(users) => (users === null ? '' : formatNumber(users))}
        >
          {(control) => <NumberField {...control} optional whole min={0} max={10_000_000} />}
        </RecordField>
      </div>
    </Panel>
  );
}

/** The five conditions that decide which gates of a questionnaire count. */
function ToolUsePanel({ saver }: { saver: ToolSaver }) {
  const { t } = useTranslation();
  const words = (value: boolean | null) => t(`tools.use.${String(value)}`);
  return (
    <Panel title={t('tools.use.title')} note={t('tools.use.note')}>
      <div className={styles.fields}>
        {USE_CONDITIONS.map((condition) => (
          <RecordField
            key={condition}
            saver={saver}
            label={t(`tools.use.condition.${condition}`)}
            read={({ use }) => use[condition]}
            write={(value) => ({ use: { ...saver.present.use, [condition]: value } })}
            show={words}
          >
            {({ value, onChange, ...control }) => (
              <SelectField
                {...control}
                value={value === null ? null : String(value)}
                emptyLabel={words(null)}
                options={[true, false].map((one) => ({ value: String(one), label: words(one) }))}
                onChange={(text: string | null) => onChange(text === null ? null : text === 'true')}
              />
            )}
          </RecordField>
        ))}
      </div>
    </Panel>
  );
}

function ToolNames({ saver }: { saver: ToolSaver }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('tools.names.title')}>
      <div className={styles.fields}>
        <RecordField
          saver={saver}
          label={t('tools.names.name')}
          read={({ name }) => name}
          write={(name) => ({ name })}
          check={(name) => (name.trim() === '' ? t('components.field.required') : undefined)}
        >
          {(control) => <TextField {...control} required maxLength={200} />}
        </RecordField>
        <RecordOtherNames saver={saver} write={(names) => names} />
        <div className={styles.wide}>
          <RecordField
            saver={saver}
            label={t('tools.names.businessJustification')}
            read={({ businessJustification }) => businessJustification}
            write={(businessJustification) => ({ businessJustification })}
          >
            {(control) => <TextField {...control} multiline rows={3} maxLength={20_000} />}
          </RecordField>
        </div>
      </div>
    </Panel>
  );
}
