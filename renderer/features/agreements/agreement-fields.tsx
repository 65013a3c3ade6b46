import { useTranslation } from 'react-i18next';
import type { Agreement, AgreementChanges } from '../../../shared/contract/agreements.ts';
import { DateField } from '../../components/date-field.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { RecordField } from '../../components/record/record-field.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import { formatDay } from '../../platform/format.ts';
import type { AgreementSaver } from './use-agreement-saver.ts';

type FieldsOf<Value> = {
  [Name in keyof AgreementChanges & keyof Agreement]: Agreement[Name] extends Value ? Name : never;
}[keyof AgreementChanges & keyof Agreement];
type TextName =
  | 'title'
  | 'ourEntity'
  | 'theirEntity'
  | 'templateVersion'
  | 'returnMethod'
  | 'insurance'
  | 'offeredNote'
  | 'subcontractors'
  | 'notes';
type DayName = 'effectiveOn' | 'expiresOn' | 'reviewOn';
type CountName = 'breachNoticeDays' | 'incidentNoticeDays' | 'returnDays' | 'noticeDays';
type ChoiceName = FieldsOf<string> &
  ('offered' | 'ourRole' | 'theirRole' | 'templateOwner' | 'flowDown' | 'offshore' | 'deidentification' | 'training');

interface AgreementFieldProps<Name> {
  saver: AgreementSaver;
  name: Name;
  help?: string;
}

/** A text of the agreement that saves as it changes. */
export function AgreementText({
  saver,
  name,
  help,
  multiline = false,
}: AgreementFieldProps<TextName> & { multiline?: boolean }) {
  const { t } = useTranslation();
  return (
    <RecordField
      saver={saver}
      label={t(`agreements.field.${name}`)}
      read={(agreement) => agreement[name]}
      write={(value) => ({ [name]: value })}
      check={(value) => (name === 'title' && value.trim() === '' ? t('components.field.required') : undefined)}
    >
      {(control) => (
        <TextField
          {...control}
          optional={name !== 'title'}
          multiline={multiline}
          help={help}
          maxLength={multiline ? 20_000 : name === 'title' ? 200 : 500}
        />
      )}
    </RecordField>
  );
}

/** A day of the agreement. */
export function AgreementDay({ saver, name, help }: AgreementFieldProps<DayName>) {
  const { t } = useTranslation();
  return (
    <RecordField
      saver={saver}
      label={t(`agreements.dates.${name}`)}
      read={(agreement) => agreement[name]}
      write={(value) => ({ [name]: value })}
      show={(value) => (value === null ? '' : formatDay(value))}
    >
      {(control) => <DateField {...control} optional help={help} />}
    </RecordField>
  );
}

/** A number of days. */
export function AgreementCount({ saver, name, help }: AgreementFieldProps<CountName>) {
  const { t } = useTranslation();
  return (
    <RecordField
      saver={saver}
      label={t(`agreements.dates.${name}`)}
      read={(agreement) => agreement[name]}
      write={(value) => ({ [name]: value })}
    >
      {(control) => (
        <NumberField {...control} optional whole min={0} max={3650} unit={t('agreements.days')} help={help} />
      )}
    </RecordField>
  );
}

/** One of several values, each with a word of its own. */
export function AgreementChoice(props: AgreementFieldProps<ChoiceName> & { values: readonly string[] }) {
  const { saver, name, values, help } = props;
  const { t } = useTranslation();
  const word = (value: string) => t(`agreements.word.${value}`);
  return (
    <RecordField
      saver={saver}
      label={t(`agreements.field.${name}`)}
      read={(agreement): string => agreement[name]}
      write={(value) => ({ [name]: value })}
      show={word}
    >
      {(control) => (
        <SelectField {...control} help={help} options={values.map((value) => ({ value, label: word(value) }))} />
      )}
    </RecordField>
  );
}
