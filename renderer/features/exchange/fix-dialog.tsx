import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ImportProblem } from '../../../shared/contract/exchange.ts';
import { DateField } from '../../components/date-field.tsx';
import { FormDialog } from '../../components/dialog.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';

interface FixDialogProps {
  problem: ImportProblem;
  onChoose: (value: string) => void;
  onClose: () => void;
}

/** Lets the person choose the value that Assay must not guess: a person, a date, a word of a list, or a text. */
export function FixDialog({ problem, onChoose, onClose }: FixDialogProps) {
  const { t } = useTranslation();
  const [value, setValue] = useState('');
  const choices = problem.fix?.choices ?? [];
  const isDate = problem.code === 'no_such_date' || problem.code === 'ambiguous_date';
  const label = t('exchange.newValue', { cell: problem.cell });
  return (
    <FormDialog
      title={problem.sentence}
      primary={t('exchange.apply')}
      unavailable={value.trim() === '' ? t('exchange.noValue') : undefined}
      onSubmit={() => onChoose(value)}
      onClose={onClose}
    >
      {choices.length > 0 ? (
        <SelectField
          label={label}
          value={value || null}
          emptyLabel={t('exchange.chooseOne')}
          options={choices}
          onChange={(chosen: string | null) => setValue(chosen ?? '')}
        />
      ) : isDate ? (
        <DateField label={label} value={value || null} onChange={(day) => setValue(day ?? '')} />
      ) : (
        <TextField label={label} value={value} onChange={setValue} />
      )}
    </FormDialog>
  );
}
