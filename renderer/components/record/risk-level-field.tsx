import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { api } from '../../platform/api.ts';
import type { FieldProps } from '../field-frame.tsx';
import { SelectField } from '../select-field.tsx';

const LEVELS = [1, 2, 3, 4, 5];

export interface RiskLevelFieldProps extends FieldProps {
  scale: 'likelihood' | 'impact';
  /** 1 to 5. */
  value: number;
  onChange: (level: number) => void;
}

/** Likelihood or impact by the words of the model, with what the chosen level means below. */
export function RiskLevelField({ scale, value, onChange, ...field }: RiskLevelFieldProps) {
  const { t } = useTranslation();
  const models = useQuery(api.scores.models.queryOptions());
  const levels = models.data?.residual[scale];
  const chosen = levels?.[value - 1];
  return (
    <SelectField
      {...field}
      value={String(value)}
      options={LEVELS.map((level) => ({
        value: String(level),
        label: t('risks.level', { level, label: levels?.[level - 1]?.label ?? '' }),
      }))}
      help={chosen ? t('risks.levelHelp', { anchor: chosen.anchor, example: chosen.example }) : undefined}
      onChange={(level) => onChange(Number(level))}
    />
  );
}
