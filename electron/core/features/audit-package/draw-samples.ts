import type { ListInput } from '../../../../shared/contract/operation.ts';
import type { Report, ReportTable } from '../../../../shared/report/report.ts';
import type { PackageFacts } from '../../../../shared/rules/audit-package/facts.ts';
import type { PackageSample } from '../../../../shared/rules/audit-package/manifest.ts';
import {
  drawSample,
  findSampleSize,
  rateFrequency,
  writePopulation,
} from '../../../../shared/rules/audit-package/sampling.ts';
import { countDays } from '../../../../shared/rules/days.ts';
import { listGrants } from '../access-tiers/grants.ts';
import { getAssessment } from '../assessments/assessments.ts';
import { sumValue, textValue, wholeValue } from '../reports/report-values.ts';
import { readTrailWording, writeTrailSentence } from '../reports/trail-values.ts';
import { listCompletions } from '../training/completions.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { readEntries, readSequences } from './audit-package-store.ts';
import { hashText, packageColumns, speak, startPackageDocument, type PackageFrame } from './package-frame.ts';

const NOTHING_KNOWN = { what: '', note: '' };
const EVERYTHING = { offset: 0, limit: 1_000_000, search: '', filters: [], sort: [] } satisfies ListInput;

interface Population {
  name: string;
  /** Ids as an auditor can look them up: sequence numbers, codes, "AS-2026-004/V-SEC-1". */
  ids: readonly string[];
  /** Words for the drawn ones only. */
  describe: (ids: readonly string[]) => SampledRecord[];
}

/** What a drawn record is, and what else finds it. */
interface SampledRecord {
  what: string;
  note: string;
}

/** A sample with its words, for the document. */
export interface DrawnSample extends PackageSample {
  described: readonly SampledRecord[];
}

async function listPopulations(
  workspace: Workspace,
  { report: { language } }: PackageFrame,
  facts: PackageFacts,
  lastSequence: number,
): Promise<Population[]> {
  const { queries, file } = workspace;
  const wording = await readTrailWording(queries, language);
  const { period, asOf, tools, assessments } = facts;
  const range = { ...period, lastSequence };
  const { writeDay, writeInstant } = language;
  const named = (entries: ReadonlyMap<string, SampledRecord>) => (ids: readonly string[]) =>
    ids.map((id) => entries.get(id) ?? NOTHING_KNOWN);

  const answers = new Map<string, SampledRecord>();
  for (const { id, code, signedOn } of assessments) {
    if (signedOn === null || signedOn < period.from) continue;
    const assessment = await getAssessment(workspace, queries, id);
    const questions = new Map(
      assessment.pack.sections.flatMap((section) => section.questions.map((one) => [one.id, one.question])),
    );
    for (const { questionId, applicable, state } of assessment.answers) {
      if (!applicable || state === null) continue;
      answers.set(`${code}/${questionId}`, { what: questions.get(questionId) ?? '', note: assessment.title });
    }
  }
  const inScope = new Set(tools.map(({ id }) => id));
  const grants = (await listGrants(queries, EVERYTHING)).rows
    .filter(({ tool }) => inScope.has(tool.id))
    .filter(({ grantedOn, removedOn }) => grantedOn <= period.to && (removedOn ?? period.from) >= period.from);
  const completions = (await listCompletions(queries, EVERYTHING, asOf)).rows
    .filter(({ standing }) => standing !== 'withdrawn')
    .filter(({ completedOn }) => period.from <= completedOn && completedOn <= period.to);
  return [
    {
      name: 'trail',
      ids: readSequences(file, range).map(String),
      describe: (ids) =>
        ids.map((id) => {
          const [entry] = readEntries(file, range, Number(id) - 1, 1);
          if (!entry) return NOTHING_KNOWN;
          return {
            what: `${entry.actorName} ${writeTrailSentence(entry, wording)}`,
            note: `${entry.operation}, ${writeInstant(entry.occurredAt)}`,
          };
        }),
    },
    {
      name: 'approvals',
      ids: tools.map(({ code }) => code),
      describe: named(new Map(tools.map(({ code, name, vendor }) => [code, { what: name, note: vendor.name }]))),
    },
    { name: 'answers', ids: [...answers.keys()], describe: named(answers) },
    {
      name: 'grants',
      ids: grants.map(({ id }) => id),
      describe: named(
        new Map(
          grants.map(({ id, identity, tool, grantedOn }) => [
            id,
            { what: `${identity.name}, ${tool.name}`, note: writeDay(grantedOn) },
          ]),
        ),
      ),
    },
    {
      name: 'completions',
      ids: completions.map(({ id }) => id),
      describe: named(
        new Map(
          completions.map(({ id, identity, course, completedOn }) => [
            id,
            { what: `${identity.name}, ${course.name}`, note: writeDay(completedOn) },
          ]),
        ),
      ),
    },
  ];
}

/** Draws from every population of the period with one seed (`domain.md` 9.2). */
export async function drawSamples(
  workspace: Workspace,
  frame: PackageFrame,
  facts: PackageFacts,
  { seed, lastSequence }: { seed: string; lastSequence: number },
): Promise<DrawnSample[]> {
  const say = speak(frame);
  const { writeDay } = frame.report.language;
  const days = countDays(facts.period.from, facts.period.to) + 1;
  const period = { from: writeDay(facts.period.from), to: writeDay(facts.period.to) };
  return (await listPopulations(workspace, frame, facts, lastSequence)).map(({ name, ids, describe }) => {
    const frequency = rateFrequency(ids.length, days);
    const size = findSampleSize(ids.length, frequency);
    const drawn = drawSample(ids, size, { seed, population: name, hash: hashText });
    return {
      population: name,
      query: say(`populationQuery.${name}`, period),
      count: ids.length,
      populationSha256: hashText(writePopulation(ids)),
      frequency,
      drawn,
      described: describe(drawn),
    };
  });
}

/** The populations; a page has room for the start of a sum, a workbook for all of it. */
function buildPopulationTable(
  frame: PackageFrame,
  samples: readonly DrawnSample[],
  sumLength: number | undefined,
): ReportTable {
  const say = speak(frame);
  const column = packageColumns(frame);
  return {
    kind: 'table',
    caption: say('report.populationsCaption'),
    description: say('report.populationsDescription'),
    columns: [
      column('population', 32, 24),
      column('query', 54, 58),
      column('count', 14, 10, { align: 'right' }),
      column('frequency', 28, 18),
      column('drawn', 16, 9, { align: 'right' }),
      column('populationSum', 26, 68),
    ],
    rows: samples.map((sample) => ({
      cells: [
        textValue(say(`population.${sample.population}`)),
        textValue(sample.query),
        wholeValue(sample.count),
        textValue(say(`frequency.${sample.frequency}`)),
        wholeValue(sample.drawn.length),
        sumValue(sample.populationSha256.slice(0, sumLength)),
      ],
    })),
    empty: say('report.samplesEmpty'),
  };
}

function buildDrawnTable(frame: PackageFrame, samples: readonly DrawnSample[]): ReportTable {
  const say = speak(frame);
  const column = packageColumns(frame);
  return {
    kind: 'table',
    caption: say('report.samplesCaption'),
    description: say('report.samplesDescription'),
    columns: [
      column('population', 28, 22),
      column('what', 72, 64),
      column('reference', 36, 40),
      { ...column('exception', 34, 40), toFill: true },
    ],
    rows: samples.flatMap(({ population, drawn, described }) =>
      drawn.map((id, index) => ({
        cells: [
          textValue(say(`population.${population}`)),
          textValue(described[index]?.what, described[index]?.note),
          { kind: 'identifier' as const, text: id },
          null,
        ],
      })),
    ),
    dense: true,
    empty: say('report.samplesEmpty'),
  };
}

/** The samples as a working paper: method, populations, and a row for each record with room for the exception. */
export function buildSamplesReport(frame: PackageFrame, samples: readonly DrawnSample[], seed: string): Report {
  const say = speak(frame);
  const populations = buildPopulationTable(frame, samples, 8);
  const populationSheet = buildPopulationTable(frame, samples, undefined);
  const drawn = buildDrawnTable(frame, samples);
  const legend = say('report.samplesConclusion');
  const sheet = (name: string, table: ReportTable) => ({
    name: say(`report.${name}`),
    title: say('report.samplesTitle'),
    filter: `${say('report.seed')}: ${seed}`,
    table,
    frozenColumns: 2,
    legend,
  });
  return {
    ...startPackageDocument(frame, 'S', {
      title: say('report.samplesTitle'),
      facts: [{ label: say('report.seed'), value: textValue(seed) }],
    }),
    chapters: [
      {
        title: say('report.samplesMethodChapter'),
        newPage: true,
        blocks: [
          { kind: 'paragraph', text: say('report.samplesMethod') },
          {
            kind: 'paragraph',
            text: say(frame.scope.seed === null ? 'report.samplesSeedHead' : 'report.samplesSeedOwn'),
          },
          { kind: 'paragraph', text: say('report.samplesSize') },
          populations,
        ],
      },
      { title: say('report.samplesChapter'), newPage: true, blocks: [drawn, { kind: 'paragraph', text: legend }] },
    ],
    sheets: [sheet('sheetSamples', drawn), sheet('sheetPopulations', populationSheet)],
  };
}
