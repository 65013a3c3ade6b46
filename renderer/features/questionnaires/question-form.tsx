import { useTranslation } from 'react-i18next';
import {
  QUESTION_TYPES,
  USE_CONDITIONS,
  type PackQuestion,
  type QuestionnairePack,
} from '../../../shared/contract/questionnaire-pack.ts';
import { Button } from '../../components/button.tsx';
import { Checkbox } from '../../components/checkbox.tsx';
import { Chip } from '../../components/chip.tsx';
import { NumberField } from '../../components/number-field.tsx';
import { SelectField } from '../../components/select-field.tsx';
import { TagInput } from '../../components/tag-input.tsx';
import { TextField } from '../../components/text-field.tsx';
import { changeQuestion, proposeChoice, proposeRedFlag, renameSection, type QuestionPlace } from './pack-editing.ts';
import { RuleField } from './rule-field.tsx';
import styles from './questionnaire-page.module.css';

const COUNTS = ['yes', 'partial', 'no', 'unknown'] as const;
const SEVERITIES = ['low', 'medium', 'high', 'critical'] as const;

interface QuestionFormProps {
  pack: QuestionnairePack;
  place: QuestionPlace;
  question: PackQuestion;
  readOnly: boolean;
  onChange: (pack: QuestionnairePack) => void;
}

/** Every part of one question: both wordings, guidance, weight, gates, evidence, clauses, condition, red flags. */
export function QuestionForm({ pack, place, question, readOnly, onChange }: QuestionFormProps) {
  const { t } = useTranslation();
  const change = (part: Partial<PackQuestion>) => onChange(changeQuestion(pack, place, part));
  const { evidence } = question;
  return (
    <div className={styles.form}>
      <TextField
        label={t('questionnaires.section')}
        value={pack.sections[place.section]?.title ?? ''}
        onChange={(title) => onChange(renameSection(pack, place.section, title))}
        maxLength={80}
        readOnly={readOnly}
      />
      <div className={styles.row}>
        <TextField
          label={t('questionnaires.id')}
          value={question.id}
          onChange={(id) => change({ id: id.toUpperCase() })}
          maxLength={24}
          readOnly={readOnly}
        />
        <TextField
          label={t('questionnaires.label')}
          help={t('questionnaires.labelHelp')}
          value={question.label}
          onChange={(label) => change({ label })}
          maxLength={60}
          readOnly={readOnly}
        />
        <SelectField
          label={t('questionnaires.type')}
          value={question.type}
          options={QUESTION_TYPES.map((value) => ({ value, label: t(`questionnaires.types.${value}`) }))}
          onChange={(type) => change({ type })}
          readOnly={readOnly}
        />
        <NumberField
          label={t('questionnaires.weight')}
          value={question.weight}
          min={0}
          max={5}
          whole
          onChange={(weight) => weight !== null && change({ weight })}
          readOnly={readOnly}
        />
      </div>
      <TextField
        label={t('questionnaires.question')}
        value={question.question}
        onChange={(text) => change({ question: text })}
        multiline
        rows={2}
        maxLength={600}
        readOnly={readOnly}
      />
      <TextField
        label={t('questionnaires.vendorQuestion')}
        help={t('questionnaires.vendorQuestionHelp')}
        value={question.vendorQuestion}
        onChange={(vendorQuestion) => change({ vendorQuestion })}
        multiline
        rows={2}
        maxLength={600}
        readOnly={readOnly}
      />
      <TextField
        label={t('questionnaires.guidance')}
        value={question.guidance}
        onChange={(guidance) => change({ guidance })}
        multiline
        rows={4}
        maxLength={1200}
        readOnly={readOnly}
      />
      {(question.type === 'choice' || question.type === 'multi_choice') && (
        <Choices question={question} change={change} readOnly={readOnly} />
      )}
      {question.type === 'number' && <Bounds question={question} change={change} readOnly={readOnly} />}
      {question.type === 'date' && <Recency question={question} change={change} readOnly={readOnly} />}
      <div className={styles.row}>
        <TextField
          label={t('questionnaires.expected')}
          value={evidence.expected}
          onChange={(expected) => change({ evidence: { ...evidence, expected } })}
          maxLength={300}
          readOnly={readOnly}
        />
        <NumberField
          label={t('questionnaires.fresh')}
          help={t('questionnaires.freshHelp')}
          unit={t('questionnaires.months')}
          value={evidence.freshMonths}
          min={1}
          max={120}
          whole
          onChange={(freshMonths) => change({ evidence: { ...evidence, freshMonths } })}
          readOnly={readOnly}
        />
      </div>
      <Checkbox
        label={t('questionnaires.needsEvidence')}
        checked={evidence.needed}
        onChange={(needed) => change({ evidence: { ...evidence, needed } })}
        readOnly={readOnly}
      />
      <fieldset className={styles.gates}>
        <legend>{t('questionnaires.gate')}</legend>
        {USE_CONDITIONS.map((condition) => (
          <Checkbox
            key={condition}
            label={t(`reports.useCondition.${condition}`)}
            checked={question.gate.includes(condition)}
            onChange={(on) =>
              change({ gate: USE_CONDITIONS.filter((one) => (one === condition ? on : question.gate.includes(one))) })
            }
            readOnly={readOnly}
          />
        ))}
      </fieldset>
      <TagInput
        label={t('questionnaires.clauses')}
        help={t('questionnaires.clausesHelp', {
          codes: pack.frameworks.map(({ code, name }) => `${code} ${name}`).join(', '),
        })}
        values={question.clauses.map(({ framework, clause }) => `${framework} ${clause}`)}
        onChange={(values) =>
          change({
            clauses: values.map((text) => {
              const [framework = '', ...rest] = text.trim().split(/\s+/);
              return { framework: framework.toUpperCase(), clause: rest.join(' ') || '?' };
            }),
          })
        }
        readOnly={readOnly}
      />
      <RuleField
        label={t('questionnaires.condition')}
        help={t('questionnaires.conditionHelp')}
        pack={pack}
        ownId={question.id}
        rule={question.condition ?? null}
        onChange={(condition) => change({ condition: condition ?? undefined })}
        readOnly={readOnly}
      />
      <section>
        <h3>{t('questionnaires.redFlags')}</h3>
        {question.redFlags.length === 0 && <p className={styles.quiet}>{t('questionnaires.noRedFlags')}</p>}
        {question.redFlags.map((flag, index) => {
          const changeFlag = (part: Partial<typeof flag>) =>
            change({ redFlags: question.redFlags.map((one, at) => (at === index ? { ...one, ...part } : one)) });
          return (
            <div key={flag.id} className={styles.flag}>
              <div className={styles.flagHead}>
                <Chip tone="bad">{flag.id}</Chip>
                {!readOnly && (
                  <Button
                    size="small"
                    kind="quiet"
                    onClick={() => change({ redFlags: question.redFlags.toSpliced(index, 1) })}
                  >
                    {t('questionnaires.remove')}
                  </Button>
                )}
              </div>
              <SelectField
                label={t('questionnaires.severityTitle')}
                value={flag.severity}
                options={SEVERITIES.map((value) => ({ value, label: t(`reports.band.${value}`) }))}
                onChange={(severity) => changeFlag({ severity })}
                readOnly={readOnly}
              />
              <TextField
                label={t('questionnaires.flagTitle')}
                value={flag.title}
                onChange={(title) => changeFlag({ title })}
                readOnly={readOnly}
              />
              <TextField
                label={t('questionnaires.flagEffect')}
                value={flag.effect}
                onChange={(effect) => changeFlag({ effect })}
                multiline
                rows={2}
                readOnly={readOnly}
              />
              <TextField
                label={t('questionnaires.flagAdvice')}
                value={flag.recommendation}
                onChange={(recommendation) => changeFlag({ recommendation })}
                multiline
                rows={2}
                readOnly={readOnly}
              />
              <NumberField
                label={t('questionnaires.dueDays')}
                value={flag.dueDays}
                min={1}
                max={365}
                whole
                onChange={(dueDays) => dueDays !== null && changeFlag({ dueDays })}
                readOnly={readOnly}
              />
              <RuleField
                label={t('questionnaires.flagWhen')}
                pack={pack}
                ownId={question.id}
                rule={flag.when}
                onChange={(when) => when && changeFlag({ when })}
                readOnly={readOnly}
              />
            </div>
          );
        })}
        {!readOnly && question.redFlags.length < 6 && (
          <Button
            size="small"
            onClick={() =>
              change({
                redFlags: [
                  ...question.redFlags,
                  proposeRedFlag(question, {
                    title: t('questionnaires.newFlag.title'),
                    effect: t('questionnaires.newFlag.effect'),
                    recommendation: t('questionnaires.newFlag.recommendation'),
                  }),
                ],
              })
            }
          >
            {t('questionnaires.addFlag')}
          </Button>
        )}
      </section>
    </div>
  );
}

interface PartProps {
  question: PackQuestion;
  change: (part: Partial<PackQuestion>) => void;
  readOnly: boolean;
}

/** What can be chosen, and what each choice counts as. */
function Choices({ question, change, readOnly }: PartProps) {
  const { t } = useTranslation();
  const { choices } = question;
  const changeChoice = (index: number, part: Partial<PackQuestion['choices'][number]>) =>
    change({ choices: choices.map((choice, at) => (at === index ? { ...choice, ...part } : choice)) });
  return (
    <section className={styles.choices}>
      <h3>{t('questionnaires.choices')}</h3>
      {choices.map((choice, index) => (
        <div key={choice.id} className={styles.row}>
          <TextField
            label={t('questionnaires.choice')}
            value={choice.label}
            onChange={(label) => changeChoice(index, { label })}
            maxLength={120}
            readOnly={readOnly}
          />
          <SelectField
            label={t('questionnaires.counts')}
            value={choice.counts}
            options={COUNTS.map((value) => ({ value, label: t(`reports.answer.${value}`) }))}
            onChange={(counts) => changeChoice(index, { counts })}
            readOnly={readOnly}
          />
          {!readOnly && (
            <Button size="small" kind="quiet" onClick={() => change({ choices: choices.toSpliced(index, 1) })}>
              {t('questionnaires.remove')}
            </Button>
          )}
        </div>
      ))}
      {!readOnly && (
        <Button
          size="small"
          onClick={() => change({ choices: [...choices, proposeChoice(choices, t('questionnaires.choice'))] })}
        >
          {t('questionnaires.addChoice')}
        </Button>
      )}
    </section>
  );
}

/** From where to where a number counts as yes. */
function Bounds({ question, change, readOnly }: PartProps) {
  const { t } = useTranslation();
  const { unit, yes, ...rest } = question.bounds ?? { unit: '', yes: {} };
  const changeYes = (part: { min?: number | undefined; max?: number | undefined }) =>
    change({ bounds: { ...rest, unit, yes: { ...yes, ...part } } });
  return (
    <div className={styles.row}>
      <TextField
        label={t('questionnaires.unit')}
        value={unit}
        onChange={(text) => change({ bounds: { ...rest, unit: text, yes } })}
        maxLength={30}
        readOnly={readOnly}
      />
      <NumberField
        label={t('questionnaires.yesFrom')}
        value={yes.min ?? null}
        onChange={(min) => changeYes({ min: min ?? undefined })}
        readOnly={readOnly}
      />
      <NumberField
        label={t('questionnaires.yesTo')}
        value={yes.max ?? null}
        onChange={(max) => changeYes({ max: max ?? undefined })}
        readOnly={readOnly}
      />
    </div>
  );
}

/** How old a date may be to count as yes, and as partial. */
function Recency({ question, change, readOnly }: PartProps) {
  const { t } = useTranslation();
  const recency = question.recency ?? { yesMonths: 12 };
  return (
    <div className={styles.row}>
      <NumberField
        label={t('questionnaires.yesMonths')}
        unit={t('questionnaires.months')}
        value={recency.yesMonths}
        min={1}
        whole
        onChange={(yesMonths) => yesMonths !== null && change({ recency: { ...recency, yesMonths } })}
        readOnly={readOnly}
      />
      <NumberField
        label={t('questionnaires.partialMonths')}
        unit={t('questionnaires.months')}
        value={recency.partialMonths ?? null}
        min={1}
        whole
        onChange={(partialMonths) => change({ recency: { ...recency, partialMonths: partialMonths ?? undefined } })}
        readOnly={readOnly}
      />
    </div>
  );
}
