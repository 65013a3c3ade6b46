import type { PackQuestion, PackSection, QuestionnairePack } from '../../../shared/contract/questionnaire-pack.ts';

/** Where a question stands in its pack. */
export interface QuestionPlace {
  section: number;
  question: number;
}

/** The question at a place, or undefined. */
export function questionAt(pack: QuestionnairePack, { section, question }: QuestionPlace): PackQuestion | undefined {
  return pack.sections[section]?.questions[question];
}

function changeSection(
  pack: QuestionnairePack,
  index: number,
  change: (section: PackSection) => PackSection,
): QuestionnairePack {
  return { ...pack, sections: pack.sections.map((section, at) => (at === index ? change(section) : section)) };
}

/** The pack with parts of one question changed. */
export function changeQuestion(
  pack: QuestionnairePack,
  place: QuestionPlace,
  part: Partial<PackQuestion>,
): QuestionnairePack {
  return changeSection(pack, place.section, (section) => ({
    ...section,
    questions: section.questions.map((question, at) => (at === place.question ? { ...question, ...part } : question)),
  }));
}

/** An id that the pack does not have yet, in the manner of its neighbours: "V-SEC-6" after "V-SEC-5". */
export function proposeId(pack: QuestionnairePack, after: string): string {
  const taken = new Set(pack.sections.flatMap(({ questions }) => questions.map(({ id }) => id)));
  const stem = after.replace(/-?\d+$/, '') || 'Q';
  for (let number = 1; ; number += 1) {
    const id = `${stem}-${number}`;
    if (!taken.has(id)) return id;
  }
}

/** The pack with a new yes/no question after the given place, and where it stands. */
export function addQuestion(
  pack: QuestionnairePack,
  after: QuestionPlace,
  words: { label: string; question: string; vendorQuestion: string; guidance: string },
): { pack: QuestionnairePack; place: QuestionPlace } {
  const question: PackQuestion = {
    id: proposeId(pack, questionAt(pack, after)?.id ?? 'Q'),
    ...words,
    type: 'yes_no',
    goodAnswer: 'yes',
    weight: 1,
    gate: [],
    evidence: { expected: '', freshMonths: 12, needed: true },
    clauses: [],
    choices: [],
    redFlags: [],
  };
  const place = { section: after.section, question: after.question + 1 };
  return {
    pack: changeSection(pack, after.section, (section) => ({
      ...section,
      questions: section.questions.toSpliced(place.question, 0, question),
    })),
    place,
  };
}

/** The pack without a question; the last question of a section stays, since a section needs one. */
export function removeQuestion(pack: QuestionnairePack, place: QuestionPlace): QuestionnairePack {
  if ((pack.sections[place.section]?.questions.length ?? 0) < 2) return pack;
  return changeSection(pack, place.section, (section) => ({
    ...section,
    questions: section.questions.toSpliced(place.question, 1),
  }));
}

/** The pack with a question moved up or down within its section, and where it stands then. */
export function moveQuestion(
  pack: QuestionnairePack,
  place: QuestionPlace,
  step: -1 | 1,
): { pack: QuestionnairePack; place: QuestionPlace } {
  const moved = questionAt(pack, place);
  const to = place.question + step;
  if (!moved || to < 0 || to >= (pack.sections[place.section]?.questions.length ?? 0)) return { pack, place };
  return {
    pack: changeSection(pack, place.section, (section) => ({
      ...section,
      questions: section.questions.toSpliced(place.question, 1).toSpliced(to, 0, moved),
    })),
    place: { ...place, question: to },
  };
}

/** The pack with another title for a section. */
export function renameSection(pack: QuestionnairePack, index: number, title: string): QuestionnairePack {
  return changeSection(pack, index, (section) => ({ ...section, title }));
}

/** The pack with a new section at its end that takes over the question at `place`; unchanged when it stands alone. */
export function splitSection(
  pack: QuestionnairePack,
  place: QuestionPlace,
  title: string,
): { pack: QuestionnairePack; place: QuestionPlace } {
  const question = questionAt(pack, place);
  const rest = removeQuestion(pack, place);
  if (!question || rest === pack) return { pack, place };
  const taken = new Set(pack.sections.map(({ id }) => id));
  let number = pack.sections.length + 1;
  while (taken.has(`section-${number}`)) number += 1;
  const section = { id: `section-${number}`, title, questions: [question] };
  return {
    pack: { ...rest, sections: [...rest.sections, section] },
    place: { section: rest.sections.length, question: 0 },
  };
}

/** A choice with an id that the question does not have yet; the first counts as yes, the others as no. */
export function proposeChoice(choices: PackQuestion['choices'], label: string): PackQuestion['choices'][number] {
  const taken = new Set(choices.map(({ id }) => id));
  let number = choices.length + 1;
  while (taken.has(`choice-${number}`)) number += 1;
  return { id: `choice-${number}`, label: `${label} ${number}`, counts: choices.length === 0 ? 'yes' : 'no' };
}

/** A red flag of the question's own that is raised by the answer no. */
export function proposeRedFlag(
  question: PackQuestion,
  words: { title: string; effect: string; recommendation: string },
): PackQuestion['redFlags'][number] {
  const taken = new Set(question.redFlags.map(({ id }) => id));
  let id = `${question.id}-RF`;
  for (let number = 2; taken.has(id); number += 1) id = `${question.id}-RF${number}`;
  return { id, ...words, severity: 'medium', dueDays: 30, when: { answer: ['no'] } };
}

/** The place that a lint path points to: "sections.1.questions.3.condition"; null for the pack itself. */
export function readPlace(path: string): QuestionPlace | null {
  const match = /^sections\.(\d+)(?:\.questions\.(\d+))?/.exec(path);
  return match ? { section: Number(match[1]), question: Number(match[2] ?? 0) } : null;
}
