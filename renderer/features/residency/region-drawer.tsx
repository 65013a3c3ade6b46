import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CONFIDENCES, LOCALISATIONS, type Region } from '../../../shared/contract/region-pack.ts';
import type { RegionChanges, RegionRecord } from '../../../shared/contract/residency.ts';
import { Button } from '../../components/button.tsx';
import { DateField } from '../../components/date-field.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { Drawer, DrawerSection } from '../../components/drawer.tsx';
import { RecordField } from '../../components/record/record-field.tsx';
import recordStyles from '../../components/record/record-page.module.css';
import { useRecordSaver } from '../../components/record/record-saver.ts';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { DueMark } from '../../components/word-mark.tsx';
import { api, client } from '../../platform/api.ts';
import { formatDay } from '../../platform/format.ts';
import { useRoleRefusal } from '../../platform/role-refusal.ts';
import { useWorking } from '../../platform/workspace.tsx';
import styles from './region-drawer.module.css';

/** The texts of a region that are edited here, in the order of the drawer. */
const TEXTS = ['localisedData', 'routes', 'implication', 'dates'] as const;

interface RegionDrawerProps {
  record: RegionRecord;
  sources: Readonly<Record<string, string>>;
  onClose: () => void;
}

/** A region of the workspace: its law with sources, what it asks, and what came with Assay where that differs. */
export function RegionDrawer({ record, sources, onClose }: RegionDrawerProps) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const [restoring, setRestoring] = useState(false);
  const { region, shipped, edited } = record;
  const refusal = useRoleRefusal('residency.changeRegion');
  const change = useMutation(api.residency.changeRegion.mutationOptions());
  const restore = useMutation(api.residency.restoreRegion.mutationOptions());
  const saver = useRecordSaver<RegionRecord, RegionChanges>(record, refusal, {
    read: async () => {
      const { regions } = await client.residency.regions();
      return regions.find((one) => one.region.id === region.id) ?? record;
    },
    write: (revision, changes) => change.mutateAsync({ regionId: region.id, revision, changes }),
  });
  return (
    <Drawer
      title={region.name}
      tag={<DueMark dueOn={region.checkBy} today={today} variant="tag" />}
      note={t('residency.regions.note', { asOf: formatDay(region.asOf), pack: record.packVersion })}
      onClose={onClose}
      footer={
        <Button
          size="small"
          unavailable={refusal ?? (edited ? undefined : t('residency.regions.notEdited'))}
          onClick={() => setRestoring(true)}
        >
          {t('residency.regions.restore')}
        </Button>
      }
    >
      <DrawerSection title={t('residency.column.law')}>
        <ul className={styles.laws}>
          {region.citations.map(({ law, article, sources: ids }) => (
            <li key={`${law} ${article}`}>
              <span className={styles.law}>{[law, article].filter(Boolean).join(', ')}</span>
              <span className={styles.source}>
                {ids.length === 0 ? t('residency.regions.noSource') : ids.map((id) => sources[id] ?? id).join('; ')}
              </span>
            </li>
          ))}
        </ul>
      </DrawerSection>
      <DrawerSection title={t('residency.regions.text')}>
        <div className={recordStyles.stack}>
          <div className={recordStyles.fields}>
            <RecordField
              saver={saver}
              label={t('residency.column.localisation')}
              read={(kept) => kept.region.localisation}
              write={(localisation) => ({ localisation })}
            >
              {(control) => (
                <SelectField
                  {...control}
                  options={LOCALISATIONS.map((value) => ({ value, label: t(`residency.localisation.${value}`) }))}
                />
              )}
            </RecordField>
            <RecordField
              saver={saver}
              label={t('residency.column.confidence')}
              read={(kept) => kept.region.confidence}
              write={(confidence) => ({ confidence })}
            >
              {(control) => (
                <SelectField
                  {...control}
                  options={CONFIDENCES.map((value) => ({ value, label: t(`residency.confidence.${value}`) }))}
                />
              )}
            </RecordField>
          </div>
          {TEXTS.map((field) => (
            <div key={field}>
              <RecordField
                saver={saver}
                label={t(`residency.regions.field.${field}`)}
                read={(kept) => kept.region[field]}
                write={(text) => ({ [field]: text })}
              >
                {(control) => (
                  <TextField {...control} multiline rows={field === 'localisedData' ? 2 : 3} maxLength={1500} />
                )}
              </RecordField>
              <Shipped region={region} shipped={shipped} field={field} />
            </div>
          ))}
          <div className={recordStyles.fields}>
            {(['asOf', 'checkBy'] as const).map((field) => (
              <RecordField
                key={field}
                saver={saver}
                label={t(`residency.column.${field}`)}
                read={(kept): string | null => kept.region[field]}
                write={(day) => (day === null ? {} : { [field]: day })}
                check={(day) => (day === null ? t('components.field.required') : undefined)}
                show={(day) => (day === null ? '' : formatDay(day))}
              >
                {(control) => <DateField {...control} />}
              </RecordField>
            ))}
          </div>
        </div>
      </DrawerSection>
      <DrawerSection title={t('residency.regions.rules')} note={t('residency.regions.rulesNote')}>
        <Rules region={region} />
      </DrawerSection>
      {restoring && (
        <FormDialog
          title={t('residency.regions.restoreOf', { region: region.name })}
          primary={t('residency.regions.restore')}
          onSubmit={async () => {
            await restore.mutateAsync({ regionId: region.id, revision: record.revision });
            setRestoring(false);
          }}
          onClose={() => setRestoring(false)}
        >
          <p>{t('residency.regions.restoreText')}</p>
        </FormDialog>
      )}
    </Drawer>
  );
}

function Shipped({ region, shipped, field }: { region: Region; shipped: Region; field: (typeof TEXTS)[number] }) {
  const { t } = useTranslation();
  if (region[field] === shipped[field]) return null;
  return (
    <p className={styles.shipped}>
      <span className={styles.source}>{t('residency.regions.shipped')}</span>
      {shipped[field] || '–'}
    </p>
  );
}

/** What the matrix applies, in sentences. */
function Rules({ region }: { region: Region }) {
  const { t } = useTranslation();
  const { transfer, local, barred, conditions } = region.rules;
  return (
    <ul className={styles.laws}>
      {[...local, ...barred, ...conditions].map(({ id, sentence, when }) => (
        <li key={id}>
          {sentence}{' '}
          <span className={styles.source}>{t('residency.regions.when', { data: t(`residency.data.${when}`) })}</span>
        </li>
      ))}
      {transfer ? (
        <li>
          {t('residency.regions.transfer', {
            data: t(`residency.data.${transfer.when}`),
            bases: transfer.bases.map(({ name }) => name).join('; ') || t('residency.regions.noBasis'),
            result: t(`components.word.residency.${transfer.withoutBasis}`).toLowerCase(),
          })}
        </li>
      ) : (
        <li>{t('residency.regions.noTransfer')}</li>
      )}
    </ul>
  );
}
