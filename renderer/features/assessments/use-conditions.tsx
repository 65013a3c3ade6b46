import { useTranslation } from 'react-i18next';
import { USE_CONDITIONS } from '../../../shared/contract/questionnaire-pack.ts';
import type { ToolUse } from '../../../shared/contract/tools.ts';
import styles from './use-conditions.module.css';

const CHOICES = [
  ['yes', true],
  ['no', false],
  ['unknown', null],
] as const;

export interface UseConditionsProps {
  use: ToolUse;
  onChange: (use: ToolUse) => void;
  readOnly?: boolean;
}

/** The five conditions of use (`domain.md` 6.8). One that is not known counts as one that applies. */
export function UseConditions({ use, onChange, readOnly = false }: UseConditionsProps) {
  const { t } = useTranslation();
  return (
    <div className={styles.conditions}>
      <p className={styles.head}>{t('assessments.use.head')}</p>
      <p className={styles.help}>{t('assessments.use.help')}</p>
      {USE_CONDITIONS.map((condition) => (
        <fieldset key={condition} className={styles.condition}>
          <legend className={styles.name}>{t(`assessments.use.${condition}`)}</legend>
          <span className={styles.choices}>
            {CHOICES.map(([word, value]) => (
              <label key={word} className={styles.choice}>
                <input
                  type="radio"
                  name={condition}
                  checked={use[condition] === value}
                  disabled={readOnly}
                  onChange={() => onChange({ ...use, [condition]: value })}
                />
                {t(`assessments.use.answer.${word}`)}
              </label>
            ))}
          </span>
        </fieldset>
      ))}
    </div>
  );
}
