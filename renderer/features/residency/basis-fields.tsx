import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { BasisNeed, TransferBasis } from '../../../shared/contract/region-pack.ts';
import type { RecordedBasis } from '../../../shared/contract/residency.ts';
import { assessBasis } from '../../../shared/rules/residency/assess-basis.ts';
import { Button } from '../../components/button.tsx';
import { DateField } from '../../components/date-field.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { WordMark } from '../../components/word-mark.tsx';
import { useWorking } from '../../platform/workspace.tsx';
import styles from './location-dialog.module.css';

/** A basis with nothing on record yet. */
export function newBasis(basisId: string): RecordedBasis {
  const nothing = { listed: null, coversData: null, checkedOn: null, signedOn: null, annexesFilled: null };
  return { basisId, party: '', ...nothing, module: '', assessedOn: null, filedOn: null, note: '' };
}

interface BasisFieldsProps {
  basis: TransferBasis;
  value: RecordedBasis;
  onChange: (basis: RecordedBasis) => void;
  onRemove: () => void;
}

/** The facts that a transfer basis needs, and what it gives with those on record. */
export function BasisFields({ basis, value, onChange, onRemove }: BasisFieldsProps) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const { result } = assessBasis(basis, value, today);
  const change = (changes: Partial<RecordedBasis>) => onChange({ ...value, ...changes });
  const yesNo = (field: 'listed' | 'coversData' | 'annexesFilled', need: BasisNeed) => (
    <SelectField
      key={need}
      small
      label={t(`residency.basis.${field}`)}
      value={value[field] === null ? null : String(value[field])}
      emptyLabel={t('residency.use.notAsked')}
      options={['true', 'false'].map((one) => ({ value: one, label: t(`residency.use.${one}`) }))}
      onChange={(text: string | null) => change({ [field]: text === null ? null : text === 'true' })}
    />
  );
  const day = (field: 'checkedOn' | 'signedOn' | 'assessedOn' | 'filedOn', need: BasisNeed) => (
    <DateField
      key={need}
      small
      label={t(`residency.basis.${field}`)}
      value={value[field]}
      onChange={(on) => change({ [field]: on })}
    />
  );
  const fields: Readonly<Record<BasisNeed, () => ReactNode>> = {
    listing: () => yesNo('listed', 'listing'),
    data_type: () => yesNo('coversData', 'data_type'),
    check: () => day('checkedOn', 'check'),
    signature: () => day('signedOn', 'signature'),
    module: () => (
      <TextField
        key="module"
        small
        label={t('residency.basis.module')}
        value={value.module}
        maxLength={40}
        onChange={(module) => change({ module })}
      />
    ),
    annexes: () => yesNo('annexesFilled', 'annexes'),
    assessment: () => day('assessedOn', 'assessment'),
    filing: () => day('filedOn', 'filing'),
  };
  return (
    <div className={styles.basis}>
      <div className={styles.head}>
        <span>{basis.name}</span>
        <WordMark of="residency" value={result} />
        <Button
          kind="quiet"
          size="small"
          icon={X}
          aria-label={t('residency.basis.remove', { name: basis.name })}
          onClick={onRemove}
        />
      </div>
      <div className={styles.pair}>
        <TextField
          small
          optional
          label={t('residency.basis.party')}
          value={value.party}
          maxLength={500}
          onChange={(party) => change({ party })}
        />
        {basis.needs.map((need) => fields[need]())}
      </div>
    </div>
  );
}
