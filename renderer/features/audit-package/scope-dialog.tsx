import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PACKAGE_PROFILES, packageScopeSchema, type PackageScope } from '../../../shared/contract/audit-package.ts';
import { Checkbox } from '../../components/checkbox.tsx';
import { DateField } from '../../components/date-field.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import styles from './audit-package-page.module.css';

interface ScopeDialogProps {
  scope: PackageScope;
  vendors: readonly { id: string; name: string }[];
  onChoose: (scope: PackageScope) => void;
  onClose: () => void;
}

/** Chooses what the package is about: title, period, vendors, profile, and the auditor's seed. */
export function ScopeDialog({ scope, vendors, onChoose, onClose }: ScopeDialogProps) {
  const { t } = useTranslation();
  const [title, setTitle] = useState(scope.title);
  const [from, setFrom] = useState<string | null>(scope.period.from);
  const [to, setTo] = useState<string | null>(scope.period.to);
  const [vendorIds, setVendorIds] = useState(scope.vendorIds);
  const [profile, setProfile] = useState(scope.profile);
  const [seed, setSeed] = useState(scope.seed ?? '');
  const asked = packageScopeSchema.safeParse({
    title,
    period: { from, to },
    vendorIds,
    profile,
    seed: seed.trim() === '' ? null : seed.trim(),
  });
  const field = asked.success ? undefined : String(asked.error.issues[0]?.path[0] ?? '');
  const isBackwards = from !== null && to !== null && from > to;

  return (
    <FormDialog
      title={t('auditPackage.scope.title')}
      primary={t('auditPackage.scope.apply')}
      unavailable={field === undefined ? undefined : t(`auditPackage.scope.wrong.${field}`)}
      onSubmit={() => {
        if (asked.success) onChoose(asked.data);
      }}
      onClose={onClose}
    >
      <TextField label={t('auditPackage.scope.name')} value={title} maxLength={200} onChange={setTitle} />
      <div className={styles.pair}>
        <DateField label={t('auditPackage.scope.from')} value={from} onChange={setFrom} />
        <DateField
          label={t('auditPackage.scope.to')}
          value={to}
          problem={isBackwards ? t('auditPackage.scope.backwards') : undefined}
          onChange={setTo}
        />
      </div>
      <SelectField
        label={t('auditPackage.report.profile')}
        value={profile}
        options={PACKAGE_PROFILES.map((value) => ({ value, label: t(`auditPackage.profile.${value}`) }))}
        onChange={setProfile}
      />
      <fieldset className={styles.vendors}>
        <legend>{t('auditPackage.scope.vendors')}</legend>
        <Checkbox
          label={t('auditPackage.scope.everyVendor', { count: vendors.length })}
          checked={vendorIds === null}
          onChange={(on) => setVendorIds(on ? null : vendors.map(({ id }) => id))}
        />
        {vendorIds !== null &&
          vendors.map(({ id, name }) => (
            <Checkbox
              key={id}
              label={name}
              checked={vendorIds.includes(id)}
              onChange={(on) => setVendorIds(on ? [...vendorIds, id] : vendorIds.filter((one) => one !== id))}
            />
          ))}
      </fieldset>
      <TextField
        label={t('auditPackage.scope.seed')}
        help={t('auditPackage.scope.seedHelp')}
        optional
        value={seed}
        maxLength={64}
        onChange={setSeed}
      />
    </FormDialog>
  );
}
