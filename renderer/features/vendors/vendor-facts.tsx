import { useTranslation } from 'react-i18next';
import type { VendorChanges } from '../../../shared/contract/vendors.ts';
import { DateField } from '../../components/date-field.tsx';
import { Note } from '../../components/note.tsx';
import { Panel } from '../../components/panel.tsx';
import { RecordField } from '../../components/record/record-field.tsx';
import { RecordOtherNames } from '../../components/record/record-other-names.tsx';
import { RecordOwnerField } from '../../components/record/record-owner-field.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { formatDay } from '../../platform/format.ts';
import type { VendorSaver } from './use-vendor-saver.ts';
import { VendorContacts } from './vendor-contacts.tsx';
import page from '../../components/record/record-page.module.css';
import styles from './vendor-page.module.css';

const DOMAIN = /^[a-z0-9-]+(\.[a-z0-9-]+)+$/;
const COUNTRY = /^[A-Z]{2}$/;

/** Who looks after a vendor, when it is looked at again, and whether operations depend on it. */
export function VendorFacts({ saver }: { saver: VendorSaver }) {
  const { t } = useTranslation();
  return (
    <Panel title={t('vendors.facts.title')}>
      <div className={styles.facts}>
        <RecordOwnerField saver={saver} name={saver.present.name} write={(ownerId): VendorChanges => ({ ownerId })} />
        <RecordField
          saver={saver}
          label={t('vendors.facts.nextReviewOn')}
          read={(vendor) => vendor.nextReviewOn}
          write={(nextReviewOn) => ({ nextReviewOn })}
          show={(day) => (day === null ? '' : formatDay(day))}
        >
          {(control) => <DateField {...control} optional />}
        </RecordField>
        <RecordField
          saver={saver}
          label={t('vendors.facts.businessCritical')}
          read={(vendor) => vendor.businessCritical}
          write={(businessCritical) => ({ businessCritical })}
          show={(critical) => t(`vendors.facts.critical.${String(critical)}`)}
        >
          {({ value, onChange, ...control }) => (
            <SelectField
              {...control}
              value={value === null ? null : String(value)}
              emptyLabel={t('vendors.facts.critical.null')}
              options={['true', 'false'].map((one) => ({ value: one, label: t(`vendors.facts.critical.${one}`) }))}
              onChange={(text: string | null) => onChange(text === null ? null : text === 'true')}
            />
          )}
        </RecordField>
        <RecordField
          saver={saver}
          label={t('vendors.facts.domain')}
          read={(vendor) => vendor.domain}
          write={(domain) => ({ domain: domain.trim().toLowerCase() })}
          check={(domain) =>
            domain.trim() === '' || DOMAIN.test(domain.trim().toLowerCase()) ? undefined : t('vendors.facts.domainForm')
          }
        >
          {(control) => <TextField {...control} optional />}
        </RecordField>
      </div>
    </Panel>
  );
}

/** Names by which a vendor is known, what it does, where it sits, and whom to ask there. */
export function VendorNames({ saver }: { saver: VendorSaver }) {
  const { t } = useTranslation();
  const vendor = saver.present;
  return (
    <Panel title={t('vendors.names.title')}>
      <div className={page.fields}>
        {vendor.profile !== null && (
          <div className={page.wide}>
            <Note>{t('vendors.names.profile', { profile: vendor.profile })}</Note>
          </div>
        )}
        <RecordField
          saver={saver}
          label={t('vendors.names.name')}
          read={({ name }) => name}
          write={(name) => ({ name })}
          check={(name) => (name.trim() === '' ? t('components.field.required') : undefined)}
        >
          {(control) => <TextField {...control} required maxLength={200} />}
        </RecordField>
        <RecordField
          saver={saver}
          label={t('vendors.names.legalName')}
          read={({ legalName }) => legalName}
          write={(legalName) => ({ legalName })}
        >
          {(control) => <TextField {...control} optional maxLength={500} />}
        </RecordField>
        <RecordField
          saver={saver}
          label={t('vendors.names.country')}
          read={({ country }) => country}
          write={(country) => ({ country: country.trim().toUpperCase() })}
          check={(country) =>
            country.trim() === '' || COUNTRY.test(country.trim().toUpperCase())
              ? undefined
              : t('vendors.names.countryForm')
          }
        >
          {(control) => <TextField {...control} optional maxLength={2} />}
        </RecordField>
        <div className={page.wide}>
          <RecordField
            saver={saver}
            label={t('vendors.names.description')}
            read={({ description }) => description}
            write={(description) => ({ description })}
          >
            {(control) => <TextField {...control} optional multiline rows={2} maxLength={20_000} />}
          </RecordField>
        </div>
        <RecordOtherNames saver={saver} write={(names) => names} />
        <div className={page.wide}>
          <VendorContacts saver={saver} />
        </div>
      </div>
    </Panel>
  );
}
