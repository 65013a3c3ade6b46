import { X } from 'lucide-react';
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
        {basis.needs.map((need) => (
          <NeedField key={need} need={need} value={value} onChange={change} />
        ))}
      </div>
    </div>
  );
}

/** Which fact each need asks for: a yes or no, or a day; the module is text. */
const YES_NO = { listing: 'listed', data_type: 'coversData', annexes: 'annexesFilled' } as const;
const DAYS = { check: 'checkedOn', signature: 'signedOn', assessment: 'assessedOn', filing: 'filedOn' } as const;

interface NeedFieldProps {
  need: BasisNeed;
  value: RecordedBasis;
  onChange: (changes: Partial<RecordedBasis>) => void;
}

function NeedField({ need, value, onChange }: NeedFieldProps) {
  const { t } = useTranslation();
  if (need === 'listing' || need === 'data_type' || need === 'annexes') {
    const field = YES_NO[need];
    return (
      <SelectField
        small
        label={t(`residency.basis.${field}`)}
        value={value[field] === null ? null : String(value[field])}
        emptyLabel={t('residency.use.notAsked')}
        options={['true', 'false'].map((one) => ({ value: one, label: t(`residency.use.${one}`) }))}
        onChange={(text: string | null) => onChange({ [field]: text === null ? null : text === 'true' })}
      />
    );
  }
  if (need === 'module') {
    return (
      <TextField
        small
        label={t('residency.basis.module')}
        value={value.module}
        maxLength={40}
        onChange={(module) => onChange({ module })}
      />
    );
  }
  const field = DAYS[need];
  return (
    <DateField
      small
      label={t(`residency.basis.${field}`)}
      value={value[field]}
      onChange={(on) => onChange({ [field]: on })}
    />
  );
}
