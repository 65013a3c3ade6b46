import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Assessment } from '../../../shared/contract/assessments.ts';
import { FormDialog } from '../../components/dialog.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { describeState } from '../../components/status-words.ts';
import { api } from '../../platform/api.ts';
import { readProblem } from '../../platform/problem.ts';

/** Chooses what to compare with: the tool's other assessments first, then the vendor's, then all others. */
export function CompareDialog({ assessment, onClose }: { assessment: Assessment; onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [otherId, setOtherId] = useState<string | null>(assessment.previousAssessmentId);
  const list = useQuery(
    api.assessments.list.queryOptions({ input: { limit: 100, sort: [{ field: 'code', direction: 'descending' }] } }),
  );
  const nearness = (row: { tool: { id: string }; vendor: { id: string } }) =>
    Number(row.tool.id === assessment.tool.id) * 2 + Number(row.vendor.id === assessment.vendor.id);
  const others = (list.data?.rows ?? [])
    .filter((row) => row.id !== assessment.id)
    .toSorted((left, right) => nearness(right) - nearness(left));

  return (
    <FormDialog
      title={t('assessments.compare.choose', { code: assessment.code })}
      primary={t('assessments.compare.open')}
      unavailable={otherId === null ? t('assessments.compare.needsOther') : undefined}
      onSubmit={async () => {
        if (otherId !== null) await navigate(`/assessments/${otherId}/compare/${assessment.id}`);
      }}
      onClose={onClose}
    >
      {list.isError && <ErrorPanel problem={readProblem(list.error)} />}
      {list.isSuccess && others.length === 0 ? (
        <p>{t('assessments.compare.noOther')}</p>
      ) : (
        <SelectField
          label={t('assessments.compare.with')}
          value={otherId}
          options={others.map((row) => ({
            value: row.id,
            label: t('assessments.compare.option', {
              code: row.code,
              title: row.title,
              tool: row.tool.name,
              state: t(describeState('assessment', row.state).key),
            }),
          }))}
          onChange={setOtherId}
        />
      )}
    </FormDialog>
  );
}
