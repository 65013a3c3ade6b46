import { useMutation, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useParams, useSearchParams } from 'react-router';
import type { DeploymentOption, ToolResidency } from '../../../shared/contract/residency.ts';
import { Button, ButtonLink } from '../../components/button.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { EmptyPage } from '../../components/empty-page.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { PageHeader } from '../../components/page-header.tsx';
import { PageKeys } from '../../components/page-keys.tsx';
import { PageLayout } from '../../components/page-layout.tsx';
import { RecordHistory } from '../../components/record-history.tsx';
import recordStyles from '../../components/record/record-page.module.css';
import { TabBar } from '../../components/tab-bar.tsx';
import { TextField } from '../../components/text-field.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { useKeys } from '../../platform/keys.tsx';
import { usePage } from '../../platform/page.tsx';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { OptionPanel } from './option-panel.tsx';
import { RegionUses } from './region-uses.tsx';

/** Where a tool is: its deployment options with their places, and the regions that it is used in. */
export function ToolPlacesPage() {
  const { t } = useTranslation();
  const { toolId = '' } = useParams();
  const query = useQuery(api.residency.tool.queryOptions({ input: { toolId } }));
  const name = query.data?.tool.name;
  usePage(name === undefined ? t('residency.title') : t('residency.places.title', { tool: name }), [
    { label: t('residency.title'), to: '/residency' },
  ]);
  if (query.isError) return <ErrorPanel what={t('tools.missing')} problem={readProblem(query.error)} />;
  if (!query.data) return <LoadingRows rows={8} />;
  return <ToolPlacesRecord key={toolId} places={query.data} />;
}

function ToolPlacesRecord({ places }: { places: ToolResidency }) {
  const { t } = useTranslation();
  const [parameters, setParameters] = useSearchParams();
  const [adding, setAdding] = useState(false);
  const refusal = useRoleRefusal('residency.addOption');
  const { tool, options } = places;
  const current = options.find(({ id }) => id === parameters.get('option')) ?? options[0];
  const add = () => setAdding(true);

  useKeys(
    t('residency.places.title', { tool: tool.name }),
    refusal === undefined ? [{ key: 'C', label: t('residency.option.add'), run: add, hint: true }] : [],
  );

  function show(optionId: string): void {
    setParameters(
      (before) => {
        const after = new URLSearchParams(before);
        after.set('option', optionId);
        return after;
      },
      { replace: true },
    );
  }

  return (
    <PageLayout
      header={
        <PageHeader
          title={t('residency.places.title', { tool: tool.name })}
          tag={<WordMark of="register" value={tool.status} variant="tag" />}
          fact={t('residency.places.fact', { options: options.length, regions: places.uses.length })}
          actions={
            <>
              <ButtonLink to={recordPath('tool', tool.id)}>{t('residency.places.tool')}</ButtonLink>
              <ButtonLink to={`${recordPath('vendor', tool.vendor.id)}?tab=subProcessors`}>
                {t('residency.places.subProcessors')}
              </ButtonLink>
              <Button kind="primary" icon={Plus} unavailable={refusal} onClick={add}>
                {t('residency.option.add')}
              </Button>
            </>
          }
        />
      }
      tabs={
        options.length > 1 && current ? (
          <TabBar
            label={t('residency.option.options')}
            tabs={options.map(({ id, name }) => ({ id, label: name }))}
            current={current.id}
            onChange={show}
            panelId="option-panel"
          />
        ) : undefined
      }
      footer={<PageKeys />}
    >
      <div className={recordStyles.stack}>
        {current ? (
          <div id="option-panel" {...(options.length > 1 && { role: 'tabpanel', 'aria-label': current.name })}>
            <OptionPanel key={current.id} tool={tool} option={current} />
          </div>
        ) : (
          <NoOption onAdd={add} refusal={refusal} />
        )}
        <RegionUses places={places} />
        {current && <RecordHistory recordId={current.id} />}
      </div>
      {adding && <AddOptionDialog toolId={tool.id} onAdded={({ id }) => show(id)} onClose={() => setAdding(false)} />}
    </PageLayout>
  );
}

function NoOption({ onAdd, refusal }: { onAdd: () => void; refusal: string | undefined }) {
  const { t } = useTranslation();
  return (
    <EmptyPage
      title={t('residency.option.empty')}
      text={t('residency.option.emptyText')}
      steps={[
        {
          title: t('residency.option.first'),
          text: t('residency.option.firstText'),
          action: (
            <Button unavailable={refusal} onClick={onAdd}>
              {t('residency.option.add')}
            </Button>
          ),
        },
      ]}
    />
  );
}

interface AddOptionDialogProps {
  toolId: string;
  onAdded: (option: DeploymentOption) => void;
  onClose: () => void;
}

function AddOptionDialog({ toolId, onAdded, onClose }: AddOptionDialogProps) {
  const { t } = useTranslation();
  const [name, setName] = useState('');
  const add = useMutation(api.residency.addOption.mutationOptions());
  return (
    <FormDialog
      title={t('residency.option.add')}
      primary={t('residency.option.add')}
      unavailable={name.trim() === '' ? t('residency.option.nameMissing') : undefined}
      onSubmit={async () => {
        onAdded(await add.mutateAsync({ toolId, name }));
        onClose();
      }}
      onClose={onClose}
    >
      <TextField
        required
        label={t('residency.option.name')}
        help={t('residency.option.nameHelp')}
        value={name}
        maxLength={200}
        onChange={setName}
      />
    </FormDialog>
  );
}
