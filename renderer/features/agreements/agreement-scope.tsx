import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Agreement, ScopeItem } from '../../../shared/contract/agreements.ts';
import { namesProductAndPlan } from '../../../shared/rules/agreements/lifecycle.ts';
import { Button } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { Panel } from '../../components/panel.tsx';
import { ToolSelect } from '../../components/record/tool-select.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { TagInput } from '../../components/tag-input.tsx';
import { TextField } from '../../components/text-field.tsx';
import { client } from '../../platform/api.ts';
import { readProblem, type Problem } from '../../platform/problem.ts';
import type { AgreementSave, AgreementSaver } from './use-agreement-saver.ts';
import page from '../../components/record/record-page.module.css';

const EMPTY_ITEM: ScopeItem = {
  toolId: null,
  product: '',
  plan: '',
  features: [],
  regions: [],
  tenant: '',
  processor: '',
};

type Edited = { kind: 'item'; index: number | null } | { kind: 'feature' } | null;

/** What the agreement covers: product and plan decide; and what it leaves out. */
export function AgreementScope({ saver }: { saver: AgreementSaver }) {
  const { t } = useTranslation();
  const [edited, setEdited] = useState<Edited>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const { scope, excludedFeatures } = saver.present;

  async function save(changes: AgreementSave): Promise<void> {
    setProblem(null);
    try {
      await saver.save(changes, (agreement) => [agreement.scope, agreement.excludedFeatures], false);
    } catch (error) {
      setProblem(readProblem(error));
    }
  }
  const rows = scope.map((item, index) => ({ ...item, index }));
  const inUse = (value: boolean | null) => (value === null ? 'unknown' : value ? 'yes' : 'no');
  return (
    <div className={page.stack}>
      {problem && <ErrorPanel problem={problem} />}
      <Panel
        title={t('agreements.scope.title')}
        note={t('agreements.scope.note')}
        flush
        action={
          <Button
            size="small"
            icon={Plus}
            unavailable={saver.refusal}
            onClick={() => setEdited({ kind: 'item', index: null })}
          >
            {t('agreements.scope.add')}
          </Button>
        }
      >
        <DataTable
          label={t('agreements.scope.title')}
          rows={rows}
          rowId={({ index }) => String(index)}
          empty={t('agreements.scope.empty')}
          columns={[
            { id: 'product', title: t('agreements.scope.product'), wrap: true, render: (row) => row.product },
            {
              id: 'plan',
              title: t('agreements.scope.plan'),
              render: (row) =>
                namesProductAndPlan(row) ? (
                  row.plan
                ) : (
                  <StatusMark shape="warn" tone="warn">
                    {t('agreements.scope.noPlan')}
                  </StatusMark>
                ),
            },
            {
              id: 'features',
              title: t('agreements.scope.features'),
              wrap: true,
              quiet: true,
              render: (row) => row.features.join(', '),
            },
            {
              id: 'regions',
              title: t('agreements.scope.regions'),
              wrap: true,
              quiet: true,
              render: (row) => row.regions.join(', '),
            },
            {
              id: 'processor',
              title: t('agreements.scope.processor'),
              wrap: true,
              quiet: true,
              render: (row) => row.processor,
            },
            {
              id: 'actions',
              title: t('agreements.scope.actions'),
              hideTitle: true,
              width: '128px',
              align: 'right',
              render: (row) => (
                <>
                  <Button
                    kind="link"
                    unavailable={saver.refusal}
                    onClick={() => setEdited({ kind: 'item', index: row.index })}
                  >
                    {t('agreements.scope.edit')}
                  </Button>{' '}
                  <Button
                    kind="quiet"
                    size="small"
                    icon={Trash2}
                    aria-label={t('agreements.scope.remove', { name: row.product })}
                    unavailable={saver.refusal}
                    onClick={() => void save({ scope: scope.filter((_, index) => index !== row.index) })}
                  />
                </>
              ),
            },
          ]}
        />
      </Panel>
      <Panel
        title={t('agreements.excluded.title')}
        note={t('agreements.excluded.note')}
        flush
        action={
          <Button size="small" icon={Plus} unavailable={saver.refusal} onClick={() => setEdited({ kind: 'feature' })}>
            {t('agreements.excluded.add')}
          </Button>
        }
      >
        <DataTable
          label={t('agreements.excluded.title')}
          rows={excludedFeatures}
          rowId={({ name }) => name}
          empty={t('agreements.excluded.empty')}
          columns={[
            { id: 'name', title: t('agreements.excluded.name'), wrap: true, render: (row) => row.name },
            {
              id: 'inUse',
              title: t('agreements.excluded.inUse'),
              width: '200px',
              render: (row) => (
                <SelectField
                  hideLabel
                  small
                  label={t('agreements.excluded.inUseOf', { name: row.name })}
                  readOnly={saver.refusal !== undefined}
                  value={inUse(row.inUse)}
                  options={(['no', 'yes', 'unknown'] as const).map((value) => ({
                    value,
                    label: t(`agreements.excluded.${value}`),
                  }))}
                  onChange={(value) =>
                    void save({
                      excludedFeatures: excludedFeatures.map((one) =>
                        one.name === row.name ? { ...one, inUse: value === 'unknown' ? null : value === 'yes' } : one,
                      ),
                    })
                  }
                />
              ),
            },
            {
              id: 'remove',
              title: t('agreements.scope.actions'),
              hideTitle: true,
              width: '56px',
              render: (row) => (
                <Button
                  kind="quiet"
                  size="small"
                  icon={Trash2}
                  aria-label={t('agreements.scope.remove', { name: row.name })}
                  unavailable={saver.refusal}
                  onClick={() =>
                    void save({ excludedFeatures: excludedFeatures.filter(({ name }) => name !== row.name) })
                  }
                />
              ),
            },
          ]}
        />
      </Panel>
      {edited?.kind === 'item' && (
        <ScopeDialog
          agreement={saver.present}
          item={edited.index === null ? EMPTY_ITEM : (scope[edited.index] ?? EMPTY_ITEM)}
          onSave={(item) =>
            save({
              scope:
                edited.index === null
                  ? [...scope, item]
                  : scope.map((one, index) => (index === edited.index ? item : one)),
            })
          }
          onClose={() => setEdited(null)}
        />
      )}
      {edited?.kind === 'feature' && (
        <FeatureDialog
          known={excludedFeatures.map(({ name }) => name)}
          onSave={(name) => save({ excludedFeatures: [...excludedFeatures, { name, inUse: null }] })}
          onClose={() => setEdited(null)}
        />
      )}
    </div>
  );
}

interface ScopeDialogProps {
  agreement: Agreement;
  item: ScopeItem;
  onSave: (item: ScopeItem) => Promise<void>;
  onClose: () => void;
}

/** One thing that the agreement covers; a tool of the register brings its name and plan along. */
function ScopeDialog({ agreement, item, onSave, onClose }: ScopeDialogProps) {
  const { t } = useTranslation();
  const [written, setWritten] = useState(item);
  const set = (changes: Partial<ScopeItem>) => setWritten((before) => ({ ...before, ...changes }));

  async function chooseTool(toolId: string | null): Promise<void> {
    set({ toolId });
    if (toolId === null) return;
    const { tool } = await client.tools.get({ toolId });
    set({ product: tool.name, plan: tool.plan });
  }

  return (
    <FormDialog
      title={t('agreements.scope.dialog', { name: agreement.code })}
      primary={t('agreements.scope.save')}
      unavailable={namesProductAndPlan(written) ? undefined : t('agreements.scope.needsBoth')}
      onSubmit={async () => {
        await onSave(written);
        onClose();
      }}
      onClose={onClose}
    >
      <ToolSelect
        optional
        label={t('agreements.scope.tool')}
        help={t('agreements.scope.toolHelp')}
        toolId={written.toolId}
        vendorId={agreement.vendor.id}
        onChoose={(toolId) => void chooseTool(toolId)}
      />
      <TextField
        required
        label={t('agreements.scope.product')}
        value={written.product}
        maxLength={200}
        onChange={(product) => set({ product })}
      />
      <TextField
        required
        label={t('agreements.scope.plan')}
        help={t('agreements.scope.planHelp')}
        value={written.plan}
        maxLength={200}
        onChange={(plan) => set({ plan })}
      />
      <TagInput
        optional
        label={t('agreements.scope.features')}
        values={written.features}
        onChange={(features) => set({ features })}
      />
      <TagInput
        optional
        label={t('agreements.scope.regions')}
        values={written.regions}
        onChange={(regions) => set({ regions })}
      />
      <TextField
        optional
        label={t('agreements.scope.tenant')}
        value={written.tenant}
        maxLength={200}
        onChange={(tenant) => set({ tenant })}
      />
      <TextField
        optional
        label={t('agreements.scope.processor')}
        help={t('agreements.scope.processorHelp')}
        value={written.processor}
        maxLength={200}
        onChange={(processor) => set({ processor })}
      />
    </FormDialog>
  );
}

function FeatureDialog(props: {
  known: readonly string[];
  onSave: (name: string) => Promise<void>;
  onClose: () => void;
}) {
  const { known, onSave, onClose } = props;
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const text = name.trim();
  return (
    <FormDialog
      title={t('agreements.excluded.add')}
      primary={t('agreements.excluded.add')}
      unavailable={
        text === ''
          ? t('agreements.excluded.needsName')
          : known.includes(text)
            ? t('agreements.excluded.known')
            : undefined
      }
      onSubmit={async () => {
        await onSave(text);
        onClose();
      }}
      onClose={onClose}
    >
      <TextField
        required
        label={t('agreements.excluded.name')}
        help={t('agreements.excluded.help')}
        value={name}
        maxLength={200}
        onChange={setName}
      />
    </FormDialog>
  );
}
