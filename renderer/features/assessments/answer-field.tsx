import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { AnswerState, AnswerValue } from '../../../shared/contract/questionnaire-pack.ts';
import { stateOfValue } from '../../../shared/rules/questionnaires.ts';
import { ChoiceKeys, type Choice } from '../../components/choice-keys.tsx';
import { DateField } from '../../components/date-field.tsx';
import { KeyCap, KeyHint } from '../../components/key-cap.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { describeState } from '../../components/status-words.ts';
import { TagInput } from '../../components/tag-input.tsx';
import { TextField } from '../../components/text-field.tsx';
import { useKeys } from '../../platform/keys.tsx';
import { useWorking } from '../../platform/workspace.tsx';
import styles from './answer-field.module.css';
import type { AnswerPatch } from './answer-saver.ts';
import type { QuestionRow } from './assessment-rows.ts';

const ANSWER_KEYS = { yes: 'Y', partial: 'P', no: 'N', unknown: 'U', not_applicable: '-' } as const;
const WITHOUT_VALUE: readonly AnswerState[] = ['unknown', 'not_applicable'];
/** Letters of the choices, in order; those that mean something else in the flow are left out. */
const CHOICE_LETTERS = 'BDHIOQSTWXZL';

export interface AnswerFieldProps {
  row: QuestionRow;
  onAnswer: (patch: AnswerPatch, pace?: 'at_once' | 'typing') => void;
  /** Why it cannot be answered now. */
  unavailable: string | undefined;
}

/** The answer to a question of any type; the keys are drawn on what they choose. */
export function AnswerField({ row, onAnswer, unavailable }: AnswerFieldProps) {
  const { t } = useTranslation();
  const { question, answer } = row;
  const isYesNo = question.type === 'yes_no';
  const states = Object.keys(ANSWER_KEYS) as (keyof typeof ANSWER_KEYS)[];
  const choices = states
    .filter((state) => isYesNo || WITHOUT_VALUE.includes(state))
    .map((state): Choice<AnswerState> => {
      const { shape, tone, key } = describeState('answer', state);
      return { value: state, label: t(key), shape, tone, keyCap: ANSWER_KEYS[state] };
    });
  return (
    <div className={styles.answer}>
      {!isYesNo && <ValueField row={row} onAnswer={onAnswer} unavailable={unavailable} />}
      <ChoiceKeys
        label={t('assessments.answer.keys')}
        choices={choices}
        value={isYesNo || answer.value === null ? answer.state : null}
        onChoose={(state) => onAnswer(isYesNo ? { state } : { state, value: null })}
        unavailable={unavailable}
      />
    </div>
  );
}

function ValueField(props: AnswerFieldProps) {
  const { question } = props.row;
  return question.type === 'choice' || question.type === 'multi_choice' ? (
    <ChoiceList {...props} />
  ) : (
    <TypedValue {...props} />
  );
}

function ChoiceList({ row: { question, answer }, onAnswer, unavailable }: AnswerFieldProps) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const isMany = question.type === 'multi_choice';
  const chosen = answer.value !== null && 'choices' in answer.value ? answer.value.choices : [];

  function choose(id: string): void {
    const others = chosen.filter((one) => one !== id);
    const choices = isMany && chosen.includes(id) ? others : [...(isMany ? others : []), id];
    const value = { choices };
    onAnswer({ value, state: stateOfValue(question, value, today) });
  }

  useKeys(
    t('assessments.answer.choices'),
    unavailable === undefined
      ? question.choices.slice(0, CHOICE_LETTERS.length).map((choice, index) => ({
          key: CHOICE_LETTERS.charAt(index),
          label: choice.label,
          run: () => choose(choice.id),
        }))
      : [],
  );
  return (
    <fieldset className={styles.choices} aria-label={t('assessments.answer.choices')}>
      {question.choices.map((choice, index) => (
        <button
          key={choice.id}
          type="button"
          className={styles.choice}
          aria-pressed={chosen.includes(choice.id)}
          aria-disabled={unavailable === undefined ? undefined : true}
          title={unavailable}
          onClick={() => {
            if (unavailable === undefined) choose(choice.id);
          }}
        >
          <span>{choice.label}</span>
          {index < CHOICE_LETTERS.length && (
            <span className={styles.cap} aria-hidden="true">
              <KeyCap>{CHOICE_LETTERS.charAt(index)}</KeyCap>
            </span>
          )}
        </button>
      ))}
    </fieldset>
  );
}

const REGION = /^[A-Z]{2,3}$/;

/** Text, number, date or regions; I begins typing, Esc gives the keys back. */
function TypedValue({ row: { question, answer }, onAnswer, unavailable }: AnswerFieldProps) {
  const { t } = useTranslation();
  const { today } = useWorking();
  const box = useRef<HTMLDivElement>(null);
  const { value } = answer;
  const readOnly = unavailable !== undefined;
  const shared = {
    label: t(`assessments.answer.type.${question.type}`),
    readOnly,
    end: <KeyHint keys={['I']}>{t('assessments.answer.typeIt')}</KeyHint>,
  };

  function give(given: AnswerValue, pace: 'at_once' | 'typing' = 'at_once'): void {
    onAnswer({ value: given, state: given === null ? null : stateOfValue(question, given, today) }, pace);
  }

  useKeys(
    t('assessments.answer.keys'),
    readOnly
      ? []
      : [
          {
            key: 'I',
            label: t('assessments.answer.typeIt'),
            run: () => box.current?.querySelector<HTMLElement>('input, textarea')?.focus(),
          },
        ],
  );
  return (
    <div ref={box} className={styles.typed}>
      {question.type === 'text' && (
        <TextField
          {...shared}
          multiline
          maxLength={20_000}
          value={value !== null && 'text' in value ? value.text : ''}
          onChange={(text) => give({ text }, 'typing')}
        />
      )}
      {question.type === 'number' && (
        <NumberField
          {...shared}
          {...(question.bounds && { unit: question.bounds.unit })}
          value={value !== null && 'number' in value ? value.number : null}
          onChange={(number) => give(number === null ? null : { number })}
        />
      )}
      {question.type === 'date' && (
        <DateField
          {...shared}
          value={value !== null && 'date' in value ? value.date : null}
          onChange={(date) => give(date === null ? null : { date })}
        />
      )}
      {question.type === 'regions' && (
        <TagInput
          {...shared}
          help={t('assessments.answer.regionsHelp')}
          values={value !== null && 'regions' in value ? value.regions : []}
          onChange={(typed) => {
            const regions = typed.map((one) => one.toUpperCase()).filter((one) => REGION.test(one));
            give(regions.length === 0 ? null : { regions });
          }}
        />
      )}
    </div>
  );
}
