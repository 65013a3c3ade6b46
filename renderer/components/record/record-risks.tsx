import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import type { Risk, RiskLinkTarget } from '../../../shared/contract/risks.ts';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { recordPath } from '../../platform/record-path.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { BandMark } from '../band-mark.tsx';
import { Button } from '../button.tsx';
import { DataTable, type DataColumn } from '../data-table.tsx';
import { ErrorPanel } from '../error-panel.tsx';
import { LoadingRows } from '../loading-rows.tsx';
import { Panel } from '../panel.tsx';
import { AddRiskDialog } from './add-risk-dialog.tsx';
import styles from './record-risks.module.css';
import { RiskMarks } from './risk-marks.tsx';

/** The risks of a vendor (with those of its tools) or of a tool; a row opens one, a new one is linked at once. */
export function RecordRisks({ field, id }: { field: 'vendorId' | 'toolId'; id: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [adding, setAdding] = useState(false);
  const list = useQuery(api.risks.list.queryOptions({ input: { [field]: id } }));
  const addRefusal = useRoleRefusal('risks.create');
  const target: RiskLinkTarget = { kind: field === 'vendorId' ? 'vendor' : 'tool', id };
  const columns: DataColumn<Risk>[] = [
    { id: 'code', title: t('risks.column.code'), mono: true, width: '72px', render: (risk) => risk.code },
    {
      id: 'title',
      title: t('risks.column.title'),
      wrap: true,
      render: (risk) => (
        <span className={styles.risk}>
          {risk.title} <RiskMarks risk={risk} />
        </span>
      ),
    },
    {
      id: 'inherent',
      title: t('risks.column.inherent'),
      render: ({ inherent }) => <BandMark band={inherent.band} score={inherent.score} neutral />,
    },
    {
      id: 'residual',
      title: t('risks.column.residual'),
      render: ({ residual }) => <BandMark band={residual.band} score={residual.score} />,
    },
    {
      id: 'treatment',
      title: t('risks.column.treatment'),
      quiet: true,
      render: (risk) => t(`risks.treatment.${risk.treatment}`),
    },
    { id: 'owner', title: t('risks.column.owner'), quiet: true, render: (risk) => risk.owner?.name },
    {
      id: 'review',
      title: t('risks.column.review'),
      align: 'right',
      quiet: true,
      render: ({ reviewOn }) => reviewOn && formatDay(reviewOn),
    },
  ];
  if (list.isError) return <ErrorPanel problem={readProblem(list.error)} />;
  if (!list.data) return <LoadingRows rows={5} />;
  return (
    <>
      <Panel
        title={t('risks.title')}
        note={t('risks.note')}
        action={
          <Button kind="quiet" size="small" icon={Plus} unavailable={addRefusal} onClick={() => setAdding(true)}>
            {t('risks.add')}
          </Button>
        }
        flush
      >
        <DataTable
          label={t('risks.title')}
          columns={columns}
          rows={list.data}
          rowId={(risk) => risk.id}
          onOpen={(risk) => void navigate(recordPath('risk', risk.id))}
          empty={t('risks.empty')}
        />
      </Panel>
      {adding && (
        <AddRiskDialog
          links={[target]}
          onAdded={(riskId) => void navigate(recordPath('risk', riskId))}
          onClose={() => setAdding(false)}
        />
      )}
    </>
  );
}
