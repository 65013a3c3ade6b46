import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { DATA_FLOW_STARTS, type DataFlowStart } from '../../../shared/contract/data-flows.ts';
import { FormDialog } from '../../components/dialog.tsx';
import { ToolSelect } from '../../components/record/tool-select.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { api } from '../../platform/api.ts';
import { recordPath } from '../../platform/record-path.ts';

/** Begins the map of a tool; a tool that has one is opened. */
export function NewMapDialog({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [toolId, setToolId] = useState<string | null>(null);
  const [from, setFrom] = useState<DataFlowStart>('tool');
  const present = useQuery({
    ...api.dataFlows.get.queryOptions({ input: { toolId: toolId ?? '' } }),
    enabled: toolId !== null,
  });
  const { mutateAsync: start } = useMutation(api.dataFlows.start.mutationOptions());
  const hasMap = toolId !== null && present.data?.tool.id === toolId && present.data.map !== null;

  async function open(): Promise<void> {
    if (toolId === null) return;
    if (!hasMap) await start({ toolId, from });
    await navigate(recordPath('data_flow_map', toolId));
  }

  return (
    <FormDialog
      title={t('dataFlows.add.title')}
      primary={hasMap ? t('dataFlows.add.open') : t('dataFlows.add.confirm')}
      unavailable={toolId === null ? t('dataFlows.add.needsTool') : undefined}
      onSubmit={open}
      onClose={onClose}
    >
      <ToolSelect
        label={t('dataFlows.add.tool')}
        toolId={toolId}
        onChoose={setToolId}
        help={hasMap ? t('dataFlows.add.hasMap') : undefined}
      />
      {!hasMap && (
        <SelectField
          label={t('dataFlows.add.from')}
          value={from}
          options={DATA_FLOW_STARTS.map((value) => ({ value, label: t(`dataFlows.start.${value}.title`) }))}
          help={t(`dataFlows.start.${from}.help`)}
          onChange={setFrom}
        />
      )}
    </FormDialog>
  );
}
