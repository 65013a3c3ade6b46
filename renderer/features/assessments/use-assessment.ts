import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import type { AnswerChange, Assessment } from '../../../shared/contract/assessments.ts';
import { api, client } from '../../platform/api.ts';
import type { Problem } from '../../platform/problem.ts';
import { useSaving } from '../../platform/saving.tsx';
import { AnswerSaver } from './answer-saver.ts';
import { layOver } from './assessment-rows.ts';

/** Takes what a change of one answer gave back into the assessment, so that it need not be read again. */
export function applyChange(assessment: Assessment, change: AnswerChange): Assessment {
  const applicable = new Map(change.applicability.map((one) => [one.questionId, one.applicable]));
  return {
    ...assessment,
    state: change.state,
    score: change.score,
    redFlags: change.redFlags,
    answered: change.score.answered,
    questions: change.score.applicable,
    openRedFlags: change.score.openRedFlags,
    answers: assessment.answers.map((answer) => {
      if (answer.questionId === change.answer.questionId) return change.answer;
      const asked = applicable.get(answer.questionId);
      return asked === undefined ? answer : { ...answer, applicable: asked };
    }),
  };
}

/** One assessment as the page shows it, and how its answers are changed. */
export interface OpenAssessment {
  /** With what was typed and is still on its way. */
  assessment: Assessment;
  /** As the core last gave it. */
  stored: Assessment;
  saver: AnswerSaver;
  /** Answers that the core refused for good, by question id. */
  refused: ReadonlyMap<string, Problem>;
  /** Puts a whole assessment, as a step of its life gives it back, in place of the present one. */
  replace: (assessment: Assessment) => void;
  reload: () => Promise<unknown>;
}

/** Reads an assessment and keeps it in step with every answer given here. */
export function useAssessment(assessmentId: string) {
  const options = api.assessments.get.queryOptions({ input: { assessmentId } });
  const query = useQuery(options);
  const queries = useQueryClient();
  const { report } = useSaving();
  const { queryKey } = options;

  const [saver] = useState(() => {
    const read = () => queries.getQueryData<Assessment>(queryKey);
    return new AnswerSaver({
      send: (questionId, patch) =>
        client.assessments.saveAnswer({
          assessmentId,
          questionId,
          revision: read()?.answers.find((answer) => answer.questionId === questionId)?.revision ?? 0,
          ...patch,
        }),
      onChange: (change) => {
        queries.setQueryData<Assessment>(queryKey, (before) => before && applyChange(before, change));
        // Scores on screen follow at once; everything else is read again when it is next looked at.
        void queries.invalidateQueries({ queryKey: api.scores.key() });
        for (const stale of [api.tools, api.vendors, api.findings, api.overview, api.auditTrail, api.evidence]) {
          void queries.invalidateQueries({ queryKey: stale.key(), refetchType: 'none' });
        }
        void queries.invalidateQueries({ queryKey: api.assessments.list.key(), refetchType: 'none' });
      },
      onSaving: (questionId, state) => report(`${assessmentId} ${questionId}`, state),
      reload: () => queries.refetchQueries({ queryKey }),
    });
  });

  useEffect(() => {
    const flush = () => void saver.flush();
    window.addEventListener('pagehide', flush);
    return () => {
      window.removeEventListener('pagehide', flush);
      flush();
    };
  }, [saver]);

  const { pending, refused } = useSyncExternalStore(saver.listen, saver.read);
  const { data } = query;
  const shown = useMemo(
    () =>
      data && {
        ...data,
        answers: data.answers.map((answer) => layOver(answer, pending.get(answer.questionId))),
      },
    [data, pending],
  );
  const open: OpenAssessment | null =
    data && shown
      ? {
          assessment: shown,
          stored: data,
          saver,
          refused,
          replace: (assessment) => queries.setQueryData(queryKey, assessment),
          reload: () => query.refetch(),
        }
      : null;
  return { open, error: query.error, retry: () => void query.refetch() };
}
