import { useMutation, useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Risk } from '../../../shared/contract/risks.ts';
import type { Vendor } from '../../../shared/contract/vendors.ts';
import { BandMark } from '../../components/band-mark.tsx';
import { Button } from '../../components/button.tsx';
import { DataTable, type DataColumn } from '../../components/data-table.tsx';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { LoadingRows } from '../../components/loading-rows.tsx';
import { Panel } from '../../components/panel.tsx';
import { PopoverMenu } from '../../components/popover-menu.tsx';
import { StatusMark } from '../../components/status-mark.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { api } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { readProblem } from '../../platform/problem.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useToast } from '../../platform/toasts.tsx';
import { useWorking } from '../../platform/workspace.tsx';
import { AcceptRiskDialog } from './accept-risk-dialog.tsx';
import { RiskDialog } from './risk-dialog.tsx';
import styles from './vendor-risks.module.css';

/** What the page has open on a risk; "add" has no risk yet. */
type Opened = { kind: 'add' } | { kind: 'edit' | 'accept'; risk: Risk };

/** The risks of a vendor: likelihood and impact, what lowers them, and what is left now. */
export function VendorRisks({ vendor }: { vendor: Vendor }) {
  const { t } = useTranslation();
  const { person } = useWorking();
  const toast = useToast();
  const [opened, setOpened] = useState<Opened | null>(null);
  const list = useQuery(api.risks.list.queryOptions({ input: { vendorId: vendor.id } }));
  const update = useMutation(
    api.risks.update.mutationOptions({
      onError: (error) => toast({ message: readProblem(error).sentence, tone: 'bad' }),
    }),
  );
  const addRefusal = useRoleRefusal('risks.create');
  const editRefusal = useRoleRefusal('risks.update');
  const acceptRefusal = useRoleRefusal('risks.accept');

  function whyNotAccept(risk: Risk): string | undefined {
    if (acceptRefusal !== undefined) return acceptRefusal;
    if (!risk.open) return t('risks.accept.closed');
    return risk.owner?.id === person.id ? t('risks.accept.own') : undefined;
  }

  function listActions(risk: Risk) {
    return [
      {
        id: 'edit',
        label: t('risks.edit'),
        run: () => setOpened({ kind: 'edit', risk }),
        unavailable: editRefusal,
      },
      {
        id: 'accept',
        label: t('risks.accept.action'),
        run: () => setOpened({ kind: 'accept', risk }),
        unavailable: whyNotAccept(risk),
      },
      {
        id: 'open',
        label: t(risk.open ? 'risks.close' : 'risks.reopen'),
        run: () => update.mutate({ riskId: risk.id, revision: risk.revision, changes: { open: !risk.open } }),
        unavailable: editRefusal,
      },
    ];
  }

  const columns: DataColumn<Risk>[] = [
    { id: 'code', title: t('risks.column.code'), mono: true, render: (risk) => risk.code },
    { id: 'title', title: t('risks.column.title'), wrap: true, render: (risk) => <RiskTitle risk={risk} /> },
    {
      id: 'inherent',
      title: t('risks.column.inherent'),
      align: 'right',
      render: ({ likelihood, impact }) => t('risks.product', { likelihood, impact }),
    },
    { id: 'controls', title: t('risks.column.controls'), wrap: true, render: (risk) => <Controls risk={risk} /> },
    { id: 'now', title: t('risks.column.now'), render: (risk) => <RiskNow risk={risk} /> },
    {
      id: 'treatment',
      title: t('risks.column.treatment'),
      quiet: true,
      render: (risk) => t(`risks.treatment.${risk.treatment}`),
    },
    { id: 'owner', title: t('risks.column.owner'), quiet: true, render: (risk) => risk.owner?.initials },
    {
      id: 'actions',
      title: t('risks.column.actions'),
      hideTitle: true,
      align: 'right',
      render: (risk) => (
        <PopoverMenu
          label={t('risks.more', { code: risk.code })}
          items={listActions(risk)}
          button={{ kind: 'quiet', size: 'small' }}
        />
      ),
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
          <Button
            kind="quiet"
            size="small"
            icon={Plus}
            unavailable={addRefusal}
            onClick={() => setOpened({ kind: 'add' })}
          >
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
          empty={t('risks.empty')}
        />
      </Panel>
      {opened?.kind === 'add' && <RiskDialog vendor={vendor} risk={null} onClose={() => setOpened(null)} />}
      {opened?.kind === 'edit' && <RiskDialog vendor={vendor} risk={opened.risk} onClose={() => setOpened(null)} />}
      {opened?.kind === 'accept' && <AcceptRiskDialog risk={opened.risk} onClose={() => setOpened(null)} />}
    </>
  );
}

function RiskTitle({ risk }: { risk: Risk }) {
  const { t } = useTranslation();
  const { acceptance } = risk;
  return (
    <>
      <span className={styles.title}>{risk.title}</span>
      {acceptance !== null && (
        <span className={styles.acceptance}>
          <StatusMark shape={acceptance.expired ? 'late' : 'warn'} tone={acceptance.expired ? 'bad' : 'warn'}>
            {t(acceptance.expired ? 'risks.acceptance.expired' : 'risks.acceptance.until', {
              name: acceptance.approver.name,
              day: formatDay(acceptance.expiresOn),
            })}
          </StatusMark>
          <span title={acceptance.reason}>{acceptance.reason}</span>
        </span>
      )}
    </>
  );
}

function Controls({ risk }: { risk: Risk }) {
  const { t } = useTranslation();
  if (risk.controls.length === 0) return <span className={styles.none}>{t('risks.noControls')}</span>;
  return (
    <ul className={styles.controls}>
      {risk.controls.map((control) => (
        <li key={control.name} className={styles.control}>
          <span>{control.name}</span>
          <WordMark of="evidence" value={control.evidence} />
          {control.stale && (
            <StatusMark shape="clock" tone="warn">
              {t('risks.stale')}
            </StatusMark>
          )}
        </li>
      ))}
    </ul>
  );
}

function RiskNow({ risk }: { risk: Risk }) {
  const { t } = useTranslation();
  if (!risk.open) {
    return (
      <StatusMark shape="slash" tone="mute">
        {t('risks.closed')}
      </StatusMark>
    );
  }
  return <BandMark band={risk.band} score={risk.score} />;
}
