import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  loadShippedPacks,
  PACK_SIZE_LIMIT,
  PackError,
  readPackText,
  writePackText,
} from '../../electron/core/features/questionnaires/questionnaire-packs.ts';
import type { PackQuestion, QuestionnairePack } from '../../shared/contract/questionnaire-pack.ts';
import { lintPack, listQuestions, listRaisedFlags } from '../../shared/rules/questionnaires.ts';

const RESOURCES = join(dirname(fileURLToPath(import.meta.url)), '..', '..', 'resources');
const PACKS = join(RESOURCES, 'packs', 'questionnaires');

let packs: QuestionnairePack[] = [];
let textOfSmallest = '';

beforeAll(async () => {
  packs = await loadShippedPacks(RESOURCES);
  textOfSmallest = await readFile(join(PACKS, 'key-data-questions.yaml'), 'utf8');
});

function packOf(id: string): QuestionnairePack {
  const pack = packs.find((candidate) => candidate.id === id);
  if (pack === undefined) throw new Error(`no shipped pack ${id}`);
  return pack;
}

function questionOf(id: string): PackQuestion {
  const question = packs.flatMap(listQuestions).find((candidate) => candidate.id === id);
  if (question === undefined) throw new Error(`no shipped question ${id}`);
  return question;
}

function problemsOf(text: string) {
  try {
    readPackText(text, 'made-up.yaml');
  } catch (error) {
    if (error instanceof PackError) return error.problems;
    throw error;
  }
  throw new Error('the text was accepted');
}

describe('the shipped questionnaires', () => {
  it('are these, with so many questions', () => {
    expect(Object.fromEntries(packs.map((pack) => [pack.id, listQuestions(pack).length]))).toEqual({
      'additional-vendor-items': 16,
      'data-residency': 6,
      'key-data-questions': 5,
      'mcp-tool-review': 14,
      'phi-checklist': 7,
      'soc2-report-reading': 21,
      'vendor-checklist': 22,
    });
  });

  it('are without any finding', () => {
    expect(packs.flatMap((pack) => lintPack(pack))).toEqual([]);
  });

  it('have question ids that no other pack uses', () => {
    const ids = packs.flatMap(listQuestions).map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('come back from their own text unchanged', () => {
    for (const pack of packs) {
      const text = writePackText(pack);
      expect(readPackText(text, `${pack.id}.yaml`)).toEqual(pack);
      expect(writePackText(readPackText(text, `${pack.id}.yaml`))).toBe(text);
    }
  });

  it('split the vendor checklist into 5, 5, 4, 4 and 4', () => {
    expect(packOf('vendor-checklist').sections.map(({ title, questions }) => [title, questions.length])).toEqual([
      ['Security', 5],
      ['Privacy', 5],
      ['Compliance', 4],
      ['Operational', 4],
      ['Contractual', 4],
    ]);
  });

  it.each<[id: string, weight: number, freshMonths: number | null, gate: string[]]>([
    ['V-SEC-1', 5, 12, []],
    ['V-SEC-2', 4, 12, []],
    ['V-SEC-3', 3, 12, []],
    ['V-SEC-4', 4, 12, []],
    ['V-SEC-5', 3, 12, []],
    ['V-PRV-1', 2, 6, []],
    ['V-PRV-2', 5, 12, ['personal_data']],
    ['V-PRV-3', 5, 6, []],
    ['V-PRV-4', 4, 12, []],
    ['V-PRV-5', 5, 6, ['personal_data']],
    ['V-CMP-1', 5, 12, ['phi_possible']],
    ['V-CMP-2', 4, 12, ['cardholder_data_environment']],
    ['V-CMP-3', 4, 6, []],
    ['V-CMP-4', 4, 6, ['mandatory_region']],
    ['V-OPS-1', 2, 12, []],
    ['V-OPS-2', 1, 12, []],
    ['V-OPS-3', 3, 12, []],
    ['V-OPS-4', 3, 12, []],
    ['V-CTR-1', 2, 12, []],
    ['V-CTR-2', 3, null, []],
    ['V-CTR-3', 3, null, []],
    ['V-CTR-4', 2, 12, []],
    ['PHI-1', 5, 6, []],
    ['PHI-2', 5, 6, []],
    ['PHI-3', 4, 6, []],
    ['PHI-4', 5, 3, []],
    ['PHI-5', 5, 12, ['phi_possible']],
    ['PHI-6', 4, 6, []],
    ['PHI-7', 5, 6, ['phi_possible']],
    ['R-1', 3, 6, []],
    ['R-2', 4, 6, []],
    ['R-3', 4, 6, []],
    ['R-4', 5, 3, []],
    ['R-5', 5, 12, ['personal_data']],
    ['R-6', 5, 12, []],
  ])('give %s weight %i, %s months and gate %j', (id, weight, freshMonths, gate) => {
    const question = questionOf(id);
    expect([question.weight, question.evidence.freshMonths, question.gate]).toEqual([weight, freshMonths, gate]);
  });

  it.each([
    ['V-SEC-1', 'S CC9.2; I 5.19-5.22; P 12.8.3; H 308(b); N SC-06; N SC-07'],
    ['V-SEC-4', 'S CC7.3-7.5; I 5.24-5.28; H 308(a)(6); H 410; G 33; N SC-08'],
    ['V-PRV-3', 'G 5(1)(e); S C1.2; I 8.10; H 504(e)(2)(ii)(J)'],
    ['V-PRV-5', 'G 28(3)(a); G 5(1)(b); S C1.1; S CC9.2; AI A.10.3; R GOVERN 6; AIA 53'],
    ['V-CMP-1', 'H 502(e); H 504(e); H 308(b); H 314(a)'],
    ['V-CMP-2', 'P 12.8.2-12.8.5; P 12.9'],
    ['PHI-1', 'H 308(a)(1); H 312(e); I 8.12; S CC6.7'],
  ])('cite for %s %s', (id, clauses) => {
    expect(
      questionOf(id)
        .clauses.map(({ framework, clause }) => `${framework} ${clause}`)
        .join('; '),
    ).toBe(clauses);
  });

  it('name the twenty-one points of the SOC 2 reading list', () => {
    const ids = listQuestions(packOf('soc2-report-reading')).map(({ id }) => id);
    expect(ids.sort()).toEqual(Array.from({ length: 21 }, (_, index) => `S2-${String(index + 1).padStart(2, '0')}`));
  });

  it('cover every further item that reviewers expect', () => {
    const topics = ['ZDR', 'LOG', 'IDM', 'ADM', 'SUB', 'IP', 'MDL', 'INJ', 'PEN', 'OWN', 'FIN'];
    const found = listQuestions(packOf('additional-vendor-items')).map(({ id }) => id.split('-')[1]);
    expect([...new Set(found)]).toEqual(topics);
  });

  it('keep the vendor checklist answerable with the five answer keys', () => {
    expect(
      listQuestions(packOf('vendor-checklist')).every(({ type, condition }) => type === 'yes_no' && !condition),
    ).toBe(true);
  });

  it('raise the six general red flags, each with weight 5 behind it', () => {
    const general = packs
      .flatMap(listQuestions)
      .flatMap((question) => question.redFlags.map((flag) => [flag.id, question.id, question.weight, flag.severity]))
      .filter(([id]) => String(id).startsWith('RF-'));
    expect(general.toSorted((left, right) => String(left[0]).localeCompare(String(right[0])))).toEqual([
      ['RF-1', 'V-SEC-1', 5, 'high'],
      ['RF-2', 'V-PRV-3', 5, 'high'],
      ['RF-3', 'V-PRV-5', 5, 'high'],
      ['RF-4', 'X-ZDR-1', 5, 'high'],
      ['RF-5', 'X-LOG-1', 5, 'high'],
      ['RF-6', 'V-CMP-1', 5, 'high'],
    ]);
  });

  it('raise a red flag for every item whose table names a red-flag answer', () => {
    const silent = ['vendor-checklist', 'phi-checklist', 'data-residency']
      .flatMap((id) => listQuestions(packOf(id)))
      .filter(({ redFlags }) => redFlags.length === 0)
      .map(({ id }) => id);
    // Reluctance over the processing agreement is RF-6, which stands on V-CMP-1 and reads both answers.
    expect(silent).toEqual(['V-PRV-2']);
  });

  it('raise RF-6 for either agreement, and for the business associate agreement only where it is needed', () => {
    const raised = (questionId: string, phiPossible: boolean) =>
      listRaisedFlags(packOf('vendor-checklist'), {
        use: { phi_possible: phiPossible },
        answers: new Map([
          [questionId, { state: 'no' as const, value: null, evidence: 'none' as const, stale: false }],
        ]),
        asOf: '2026-11-20',
      }).map(({ flag }) => flag.id);
    expect(raised('V-PRV-2', false)).toEqual(['RF-6']);
    expect(raised('V-CMP-1', true)).toEqual(['RF-6']);
    expect(raised('V-CMP-1', false)).toEqual([]);
  });

  it('ask the vendor in other words than the reviewer, and tell the vendor what to send', () => {
    for (const question of packs.flatMap(listQuestions)) {
      expect(question.vendorQuestion, question.id).not.toBe(question.question);
      expect(question.vendorGuidance, question.id).toBeDefined();
      expect(question.vendorGuidance?.toLowerCase(), question.id).not.toContain('red flag');
    }
  });

  it('are written plainly: short labels, whole questions, two to four sentences of guidance, no exclamation', () => {
    for (const question of packs.flatMap(listQuestions)) {
      const { id, label, guidance, vendorQuestion, vendorGuidance } = question;
      const sentences = guidance.replaceAll('n.a.', 'n/a').match(/[.?]”?(?=\s|$)/g) ?? [];
      expect(label.split(' ').length, id).toBeLessThanOrEqual(5);
      expect(sentences.length, id).toBeGreaterThanOrEqual(2);
      expect(sentences.length, id).toBeLessThanOrEqual(4);
      expect([question.question.at(-1), vendorQuestion.at(-1)], id).toEqual(['?', '?']);
      expect([question.question, vendorQuestion, guidance, vendorGuidance].join(' '), id).not.toMatch(/!|;\s*$/);
    }
  });

  it('lie in their files as the writer lays them out', async () => {
    // The formatter of the repository wants no space inside brackets.
    const spaced = (text: string) => text.replaceAll(/\[ | \]/g, (match) => match.trim());
    for (const pack of packs) {
      expect(spaced(writePackText(pack)), pack.id).toBe(await readFile(join(PACKS, `${pack.id}.yaml`), 'utf8'));
    }
  });
});

describe('a pack file', () => {
  it('is read with the defaults of the schema filled in', () => {
    const [question] = listQuestions(readPackText(textOfSmallest, 'key-data-questions.yaml'));
    expect(question).toMatchObject({ id: 'KD-1', goodAnswer: 'yes', gate: [], evidence: { needed: true } });
  });

  it.each([
    ['an alias', 'a: 1\nb:\n  - 2\n  - *x', 'b.1', 4, /Aliases/],
    ['an anchor', 'a: &x [1]', 'a', 1, /Anchors/],
    ['a tag', 'a: !!str x', 'a', 1, /Tags/],
    ['a tag of its own', 'a: !shell rm', '', 1, /Tags/],
    ['a key that stands twice', 'a: 1\nb:\n  c: 1\n  c: 2', 'b.c', 4, /stands twice/],
    ['a key that is a list', '? [a]\n: 1', '', 1, /plain text/],
    ['a second document', 'a: 1\n---\nb: 2', '', 2, /more than one document/],
    ['a directive', '%YAML 1.1\n---\na: yes', '', 1, /Directives/],
    ['a control character', 'a: "b\\u0000"', 'a', 1, /control character/],
    ['broken YAML', 'a: [1\nb: 2', '', 2, /not valid YAML/],
  ])('with %s is refused', (_name, text, path, line, message) => {
    const [problem] = problemsOf(text);
    expect(problem).toMatchObject({ path, line });
    expect(problem?.message).toMatch(message);
  });

  it('full of references is refused before they multiply', () => {
    const levels = Array.from({ length: 30 }, (_, index) => `l${index + 1}: &l${index + 1} [*l${index}, *l${index}]`);
    expect(problemsOf(['l0: &l0 [x]', ...levels].join('\n')).length).toBeGreaterThan(1);
  });

  it.each([
    ['brackets', '['.repeat(100_000)],
    ['braces', '{a: '.repeat(100_000)],
    ['dashes', '- '.repeat(200_000)],
    ['a rule in a rule', `a: ${'{not: '.repeat(60)}{}${'}'.repeat(60)}`],
    ['entries', `a: [${'1,'.repeat(120_000)}1]`],
    ['keys', Array.from({ length: 40_000 }, (_, index) => `k${index}: 1`).join('\n')],
    ['comments', '#\n'.repeat(200_000)],
  ])('of endless %s is refused', (_name, text) => {
    expect(problemsOf(text).length).toBeLessThanOrEqual(50);
  });

  it('over the size limit is refused unread', () => {
    const [problem] = problemsOf(`${textOfSmallest}\n# ${'ä'.repeat(PACK_SIZE_LIMIT / 2)}`);
    expect(problem?.message).toContain(String(PACK_SIZE_LIMIT));
  });

  it('names file, line and path of its first problem, and lists all', () => {
    const text = textOfSmallest
      .replace('type: choice', 'type: riddle')
      .replace('weight: 5', 'weight: 9')
      .replace('unit: days', 'units: days');
    const problems = problemsOf(text);
    const lineOf = (part: string) => text.split('\n').findIndex((line) => line.includes(part)) + 1;
    expect(problems.map(({ path, line }) => [path, line])).toEqual([
      ['sections.0.questions.0.type', lineOf('type: riddle')],
      ['sections.0.questions.0.weight', lineOf('weight: 9')],
      ['sections.0.questions.1.bounds.unit', lineOf('units: days')],
      ['sections.0.questions.1.bounds.units', lineOf('units: days')],
    ]);
    expect(() => readPackText(text, 'mine.yaml')).toThrow(
      `mine.yaml, line ${lineOf('type: riddle')}, sections.0.questions.0.type: `,
    );
  });

  it.each([
    ['{ answer: [maybe] }', 'answer.0', /expected one of/],
    ['{ answer: [no], stale: true }', '', /exactly one of the keys/],
    ['{ question: KD-1 }', '', /exactly one of the keys/],
    ['{ all: [{ use: payroll }] }', 'all.0.use', /expected one of/],
    ['{ not: { dateOlderThanMonths: 0 } }', 'not.dateOlderThanMonths', />=1/],
    ['no', '', /exactly one of the keys/],
  ])('explains what is wrong with the rule %s', (rule, path, message) => {
    const at = 'sections.0.questions.0.redFlags.0.when';
    const text = textOfSmallest.replace(/when:\n {14}any:\n( {16}- .*\n)+/, `when: ${rule}\n`);
    const [problem] = problemsOf(text);
    expect(problem?.path).toBe(path === '' ? at : `${at}.${path}`);
    expect(problem?.message).toMatch(message);
  });

  it('cannot reach into the prototype', () => {
    expect(problemsOf(`${textOfSmallest}\n__proto__: { polluted: 1 }`)).toMatchObject([{ path: '__proto__' }]);
    expect(Object.prototype).not.toHaveProperty('polluted');
  });

  it('may write yes and no plainly, since the text is YAML 1.2', () => {
    const text = textOfSmallest.replaceAll("'no'", 'no').replaceAll("'yes'", 'yes');
    expect(readPackText(text, 'key-data-questions.yaml')).toEqual(packOf('key-data-questions'));
  });
});

describe('the folder of shipped packs', () => {
  let folder = '';
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assay-packs-'));
    await mkdir(join(folder, 'packs', 'questionnaires'), { recursive: true });
  });
  afterAll(async () => rm(folder, { recursive: true, force: true }));

  const put = async (name: string, text: string) => writeFile(join(folder, 'packs', 'questionnaires', name), text);

  it('refuses a pack in a file of another name', async () => {
    await put('other.yaml', textOfSmallest);
    await expect(loadShippedPacks(folder)).rejects.toThrow(/other\.yaml, line 2, id: .*key-data-questions\.yaml/);
    await rm(join(folder, 'packs', 'questionnaires', 'other.yaml'));
  });

  it('refuses a pack in which lint finds an error, with its line', async () => {
    const text = textOfSmallest.replace('framework: G', 'framework: X');
    await put('key-data-questions.yaml', text);
    const line = text.split('\n').findIndex((content) => content.includes('framework: X')) + 1;
    await expect(loadShippedPacks(folder)).rejects.toThrow(`line ${line}, sections.0.questions.0.clauses.0.framework`);
  });

  it('reads nothing but YAML files', async () => {
    await put('key-data-questions.yaml', textOfSmallest);
    await put('notes.txt', 'not a pack');
    expect((await loadShippedPacks(folder)).map(({ id }) => id)).toEqual(['key-data-questions']);
  });
});

describe('the page for authors', () => {
  it('shows a pack that can be read and has no fault', async () => {
    const page = await readFile(join(RESOURCES, '..', 'docs', 'questionnaire-packs.md'), 'utf8');
    const example = /```yaml\n([\s\S]+?)```/.exec(page)?.[1] ?? '';
    expect(lintPack(readPackText(example, 'questionnaire-packs.md'))).toEqual([]);
  });
});
