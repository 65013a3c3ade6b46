import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Node, Pair } from 'yaml';
import { Document, isAlias, isMap, isNode, isPair, isScalar, isSeq, LineCounter, parseDocument, visit } from 'yaml';
import type { z } from 'zod';
import type { PackQuestion, QuestionnairePack } from '../../../../shared/contract/questionnaire-pack.ts';
import { questionnairePackSchema } from '../../../../shared/contract/questionnaire-pack.ts';
import { lintPack } from '../../../../shared/rules/questionnaires.ts';
import { AssayError } from '../../assay-error.ts';

/** A pack file may hold so many bytes of UTF-8; the largest shipped pack has about a tenth of that. */
export const PACK_SIZE_LIMIT = 512 * 1024;
const NESTING_LIMIT = 40;
const NODE_LIMIT = 50_000;
const PROBLEM_LIMIT = 50;

/** One fault of a pack file. `path` is dotted ("sections.0.questions.3.weight"), empty for the file as a whole. */
export interface PackProblem {
  path: string;
  /** Counted from 1. */
  line: number;
  message: string;
}

/** A pack file that cannot be used. The message names file, line and path of the first problem; `problems` has up to 50. */
export class PackError extends AssayError {
  readonly problems: readonly PackProblem[];

  constructor(fileName: string, problems: readonly [PackProblem, ...PackProblem[]]) {
    const [{ path, line, message }] = problems;
    const more = problems.length > 1 ? ` There are ${problems.length} problems in all.` : '';
    super('FILE_REFUSED', `${fileName}, line ${line}${path === '' ? '' : `, ${path}`}: ${message}${more}`);
    this.name = 'PackError';
    this.problems = problems;
  }
}

/**
 * Reads a questionnaire pack. YAML 1.2, core schema only: anchors, aliases, tags, directives, keys that stand twice and
 * more than one document are refused before anything is built from them. Lint is not asked (see `lintPack`).
 * @param text the whole file; at most {@link PACK_SIZE_LIMIT} bytes as UTF-8.
 * @param fileName for messages only.
 * @throws {PackError} with the problems found, in the order of the file.
 */
export function readPackText(text: string, fileName: string): QuestionnairePack {
  return parsePack(text, fileName).pack;
}

/**
 * The packs that come with Assay, ordered by file name.
 * @param resourcesFolder the product's resources; packs stand in `packs/questionnaires/*.yaml` below it.
 * @throws {PackError} when a pack is faulty, is not named after its id, or lint finds an error in it.
 */
export async function loadShippedPacks(resourcesFolder: string): Promise<QuestionnairePack[]> {
  const folder = join(resourcesFolder, 'packs', 'questionnaires');
  const fileNames = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  return Promise.all(fileNames.map(async (fileName) => loadPack(join(folder, fileName), fileName)));
}

/**
 * A pack as a YAML file: keys in the order of the schema, settings that have their default left out. The same pack
 * gives the same text, and `readPackText` gives the same pack back.
 */
export function writePackText(pack: QuestionnairePack): string {
  const { sections, ...head } = questionnairePackSchema.parse(pack);
  const written = {
    ...head,
    sections: sections.map((section) => ({ ...section, questions: section.questions.map(withoutDefaults) })),
  };
  const document = new Document(written, { version: '1.2', schema: 'core', aliasDuplicateObjects: false });
  layOut(document);
  return document.toString({ lineWidth: 0, singleQuote: true });
}

async function loadPack(path: string, fileName: string): Promise<QuestionnairePack> {
  const { pack, lineOf } = parsePack(await readFile(path, 'utf8'), fileName);
  const problems = lintPack(pack)
    .filter(({ severity }) => severity === 'error')
    .map(({ path, message }) => ({ path, line: lineOf(path.split('.')), message }));
  if (`${pack.id}.yaml` !== fileName) {
    const message = `The pack's id is "${pack.id}", so its file must be called ${pack.id}.yaml.`;
    problems.unshift({ path: 'id', line: lineOf(['id']), message });
  }
  refuse(fileName, problems);
  return pack;
}

function parsePack(text: string, fileName: string) {
  refuse(fileName, findTextProblems(text));
  const lines = new LineCounter();
  const document = parseDocument(text, {
    version: '1.2',
    schema: 'core',
    merge: false,
    // The library compares every key with every other; the walk below does it in one pass.
    uniqueKeys: false,
    prettyErrors: false,
    logLevel: 'error',
    lineCounter: lines,
  });
  refuse(fileName, findSyntaxProblems(document, lines));
  refuse(fileName, findStructureProblems(document, lines));
  const lineOf = (path: readonly PropertyKey[]) => findLine(document, path, lines);
  const result = questionnairePackSchema.safeParse(document.toJS({ maxAliasCount: 0 }));
  if (result.success) return { pack: result.data, lineOf };
  const issues = listSpecificIssues(result.error.issues);
  refuse(
    fileName,
    issues.map(({ path, message }) => ({ path: path.join('.'), line: lineOf(path), message })),
  );
  throw result.error;
}

function refuse(fileName: string, problems: readonly PackProblem[]): void {
  const [first, ...rest] = problems.slice(0, PROBLEM_LIMIT);
  if (first !== undefined) throw new PackError(fileName, [first, ...rest]);
}

function findTextProblems(text: string): PackProblem[] {
  const size = Buffer.byteLength(text, 'utf8');
  if (size > PACK_SIZE_LIMIT) {
    const message = `The file has ${size} bytes; a pack may have ${PACK_SIZE_LIMIT} at most.`;
    return [{ path: '', line: 1, message }];
  }
  return text.split('\n').flatMap((content, index) => {
    const isDirective = content.startsWith('%');
    return isDirective ? [{ path: '', line: index + 1, message: 'Directives (%…) are not allowed.' }] : [];
  });
}

const SYNTAX_MESSAGES: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: 'The file holds more than one document. Keep one.',
  RESOURCE_EXHAUSTION: 'The file is nested too deeply.',
  TAG_RESOLVE_FAILED: 'Tags are not allowed. Write the plain value.',
};

function findSyntaxProblems(document: Document, lines: LineCounter): PackProblem[] {
  return [...document.errors, ...document.warnings].slice(0, PROBLEM_LIMIT).map(({ code, message, pos }) => ({
    path: '',
    line: lines.linePos(pos[0]).line,
    message: SYNTAX_MESSAGES[code] ?? `This is not valid YAML: ${message}.`,
  }));
}

const CONTROL_CHARACTER = /(?![\t\n\r])[\p{Cc}\p{Surrogate}\p{Noncharacter_Code_Point}]/u;

/** What YAML allows and a pack does not: references within the file, types by tag, keys that are not plain text. */
function findStructureProblems(document: Document, lines: LineCounter): PackProblem[] {
  const problems: PackProblem[] = [];
  let nodes = 0;
  const report = (node: unknown, ancestors: Ancestors, message: string) => {
    const place = isPair(node) ? node.key : node;
    const line = isNode(place) && place.range ? lines.linePos(place.range[0]).line : 1;
    problems.push({ path: pathOf(ancestors, node), line, message });
  };
  visit(document, {
    Node(_key, node, ancestors) {
      nodes++;
      if (nodes > NODE_LIMIT) {
        report(node, [], `The file has more than ${NODE_LIMIT} entries.`);
        return visit.BREAK;
      }
      if (ancestors.length > NESTING_LIMIT) {
        report(node, [], 'The file is nested too deeply.');
        return visit.BREAK;
      }
      if (isAlias(node)) report(node, ancestors, 'Aliases (*name) are not allowed. Write the value out.');
      else if (node.anchor !== undefined) report(node, ancestors, 'Anchors (&name) are not allowed. Remove it.');
      if (node.tag !== undefined) report(node, ancestors, 'Tags are not allowed. Write the plain value.');
      if (isScalar(node) && typeof node.value === 'string' && CONTROL_CHARACTER.test(node.value)) {
        report(node, ancestors, 'The text holds a control character. Remove it.');
      }
      if (isMap(node)) {
        for (const [pair, message] of findKeyProblems(node.items)) report(pair, [...ancestors, node], message);
      }
      return problems.length < PROBLEM_LIMIT ? undefined : visit.BREAK;
    },
  });
  return problems;
}

type Ancestors = readonly (Document | Node | Pair)[];

function findKeyProblems(pairs: readonly Pair[]): [pair: Pair, message: string][] {
  const seen = new Set<string>();
  return pairs.flatMap((pair): [pair: Pair, message: string][] => {
    const { key } = pair;
    if (!isScalar(key) || typeof key.value !== 'string') return [[pair, 'A key must be plain text.']];
    if (seen.has(key.value)) return [[pair, `The key "${key.value}" stands twice. Remove one.`]];
    seen.add(key.value);
    return [];
  });
}

/** Dotted path of a node or pair below its ancestors. */
function pathOf(ancestors: Ancestors, last: unknown): string {
  const chain = [...ancestors, last];
  return chain
    .flatMap((part, index) => {
      if (isPair(part)) return isScalar(part.key) ? [String(part.key.value)] : [];
      return isSeq(part) && index + 1 < chain.length ? [String(part.items.indexOf(chain[index + 1]))] : [];
    })
    .join('.');
}

interface SpecificIssue {
  path: PropertyKey[];
  message: string;
}

/** Issues with whole paths. A rule that fits none of its kinds is explained by the one kind whose keys it has. */
function listSpecificIssues(issues: readonly z.core.$ZodIssue[]): SpecificIssue[] {
  return issues.flatMap((issue): SpecificIssue[] => {
    const { path, message } = issue;
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({ path: [...path, key], message: 'This key is not known here. Remove it.' }));
    }
    if (issue.code !== 'invalid_union') {
      const isMissing = issue.code === 'invalid_type' && message.endsWith('received undefined');
      return [{ path, message: isMissing ? 'This is missing.' : `${message}.` }];
    }
    const [closest, ...others] = issue.errors.filter((kind) => kind.every((fault) => fault.path.length > 0));
    if (closest === undefined || others.length > 0) return [{ path, message: RULE_SHAPE }];
    return listSpecificIssues(closest).map((fault) => ({ ...fault, path: [...path, ...fault.path] }));
  });
}

const RULE_SHAPE =
  'A rule has exactly one of the keys all, any, not, use, answer, choice, evidenceBelow, stale, numberBelow, numberAbove, dateOlderThanMonths.';

/** The line of the value at a path, or of the nearest thing around it that is there. */
function findLine(document: Document, path: readonly PropertyKey[], lines: LineCounter): number {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (isNode(node) && node.range) return lines.linePos(node.range[0]).line;
  }
  return 1;
}

/** Leaves out what `questionSchema` fills in by itself. */
function withoutDefaults(question: PackQuestion) {
  const { needed, ...asked } = question.evidence;
  const isDefault = (key: string, value: unknown) =>
    (key === 'goodAnswer' && value === 'yes') || (key !== 'clauses' && Array.isArray(value) && value.length === 0);
  return Object.fromEntries(
    Object.entries({ ...question, evidence: needed ? asked : question.evidence }).filter(
      ([key, value]) => !isDefault(key, value),
    ),
  );
}

/** Short lists are easier to read on one line. */
const LISTS_ON_ONE_LINE: ReadonlySet<unknown> = new Set(['gate', 'answer', 'choice']);
const LISTS_OF_ONE_LINERS: ReadonlySet<unknown> = new Set(['clauses', 'frameworks']);

function layOut(document: Document): void {
  visit(document, {
    Pair(_key, { key, value }) {
      if (!isScalar(key) || !isSeq(value)) return;
      value.flow = LISTS_ON_ONE_LINE.has(key.value);
      if (LISTS_OF_ONE_LINERS.has(key.value)) value.items.filter(isMap).forEach((item) => (item.flow = true));
    },
  });
}
