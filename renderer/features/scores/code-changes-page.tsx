import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CODE_CHANGE_LEVELS, YES_NO_UNKNOWN, type CodeChangeFactors } from '../../../shared/contract/scores.ts';
import { BandMark } from '../../components/band-mark.tsx';
import { Button, ButtonLink } from '../../components/button.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { ExplainDrawer } from '../../components/explain-drawer.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageKeys } from '../../components/page-keys.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { Panel } from '../../components/panel.tsx';
import { SegmentedControl } from '../../components/segmented-control.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { api } from '../../platform/api.ts';
import { formatInstant } from '../../platform/format.ts';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { useWorking } from '../../platform/workspace.tsx';
import styles from './code-changes-page.module.css';

const NOTHING: CodeChangeFactors = {
  dataSensitivity: null,
  systemCriticality: null,
  regulatoryImpact: null,
  complexity: null,
  aiGenerated: 'unknown',
  humanReviewed: 'unknown',
};
const ORDINALS = ['dataSensitivity', 'systemCriticality', 'regulatoryImpact', 'complexity'] as const;
const UPLIFTS = ['aiGenerated', 'humanReviewed'] as const;

/** The seed's code-change matrix: rate a change, see why, keep it. */
export function CodeChangesPage() {
  const { t } = useTranslation();
  const { person } = useWorking();
  usePage(t('codeChanges.title'), [{ label: t('app.group.govern') }]);
  const [factors, setFactors] = useState(NOTHING);
  const [title, setTitle] = useState('');
  const [reference, setReference] = useState('');
  // The id of a kept change, or "draft" for the one in the form.
  const [explained, setExplained] = useState<string | null>(null);
  const rated = useQuery({
    ...api.scores.rateCodeChange.queryOptions({ input: { factors } }),
    placeholderData: keepPreviousData,
  });
  const models = useQuery(api.scores.models.queryOptions());
  const list = useQuery(api.scores.listCodeChanges.queryOptions());
  const saved = useQuery({
    ...api.scores.explain.queryOptions({ input: { kind: 'code_change', subjectId: explained ?? '' } }),
    enabled: explained !== null && explained !== 'draft',
  });
  const save = useMutation(
    api.scores.saveCodeChange.mutationOptions({
      onSuccess: () => {
        setFactors(NOTHING);
        setTitle('');
        setReference('');
      },
    }),
  );
  const explanation = explained === 'draft' ? rated.data?.explanation : saved.data;
  const anchorOf = (factor: (typeof ORDINALS)[number]) => {
    const levels = models.data?.codeChange.find((one) => one.factor === factor)?.levels;
    return levels?.find(({ level }) => level === factors[factor])?.anchor;
  };
  const refusal =
    person.role === 'auditor' ? t('codeChanges.auditor') : title.trim() === '' ? t('codeChanges.noTitle') : undefined;
  useKeys(t('codeChanges.title'), [
    { key: 'E', label: t('codeChanges.explain'), run: () => setExplained('draft'), hint: true },
  ]);
  const result = rated.data?.explanation;
  const failure = rated.error ?? save.error ?? list.error;
  return (
    <PageLayout
      header={
        <PageHeader
          title={t('codeChanges.title')}
          fact={t('codeChanges.fact')}
          actions={<ButtonLink to="/reports?kind=approved_tools">{t('codeChanges.export')}</ButtonLink>}
        />
      }
      drawer={explanation && <ExplainDrawer explanation={explanation} onClose={() => setExplained(null)} />}
      footer={<PageKeys />}
    >
      {failure && <ErrorPanel problem={readProblem(failure)} />}
      <Panel title={t('codeChanges.rate')}>
        <div className={styles.form}>
          <TextField label={t('codeChanges.name')} value={title} onChange={setTitle} />
          <TextField label={t('codeChanges.reference')} value={reference} onChange={setReference} optional />
          {ORDINALS.map((factor) => (
            <SelectField
              key={factor}
              label={t(`codeChanges.factor.${factor}`)}
              value={factors[factor]}
              emptyLabel={t('codeChanges.notRated')}
              options={CODE_CHANGE_LEVELS[factor].map((value: string) => ({
                value,
                label: t(`codeChanges.level.${value}`),
              }))}
              onChange={(value: string | null) => setFactors((before) => ({ ...before, [factor]: value }))}
              help={anchorOf(factor) ?? ''}
            />
          ))}
          {UPLIFTS.map((factor) => (
            <SegmentedControl
              key={factor}
              label={t(`codeChanges.factor.${factor}`)}
              value={factors[factor]}
              options={YES_NO_UNKNOWN.map((value) => ({ value, label: t(`codeChanges.level.${value}`) }))}
              onChange={(value) => setFactors((before) => ({ ...before, [factor]: value }))}
            />
          ))}
        </div>
        {result && (
          <div className={styles.result} aria-live="polite">
            <Button kind="quiet" onClick={() => setExplained('draft')}>
              {result.result.band ? <BandMark band={result.result.band} variant="tag" /> : t('codeChanges.incomplete')}
              <span>{t('codeChanges.total', { total: result.result.value })}</span>
            </Button>
            {!result.complete && <span className={styles.quiet}>{t('codeChanges.incompleteNote')}</span>}
            <ul className={styles.controls}>
              {rated.data?.controls.map((control) => (
                <li key={control}>{control}</li>
              ))}
            </ul>
            <Button
              kind="primary"
              unavailable={refusal}
              onClick={() => save.mutate({ title: title.trim(), reference, toolId: null, factors })}
            >
              {t('codeChanges.save')}
            </Button>
          </div>
        )}
      </Panel>
      <div className={styles.list}>
        <Panel title={t('codeChanges.saved')} fact={t('codeChanges.count', { count: list.data?.length ?? 0 })} flush>
          <DataTable
            label={t('codeChanges.saved')}
            rows={list.data ?? []}
            rowId={({ id }) => id}
            onOpen={({ id }) => setExplained(id)}
            chosenId={explained}
            empty={t('codeChanges.none')}
            columns={[
              { id: 'code', title: t('codeChanges.id'), mono: true, width: '88px', render: ({ code }) => code },
              { id: 'title', title: t('codeChanges.name'), render: (change) => change.title },
              { id: 'reference', title: t('codeChanges.reference'), quiet: true, render: (change) => change.reference },
              { id: 'tool', title: t('codeChanges.tool'), quiet: true, render: ({ tool }) => tool?.name },
              { id: 'sum', title: t('codeChanges.sum'), align: 'right', render: ({ sum }) => sum },
              { id: 'total', title: t('codeChanges.totalHead'), align: 'right', render: ({ total }) => total },
              {
                id: 'band',
                title: t('codeChanges.band'),
                render: ({ band, complete }) =>
                  band && complete ? <BandMark band={band} /> : t('codeChanges.incomplete'),
              },
              {
                id: 'at',
                title: t('codeChanges.when'),
                quiet: true,
                render: ({ createdAt }) => formatInstant(createdAt),
              },
            ]}
          />
        </Panel>
      </div>
    </PageLayout>
  );
}
