import { personOperations } from '../../operations.ts';
import {
  readAnswer,
  readAnswers,
  removeWording,
  reviewAnswer,
  saveWording,
  setAnswerOwner,
} from './auditor-answers.ts';

export const auditorAnswersOperations = {
  list: personOperations.auditorAnswers.list.handler(async ({ context }) => ({
    today: context.workspace.today(),
    answers: (await readAnswers(context.workspace)).map(({ answer }) => answer),
  })),

  get: personOperations.auditorAnswers.get.handler(async ({ context, input: { question, state, offset, limit } }) => {
    const { answer, sentences } = await readAnswer(context.workspace, question);
    const fitting = state === null ? sentences : sentences.filter((one) => one.state === state);
    return {
      today: context.workspace.today(),
      answer,
      sentences: fitting.slice(offset, offset + limit),
      total: fitting.length,
    };
  }),

  setOwner: personOperations.auditorAnswers.setOwner.handler(({ context, input }) =>
    context.write((unit) => setAnswerOwner(unit, input)),
  ),

  review: personOperations.auditorAnswers.review.handler(async ({ context, input }) => {
    const whole = await readAnswer(context.workspace, input.question);
    return context.write((unit) => reviewAnswer(unit, input, whole));
  }),

  saveWording: personOperations.auditorAnswers.saveWording.handler(async ({ context, input }) => {
    const whole = await readAnswer(context.workspace, input.question);
    return context.write((unit) => saveWording(unit, input, whole));
  }),

  removeWording: personOperations.auditorAnswers.removeWording.handler(({ context, input }) =>
    context.write((unit) => removeWording(unit, input)),
  ),
};
