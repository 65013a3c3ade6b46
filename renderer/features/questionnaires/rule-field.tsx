import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ANSWER_STATES,
  packRuleSchema,
  USE_CONDITIONS,
  type AnswerState,
  type PackRule,
  type QuestionnairePack,
  type UseCondition,
} from '../../../shared/contract/questionnaire-pack.ts';
import { Checkbox } from '../../components/checkbox.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TextField } from '../../components/text-field.tsx';
import styles from './questionnaire-page.module.css';

interface RuleFieldProps {
  label: string;
  help?: string;
  pack: QuestionnairePack;
  ownId: string;
  /** Null: no rule, so it always holds. */
  rule: PackRule | null;
  onChange: (rule: PackRule | null) => void;
  readOnly: boolean;
}

type RuleKind = 'always' | 'use' | 'answer' | 'other';

function kindOf(rule: PackRule | null): RuleKind {
  if (rule === null) return 'always';
  if ('use' in rule) return 'use';
  return 'answer' in rule ? 'answer' : 'other';
}

/** A rule by its two common forms, a condition of use or another answer; any other as the text of the pack format. */
export function RuleField({ label, help, pack, ownId, rule, onChange, readOnly }: RuleFieldProps) {
  const { t } = useTranslation();
  const [kind, setKind] = useState(kindOf(rule));
  const questions = pack.sections.flatMap((section) => section.questions);

  function chooseKind(next: RuleKind) {
    setKind(next);
    if (next === 'always') onChange(null);
    if (next === 'use') onChange({ use: 'personal_data' });
    if (next === 'answer') onChange({ question: ownId, answer: ['no'] });
  }
  const answerRule = rule && 'answer' in rule ? rule : null;
  return (
    <fieldset className={styles.rule}>
      <legend>{label}</legend>
      {help && <p className={styles.quiet}>{help}</p>}
      <div className={styles.row}>
        <SelectField
          label={t('questionnaires.rule.kind')}
          value={kind}
          options={(['always', 'use', 'answer', 'other'] as const).map((value) => ({
            value,
            label: t(`questionnaires.rule.${value}`),
          }))}
          onChange={chooseKind}
          readOnly={readOnly}
        />
        {kind === 'use' && rule && 'use' in rule && (
          <SelectField
            label={t('questionnaires.rule.condition')}
            value={rule.use}
            options={USE_CONDITIONS.map((value) => ({ value, label: t(`reports.useCondition.${value}`) }))}
            onChange={(use: UseCondition) => onChange({ use })}
            readOnly={readOnly}
          />
        )}
        {kind === 'answer' && answerRule && (
          <SelectField
            label={t('questionnaires.rule.question')}
            value={answerRule.question ?? ownId}
            options={questions.map(({ id, label: name }) => ({ value: id, label: `${id} ${name}` }))}
            onChange={(question) => onChange({ ...answerRule, question })}
            readOnly={readOnly}
          />
        )}
      </div>
      {kind === 'answer' && answerRule && (
        <div className={styles.states}>
          {ANSWER_STATES.map((state: AnswerState) => (
            <Checkbox
              key={state}
              label={t(`reports.answer.${state}`)}
              checked={answerRule.answer.includes(state)}
              onChange={(on) => {
                const answer = ANSWER_STATES.filter((one) => (one === state ? on : answerRule.answer.includes(one)));
                if (answer.length > 0) onChange({ ...answerRule, answer });
              }}
              readOnly={readOnly}
            />
          ))}
        </div>
      )}
      {kind === 'other' && <RuleText key={ownId} rule={rule} onChange={onChange} readOnly={readOnly} />}
    </fieldset>
  );
}

/** The rule as the JSON of the pack format, taken over once it is one. */
function RuleText({ rule, onChange, readOnly }: Pick<RuleFieldProps, 'rule' | 'onChange' | 'readOnly'>) {
  const { t } = useTranslation();
  const [text, setText] = useState(() => JSON.stringify(rule ?? { all: [] }, null, 2));
  const [problem, setProblem] = useState<string | undefined>(undefined);
  function take(next: string) {
    setText(next);
    try {
      const read = packRuleSchema.safeParse(JSON.parse(next));
      setProblem(read.success ? undefined : t('questionnaires.rule.notARule'));
      if (read.success) onChange(read.data);
    } catch {
      setProblem(t('questionnaires.rule.notJson'));
    }
  }
  return (
    <TextField
      label={t('questionnaires.rule.text')}
      help={t('questionnaires.rule.textHelp')}
      value={text}
      onChange={take}
      multiline
      rows={6}
      {...(problem !== undefined && { problem })}
      readOnly={readOnly}
    />
  );
}
