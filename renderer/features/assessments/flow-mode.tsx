import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Answer, FollowUp, Verdict } from '../../../shared/contract/assessments.ts';
import { ErrorPanel } from '../../components/error-panel.tsx';
import { OnlySpoken } from '../../components/only-spoken.tsx';
import { describeState } from '../../components/status-words.ts';
import { AttachEvidenceDialog } from '../../components/record/attach-evidence-dialog.tsx';
import { EvidenceDrop } from '../../components/record/evidence-drop.tsx';
import type { HostFile } from '../../platform/host.ts';
import { client } from '../../platform/api.ts';
import { useKeys, type PageKey } from '../../platform/keys.tsx';
import { readProblem, type Problem } from '../../platform/problem.ts';
import { useToast } from '../../platform/toasts.tsx';
import { useWorking } from '../../platform/workspace.tsx';
import { focusAtEnd } from './focus-at-end.ts';
import { findNext, findRefusal, isAnswered, type QuestionRow } from './assessment-rows.ts';
import styles from './flow-mode.module.css';
import { FlowRail } from './flow-rail.tsx';
import { DraftRequestDialog, FollowUpDialog } from './follow-up-dialogs.tsx';
import { FlowFooter, QuestionPanel } from './question-panel.tsx';
import { QuestionSide } from './question-side.tsx';
import type { OpenAssessment } from './use-assessment.ts';

/** Sections that a digit reaches. */
const DIGITS = 9;

export interface FlowModeProps {
  open: OpenAssessment;
  rows: readonly QuestionRow[];
  present: QuestionRow;
  onGo: (questionId: string) => void;
  /** Opens the score to its arithmetic. */
  onExplain: () => void;
}

type Overlay = { kind: 'attach'; file?: HostFile } | { kind: 'request' } | { kind: 'followUp'; followUp: FollowUp };

/** One question at a time, by keyboard (picture 03). */
export function FlowMode({ open, rows, present, onGo, onExplain }: FlowModeProps) {
  const { t } = useTranslation();
  const { person } = useWorking();
  const toast = useToast();
  const { assessment, saver } = open;
  const { question, answer } = present;
  const { state } = assessment;
  const panel = useRef<HTMLElement>(null);
  const note = useRef<HTMLInputElement & HTMLTextAreaElement>(null);
  const [overlay, setOverlay] = useState<Overlay | null>(null);
  const [isJudging, setJudging] = useState(false);
  const [problem, setProblem] = useState<{ questionId: string; of: 'verdict' | 'answer'; problem: Problem } | null>(
    null,
  );

  const explain = (deed: Parameters<typeof findRefusal>[0]) => {
    const refusal = findRefusal(deed, state, person.role);
    return refusal === null
      ? undefined
      : t(`assessments.refusal.${refusal}`, { state: t(`components.word.assessment.${state}`) });
  };
  const answering = explain('answer');
  const attaching = explain('evidence');
  const requesting = explain('followUp');
  const judging =
    explain('verdict') ??
    (answer.answeredBy?.id === person.id ? t('assessments.verdict.ownAnswer') : undefined) ??
    (answer.state === null ? t('assessments.verdict.nothing') : undefined);
  const isReview = state === 'in_review';

  const wants = (row: QuestionRow) => (isReview ? row.answer.verdict === null : !isAnswered(row.answer));
  const left = rows.filter(wants).length;
  const index = rows.indexOf(present);
  const previous = rows[index - 1];
  const following = rows[index + 1] ?? rows[0];

  /** Focus never stays on something that goes away; the question takes it, so that the keys go on working. */
  function rest(): void {
    panel.current?.focus({ preventScroll: true });
  }

  function go(target: QuestionRow | undefined | null): void {
    if (!target) return;
    onGo(target.question.id);
    if (panel.current?.contains(document.activeElement) === true) rest();
    panel.current?.scrollTo({ top: 0 });
    // Where there is little room the question scrolls with what is around it.
    panel.current?.scrollIntoView({ block: 'start' });
  }

  const goOn = () => go(findNext(rows, question.id, wants) ?? following);

  async function attempt(of: 'verdict' | 'answer', work: () => Promise<unknown>): Promise<void> {
    const questionId = question.id;
    setProblem(null);
    try {
      await work();
    } catch (error) {
      const found = readProblem(error);
      setProblem({ questionId, of, problem: found });
      if (found.code === 'CHANGED_MEANWHILE') await open.reload();
      throw error;
    }
  }

  const on = { assessmentId: assessment.id, questionId: question.id };
  const readRevision = () => {
    const stored = open.stored.answers.find((one) => one.questionId === question.id);
    return stored?.revision ?? 0;
  };
  const giveVerdict = (verdict: Verdict | null, text: string) =>
    attempt('verdict', () =>
      saver.run(() => client.assessments.giveVerdict({ ...on, revision: readRevision(), verdict, note: text })),
    );
  const takeOver = () => {
    void attempt('answer', () =>
      saver.run(() => client.assessments.confirmAnswer({ ...on, revision: readRevision() })),
    ).catch(() => undefined);
  };
  const detach = (piece: Answer['evidence'][number]) => {
    const link = { ...on, evidenceId: piece.evidenceId };
    void attempt('answer', async () => {
      await saver.run(() => client.assessments.detachEvidence(link));
      toast({
        message: t('assessments.evidence.detached', { title: piece.title }),
        undo: () => void saver.run(() => client.assessments.attachEvidence({ ...link, page: piece.page })),
      });
      rest();
    }).catch(() => undefined);
  };
  const clear = () => saver.change(question.id, { state: null, value: null });
  const flag = () => saver.change(question.id, { flagged: !answer.flagged });

  const when = (refusal: string | undefined, ...keys: PageKey[]) => (refusal === undefined ? keys : []);
  useKeys(t('assessments.flow.keys'), [
    { key: 'Enter', label: t(isReview ? 'assessments.flow.nextUnjudged' : 'assessments.flow.nextOpen'), run: goOn },
    { key: 'Ctrl Enter', label: t('assessments.flow.leaveNote'), run: goOn, insideFields: true },
    { key: 'E', label: t('assessments.credit.explain'), run: onExplain },
    { key: 'J', label: t('assessments.flow.next'), run: () => go(following) },
    { key: 'K', label: t('assessments.flow.previous'), run: () => go(previous) },
    ...(answering === undefined
      ? [
          { key: 'M', label: t('assessments.note.to'), run: () => focusAtEnd(note.current) },
          { key: 'F', label: t('assessments.flow.flag'), run: flag },
          { key: 'Backspace', label: t('assessments.answer.clear'), run: clear },
        ]
      : []),
    ...when(attaching, {
      key: 'A',
      label: t('assessments.evidence.attach'),
      run: () => setOverlay({ kind: 'attach' }),
    }),
    ...when(requesting, {
      key: 'R',
      label: t('assessments.followUp.draft'),
      run: () => setOverlay({ kind: 'request' }),
    }),
    ...(isReview
      ? when(judging, { key: 'V', label: t('assessments.verdict.title'), run: () => setJudging(true) })
      : []),
    ...(answer.carriedOver
      ? when(answering, { key: 'C', label: t('assessments.previous.takeOver'), run: takeOver })
      : []),
    ...assessment.pack.sections.slice(0, DIGITS).map((section, place) => ({
      key: String(place + 1),
      label: t('assessments.flow.section', { title: section.title }),
      run: () => go(rows.find((row) => row.section.id === section.id)),
    })),
  ]);

  const shownProblem = problem?.questionId === question.id ? problem : null;
  return (
    <div className={styles.place}>
      <div className={styles.flow}>
        <FlowRail
          sections={assessment.pack.sections}
          rows={rows}
          presentId={question.id}
          redFlagged={new Set(assessment.redFlags.map((one) => one.questionId))}
          onGo={(questionId) => {
            onGo(questionId);
            rest();
          }}
        />
        <div className={styles.rest}>
          <OnlySpoken>
            <span aria-live="polite">
              {t('assessments.question.spoken', {
                id: question.id,
                section: present.section.title,
                position: present.position,
                total: rows.length,
                question: question.question,
                answer: t(describeState('answer', answer.state).key),
              })}
            </span>
          </OnlySpoken>
          <div className={styles.centre}>
            <EvidenceDrop unavailable={attaching} onFile={(file) => setOverlay({ kind: 'attach', file })}>
              <QuestionPanel
                assessment={assessment}
                row={present}
                stored={open.stored.answers.find((one) => one.questionId === question.id)}
                refusal={open.refused.get(question.id)}
                total={rows.length}
                panelRef={panel}
                noteRef={note}
                answering={answering}
                attaching={attaching}
                onAnswer={(patch, pace) => {
                  saver.change(question.id, patch, pace);
                  if (pace !== 'typing' && document.activeElement instanceof HTMLButtonElement) rest();
                }}
                onSettle={(choice) => {
                  saver.settle(question.id, choice);
                  rest();
                }}
                onAttach={() => setOverlay({ kind: 'attach' })}
                onDetach={detach}
                onLeaveField={rest}
              />
            </EvidenceDrop>
            {shownProblem?.of === 'answer' && (
              <div className={styles.problem}>
                <ErrorPanel problem={shownProblem.problem} />
              </div>
            )}
          </div>
          <div className={styles.side}>
            <QuestionSide
              assessment={assessment}
              row={present}
              judging={{
                isOpen: isJudging,
                refusal: judging,
                problem: shownProblem?.of === 'verdict' ? shownProblem.problem : null,
              }}
              onJudge={(isOpen) => {
                setJudging(isOpen);
                rest();
              }}
              onVerdict={giveVerdict}
              takeOver={answer.carriedOver ? { refusal: answering, run: takeOver } : null}
              onExplain={onExplain}
              onRequest={() => setOverlay({ kind: 'request' })}
              requestRefusal={requesting}
              onFollowUp={(followUp) => setOverlay({ kind: 'followUp', followUp })}
            />
          </div>
          <div className={styles.footer}>
            <FlowFooter
              isFlagged={answer.flagged}
              flagging={answering}
              onPrevious={previous ? () => go(previous) : null}
              onFlag={flag}
              left={
                left === 0
                  ? t(isReview ? 'assessments.flow.allJudged' : 'assessments.flow.allAnswered')
                  : t(isReview ? 'assessments.flow.unjudged' : 'assessments.flow.unanswered', { count: left })
              }
              nextLabel={
                left === 0
                  ? t('assessments.flow.next')
                  : t(isReview ? 'assessments.flow.nextUnjudged' : 'assessments.flow.nextOpen')
              }
              onNext={goOn}
            />
          </div>
        </div>
        {overlay?.kind === 'attach' && (
          <AttachEvidenceDialog
            title={t('record.attach.title', { name: `${question.id} ${question.label}` })}
            vendorId={assessment.vendor.id}
            control={question.id}
            attachedIds={new Set(answer.evidence.map((piece) => piece.evidenceId))}
            file={overlay.file}
            attach={(evidenceId, page) =>
              saver.run(() => client.assessments.attachEvidence({ ...on, evidenceId, page }))
            }
            onClose={() => setOverlay(null)}
          />
        )}
        {overlay?.kind === 'request' && (
          <DraftRequestDialog assessment={assessment} row={present} onClose={() => setOverlay(null)} />
        )}
        {overlay?.kind === 'followUp' && (
          <FollowUpDialog followUp={overlay.followUp} onClose={() => setOverlay(null)} />
        )}
      </div>
    </div>
  );
}
