import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Explanation, ScoreKind } from '../../shared/contract/scores.ts';
import { api } from '../platform/api.ts';
import { formatInstant, formatNumber, formatPercent } from '../platform/format.ts';
import { readProblem } from '../platform/problem.ts';
import { BandMark } from './band-mark.tsx';
import { BandScale } from './band-scale.tsx';
import { Button } from './button.tsx';
import { joinClasses } from './class-names.ts';
import { Drawer, DrawerSection } from './drawer.tsx';
import { ErrorPanel } from './error-panel.tsx';
import styles from './explain-drawer.module.css';
import { LoadingRows } from './loading-rows.tsx';
import { Note } from './note.tsx';
import { WordMark } from './word-mark.tsx';

/** What a number of the workings rests on; the page knows where it is shown. */
export type ScoreSource = NonNullable<Explanation['steps'][number]['source']>;

interface Workings {
  onClose: () => void;
  onOpenSource?: (source: ScoreSource) => void;
  onExport?: () => void;
}

/** Either an explanation at hand, or the score of a record, which is then read. */
export type ExplainDrawerProps = Workings &
  ({ explanation: Explanation } | { kind: ScoreKind; subjectId: string; explanation?: undefined });

/** Rows of inputs shown before "Show all". */
const FIRST_ROWS = 12;
/** Characters of a hash that tell two models apart at a glance. */
const SHORT_HASH = 8;

/** The arithmetic of one number: result, formula, inputs, gates and floors, what would move the band, model (picture 04). */
export function ExplainDrawer(props: ExplainDrawerProps) {
  if (props.explanation !== undefined) return <ExplanationDrawer {...props} explanation={props.explanation} />;
  const { kind, subjectId, ...workings } = props;
  return <ReadExplanation key={`${kind} ${subjectId}`} kind={kind} subjectId={subjectId} {...workings} />;
}

function ReadExplanation({ kind, subjectId, ...workings }: Workings & { kind: ScoreKind; subjectId: string }) {
  const { t } = useTranslation();
  const { data, error } = useQuery(api.scores.explain.queryOptions({ input: { kind, subjectId } }));
  if (data !== undefined) return <ExplanationDrawer {...workings} explanation={data} />;
  return (
    <Drawer title={t(`components.explain.kind.${kind}`)} onClose={workings.onClose}>
      {error === null ? <LoadingRows rows={8} /> : <ErrorPanel problem={readProblem(error)} />}
    </Drawer>
  );
}

function ExplanationDrawer({ explanation, onClose, onOpenSource, onExport }: Workings & { explanation: Explanation }) {
  const { t } = useTranslation();
  const { model, gates } = explanation;
  return (
    <Drawer
      title={t(`components.explain.kind.${explanation.kind}`)}
      tag={<ResultTag result={explanation.result} />}
      note={<Certainty explanation={explanation} />}
      onClose={onClose}
      footer={
        <>
          <span>
            {t('components.explain.model')} <span className={styles.mono}>{`${model.id} ${model.version}`}</span>
          </span>
          <span className={styles.mono} title={model.sha256}>
            {`${model.sha256.slice(0, SHORT_HASH / 2)} ${model.sha256.slice(SHORT_HASH / 2, SHORT_HASH)}`}
          </span>
          <span>{formatInstant(explanation.computedAt)}</span>
          {onExport !== undefined && (
            <span className={styles.end}>
              <Button kind="link" onClick={onExport}>
                {t('components.explain.export')}
              </Button>
            </span>
          )}
        </>
      }
    >
      <DrawerSection title={t('components.explain.formula')}>
        <div className={styles.formula}>
          {explanation.formula.map((line) => (
            <div key={line}>{line}</div>
          ))}
        </div>
        <Steps steps={explanation.steps} />
      </DrawerSection>
      <Inputs inputs={explanation.inputs} onOpenSource={onOpenSource} />
      {gates.length > 0 && (
        <DrawerSection title={t('components.explain.gates')}>
          <div className={styles.gates}>
            {gates.map(({ state, text }) => (
              <GateLine key={`${text.key} ${JSON.stringify(text.parameters)}`} state={state} text={text} />
            ))}
          </div>
        </DrawerSection>
      )}
      {explanation.bands.length > 0 && <BandChange explanation={explanation} />}
    </Drawer>
  );
}

function ResultTag({ result }: { result: Explanation['result'] }) {
  const { t } = useTranslation();
  const { shown, outOf, band } = result;
  if (band !== null || shown === null) return <BandMark band={band} score={shown ?? undefined} variant="tag" />;
  return (
    <span className={styles.number}>
      {outOf === null ? formatNumber(shown) : t('components.explain.outOf', { shown, outOf })}
    </span>
  );
}

/** How complete and how sure the number is, and what it can still become. */
function Certainty({ explanation }: { explanation: Explanation }) {
  const { t } = useTranslation();
  const { completeness, confidence, range } = explanation;
  const sentences = [
    completeness !== null && t('components.explain.complete', { percent: formatPercent(completeness) }),
    confidence !== null && t('components.explain.confidence', { percent: formatPercent(confidence) }),
    range !== null &&
      range.low.shown !== range.high.shown &&
      t('components.explain.range', { low: range.low.shown, high: range.high.shown }),
    !explanation.complete && t('components.explain.incomplete'),
  ];
  return sentences.filter((sentence) => sentence !== false).join(' ');
}

function Steps({ steps }: { steps: Explanation['steps'] }) {
  const { t } = useTranslation();
  if (steps.length === 0) return null;
  return (
    <details className={styles.steps}>
      <summary>{t('components.explain.steps', { count: steps.length })}</summary>
      <ol>
        {steps.map((step, index) => (
          // Steps have an order and no other identity.
          // oxlint-disable-next-line react/no-array-index-key
          <li key={index} className={styles.step}>
            <span>{t(step.label.key, step.label.parameters)}</span>
            <span className={styles.result}>{step.result}</span>
            <span className={styles.worked}>{step.worked}</span>
          </li>
        ))}
      </ol>
    </details>
  );
}

interface InputsProps {
  inputs: Explanation['inputs'];
  onOpenSource: ((source: ScoreSource) => void) | undefined;
}

function Inputs({ inputs, onOpenSource }: InputsProps) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const { columns, rows } = inputs;
  const shown = all ? rows : rows.slice(0, FIRST_ROWS);
  return (
    <DrawerSection
      title={t('components.explain.inputs')}
      note={t('components.explain.inputCount', { count: rows.length })}
    >
      <table className={styles.table}>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.key} scope="col" className={column.align === 'right' ? styles.right : undefined}>
                {t(column.key)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map(({ cells, strong, source }, rowIndex) => (
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={rowIndex} className={joinClasses(strong && styles.strong)}>
              {cells.map((cell, index) => {
                const text = t(cell.key, cell.parameters);
                const opens = index === 0 && source !== null && onOpenSource !== undefined;
                return (
                  <td
                    key={columns[index]?.key ?? index}
                    className={columns[index]?.align === 'right' ? styles.right : undefined}
                  >
                    {opens ? (
                      <button type="button" className={styles.source} onClick={() => onOpenSource(source)}>
                        {text}
                      </button>
                    ) : (
                      text
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown.length && (
        <div className={styles.all}>
          <Button kind="link" onClick={() => setAll(true)}>
            {t('components.explain.showAll', { count: rows.length })}
          </Button>
        </div>
      )}
    </DrawerSection>
  );
}

function GateLine({ state, text }: Explanation['gates'][number]) {
  const { t } = useTranslation();
  return (
    <>
      <WordMark of="scoreGate" value={state} />
      <span>{t(text.key, text.parameters)}</span>
    </>
  );
}

function BandChange({ explanation }: { explanation: Explanation }) {
  const { t } = useTranslation();
  const { whatIf, result, bands } = explanation;
  return (
    <DrawerSection title={t('components.explain.change')}>
      {whatIf === null ? (
        <p className={styles.quiet}>{t('components.explain.noChange')}</p>
      ) : (
        <>
          <p className={styles.quiet}>{t('components.explain.smallest', { count: whatIf.changes.length })}</p>
          <div className={styles.change}>
            <Note tone="ok">
              {whatIf.changes.map((change) => (
                <div key={change.text.key + (change.source?.id ?? '')} className={styles.changeLine}>
                  {change.source !== null && <b>{change.source.label}</b>}
                  <span>{t(change.text.key, change.text.parameters)}</span>
                </div>
              ))}
              <div className={styles.changeLine}>
                <span className={styles.quiet}>{whatIf.worked}</span>
                <span className={styles.end}>
                  <BandMark band={whatIf.result.band} score={whatIf.result.shown ?? undefined} />
                </span>
              </div>
            </Note>
          </div>
        </>
      )}
      {result.shown !== null && (
        <BandScale bands={bands} now={result.shown} band={result.band} after={whatIf?.result.shown ?? undefined} />
      )}
    </DrawerSection>
  );
}
