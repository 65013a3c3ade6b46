import { useTranslation } from 'react-i18next';
import { listAgreementDates } from '../../../shared/rules/agreements/dates.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Facts } from '../../components/facts.tsx';
import { Panel } from '../../components/panel.tsx';
import { DueMark } from '../../components/word-mark.tsx';
import { formatDay } from '../../platform/format.ts';
import { useWorking } from '../../platform/workspace.tsx';
import { AgreementCount, AgreementDay } from './agreement-fields.tsx';
import type { AgreementSaver } from './use-agreement-saver.ts';
import page from '../../components/record/record-page.module.css';

/** The days of an agreement: what is due from them, and who signed when. */
export function AgreementDates({ saver }: { saver: AgreementSaver }) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const agreement = saver.present;
  const { noticeOn, requestedOn, requestedFrom, requestChannel, terminatedOn, signatories } = agreement;
  const day = (on: string | null) => on && formatDay(on);
  return (
    <div className={page.stack}>
      <div className={page.pair}>
        <Panel title={t('agreements.dates.title')}>
          <div className={page.fields}>
            <AgreementDay saver={saver} name="effectiveOn" />
            <AgreementDay saver={saver} name="expiresOn" help={t('agreements.dates.expiresHelp')} />
            <AgreementCount saver={saver} name="noticeDays" help={t('agreements.dates.noticeHelp')} />
            <AgreementDay saver={saver} name="reviewOn" help={t('agreements.dates.reviewHelp')} />
          </div>
        </Panel>
        <Panel title={t('agreements.dates.record')}>
          <Facts
            labelWidth={144}
            facts={[
              { label: t('agreements.dates.noticeOn'), value: day(noticeOn) },
              {
                label: t('agreements.dates.requestedOn'),
                value: [day(requestedOn), requestedFrom, requestChannel].filter(Boolean).join(', '),
              },
              { label: t('agreements.dates.terminatedOn'), value: day(terminatedOn) },
            ]}
          />
        </Panel>
      </div>
      <Panel title={t('agreements.dates.due')} flush>
        <DataTable
          label={t('agreements.dates.due')}
          rows={listAgreementDates(agreement)}
          rowId={({ kind }) => kind}
          empty={t('agreements.dates.nothingDue')}
          columns={[
            { id: 'what', title: t('agreements.dates.what'), render: ({ kind }) => t(`agreements.due.${kind}`) },
            { id: 'when', title: t('agreements.dates.when'), render: ({ on }) => <DueMark dueOn={on} today={today} /> },
            { id: 'day', title: t('agreements.dates.day'), align: 'right', render: ({ on }) => formatDay(on) },
          ]}
        />
      </Panel>
      <Panel title={t('agreements.dates.signatories')} flush>
        <DataTable
          label={t('agreements.dates.signatories')}
          rows={signatories}
          rowId={({ side, name }) => `${side} ${name}`}
          empty={t('agreements.dates.nobodySigned')}
          columns={[
            { id: 'name', title: t('agreements.sign.name'), render: ({ name }) => name },
            { id: 'side', title: t('agreements.dates.side'), render: ({ side }) => t(`agreements.sign.${side}`) },
            { id: 'position', title: t('agreements.sign.position'), quiet: true, render: ({ position }) => position },
            { id: 'on', title: t('agreements.sign.on'), align: 'right', render: ({ signedOn }) => formatDay(signedOn) },
          ]}
        />
      </Panel>
    </div>
  );
}
