import type { AdoptionChecklist, AdoptionItem, AdoptionStanding } from '../../../../shared/contract/adoption.ts';
import type {
  Report,
  ReportBlock,
  ReportChapter,
  ReportSheet,
  ReportTable,
  ReportValue,
  Tone,
} from '../../../../shared/report/report.ts';
import { listBlockingItems } from '../../../../shared/rules/adoption.ts';
import { describeColumns, startExtract, type ReportFrame } from './report-frame.ts';
import { dateValue, statusValue, strongValue, textValue, wholeValue } from './report-values.ts';

const TONES: Readonly<Record<AdoptionStanding, Tone>> = {
  to_do: 'neutral',
  in_progress: 'neutral',
  claimed: 'neutral',
  stale: 'warn',
  not_met: 'bad',
  waived: 'warn',
  met: 'ok',
  not_applicable: 'mute',
};
/** Prefix of the messages that are the titles of columns. */
const COLUMNS = 'adoptionReport.column';
/** Days before a day from which the sheet marks it. */
const DUE_DAYS = 30;

interface ItemOf {
  tool: AdoptionChecklist['tool'];
  item: AdoptionItem;
}

function listItems(checklists: readonly AdoptionChecklist[]): ItemOf[] {
  return checklists.flatMap(({ tool, items }) => items.map((item) => ({ tool, item })));
}

function standingValue({ language: { translate } }: ReportFrame, { standing }: AdoptionItem): ReportValue {
  return { kind: 'status', text: translate(`adoptionReport.standing.${standing}`), tone: TONES[standing] };
}

/** The ids of what stands behind an item: its evidence, and the record that was chosen for it. */
function listProofs({ links, proof }: AdoptionItem): string[] {
  const evidence = links.map(({ evidence: { indexNumber } }) => indexNumber);
  return proof ? [...evidence, proof.recordName] : evidence;
}

function proofValue(item: AdoptionItem): ReportValue {
  const texts = listProofs(item);
  return texts.length === 0 ? null : { kind: 'identifiers', texts };
}

/** Why an item stands as it does, in a line: the reason that was given, or the day from which it stands. */
function writeRemark({ language: { translate, writeDay } }: ReportFrame, item: AdoptionItem): string {
  const { acceptance, reason, hindrance, finding } = item;
  const parts = [
    hindrance?.sentence,
    item.standing === 'waived' && acceptance
      ? translate('adoptionReport.acceptedUntil', {
          name: acceptance.approver?.name ?? '–',
          day: writeDay(acceptance.expiresOn),
        })
      : undefined,
    item.standing === 'not_met' || item.standing === 'not_applicable' ? reason : undefined,
    item.flagSeen
      ? translate('adoptionReport.flagSeen', { title: item.flag.title, finding: finding?.name ?? '–' })
      : undefined,
  ];
  return parts.filter((part) => part !== undefined && part !== '').join(' ');
}

function buildPhaseTable(
  frame: ReportFrame,
  { tool, items }: AdoptionChecklist,
  phase: AdoptionChecklist['phases'][number],
): ReportTable {
  const { translate } = frame.language;
  const column = describeColumns(frame, COLUMNS);
  return {
    kind: 'table',
    caption: translate('adoptionReport.phaseCaption', { phase: phase.title, tool: tool.name }),
    description: translate('adoptionReport.phaseDescription', { phase: phase.title }),
    columns: [
      column('item', 19, 11),
      column('asks', 62, 60),
      column('standing', 25, 14),
      column('proof', 31, 24),
      column('owner', 17, 16),
      column('next', 20, 13, { dueWithinDays: DUE_DAYS }),
    ],
    rows: items
      .filter((item) => item.phase === phase.phase)
      .map((item) => ({
        cells: [
          { kind: 'identifier', text: item.id },
          {
            kind: 'text',
            text: `${item.label}${item.required ? ` (${translate('adoptionReport.required')})` : ''}`,
            note: writeRemark(frame, item) || item.text,
          },
          standingValue(frame, item),
          proofValue(item),
          textValue(item.owner?.name),
          dateValue(item.nextOn),
        ],
      })),
    note: phase.purpose,
    dense: true,
    empty: translate('adoptionReport.noItems'),
  };
}

function buildAcceptanceTable(frame: ReportFrame, items: readonly ItemOf[], withTool: boolean): ReportTable {
  const { translate } = frame.language;
  const column = describeColumns(frame, COLUMNS);
  const accepted = items.filter(({ item }) => item.acceptance !== null);
  return {
    kind: 'table',
    caption: translate('adoptionReport.acceptancesCaption'),
    description: translate('adoptionReport.acceptancesDescription'),
    columns: [
      ...(withTool ? [column('tool', 30, 24)] : []),
      column('item', withTool ? 34 : 40, 30),
      column('reason', withTool ? 48 : 62, 60),
      column('approver', 28, 20),
      column('acceptedOn', 22, 13),
      column('expiresOn', 22, 13, { dueWithinDays: DUE_DAYS }),
    ],
    rows: accepted.map(({ tool, item }) => ({
      cells: [
        ...(withTool ? [strongValue(tool.name)] : []),
        textValue(`${item.id} ${item.label}`),
        textValue(item.acceptance?.reason),
        textValue(item.acceptance?.approver?.name),
        dateValue(item.acceptance?.acceptedOn ?? null),
        dateValue(item.acceptance?.expiresOn ?? null),
      ],
    })),
    empty: translate('adoptionReport.noAcceptances'),
  };
}

function buildRoundTable(frame: ReportFrame, items: readonly ItemOf[], withTool: boolean): ReportTable {
  const { translate } = frame.language;
  const column = describeColumns(frame, COLUMNS);
  return {
    kind: 'table',
    caption: translate('adoptionReport.roundsCaption'),
    description: translate('adoptionReport.roundsDescription'),
    columns: [
      ...(withTool ? [column('tool', 30, 24)] : []),
      column('item', 44, 30),
      column('doneOn', 24, 13),
      column('doneBy', 34, 20),
      column('found', withTool ? 42 : 72, 60),
    ],
    rows: items.flatMap(({ tool, item }) =>
      item.rounds.map(({ doneOn, doneBy, note }) => ({
        cells: [
          ...(withTool ? [strongValue(tool.name)] : []),
          textValue(`${item.id} ${item.label}`),
          dateValue(doneOn),
          textValue(doneBy?.name),
          textValue(note),
        ],
      })),
    ),
    empty: translate('adoptionReport.noRounds'),
  };
}

function buildToolsTable(frame: ReportFrame, checklists: readonly AdoptionChecklist[]): ReportTable {
  const { translate } = frame.language;
  const column = describeColumns(frame, COLUMNS);
  const [first] = checklists;
  return {
    kind: 'table',
    caption: translate('adoptionReport.toolsCaption'),
    description: translate('adoptionReport.toolsDescription'),
    columns: [
      column('tool', 34, 26),
      column('status', 24, 14),
      ...(first?.phases ?? []).map(({ phase, title }) => ({ id: phase, title, millimetres: 19, characters: 16 })),
      column('blocking', 20, 12, { align: 'right' }),
    ],
    rows: checklists.map(({ tool, phases, items }) => ({
      cells: [
        strongValue(tool.name),
        statusValue(tool.status, translate),
        ...phases.map(({ covered, items: count, passed }): ReportValue => ({
          kind: 'verdict',
          verdict: passed ? 'met' : 'partly',
          text: translate('adoptionReport.of', { done: covered, total: count }),
          quiet: true,
        })),
        wholeValue(listBlockingItems(items).length),
      ],
    })),
    empty: translate('adoptionReport.noTools'),
  };
}

function buildVerdict(frame: ReportFrame, { tool, items }: AdoptionChecklist): ReportBlock {
  const { translate } = frame.language;
  const open = listBlockingItems(items);
  const named = open.map(({ id, label }) => `${id} ${label}`).join(', ');
  const approved = tool.status === 'approved';
  if (open.length === 0) {
    return {
      kind: 'callout',
      lead: translate('adoptionReport.nothingOpen'),
      text: translate(approved ? 'adoptionReport.verdict.inOrder' : 'adoptionReport.verdict.clear', {
        tool: tool.name,
      }),
    };
  }
  return {
    kind: 'callout',
    lead: translate('adoptionReport.open', { count: open.length }),
    text: translate(approved ? 'adoptionReport.verdict.reopened' : 'adoptionReport.verdict.blocked', {
      tool: tool.name,
      items: named,
    }),
  };
}

function buildToolChapter(frame: ReportFrame, checklist: AdoptionChecklist): ReportChapter {
  const { translate } = frame.language;
  const { tool, items, phases } = checklist;
  const own = listItems([checklist]);
  return {
    title: translate('adoptionReport.toolTitle', { tool: tool.name }),
    newPage: true,
    blocks: [
      buildVerdict(frame, checklist),
      {
        kind: 'facts',
        description: translate('adoptionReport.factsDescription', { tool: tool.name }),
        facts: [
          { label: translate('adoptionReport.fact.vendor'), value: textValue(tool.vendor.name) },
          { label: translate('adoptionReport.fact.status'), value: statusValue(tool.status, translate) },
          {
            label: translate('adoptionReport.fact.covered'),
            value: textValue(
              translate('adoptionReport.of', {
                done: items.filter(({ covered }) => covered).length,
                total: items.length,
              }),
            ),
          },
          { label: translate('adoptionReport.fact.started'), value: dateValue(checklist.startedOn) },
          { label: translate('adoptionReport.fact.inUse'), value: dateValue(checklist.inUseOn) },
          { label: translate('adoptionReport.fact.version'), value: textValue(checklist.packVersion) },
        ],
      },
    ],
    sections: [
      ...phases.map((phase) => ({ title: phase.title, blocks: [buildPhaseTable(frame, checklist, phase)] })),
      { title: translate('adoptionReport.acceptances'), blocks: [buildAcceptanceTable(frame, own, false)] },
      { title: translate('adoptionReport.rounds'), blocks: [buildRoundTable(frame, own, false)] },
    ],
  };
}

function buildItemsSheet(frame: ReportFrame, items: readonly ItemOf[]): ReportTable {
  const { translate } = frame.language;
  const column = describeColumns(frame, COLUMNS);
  return {
    kind: 'table',
    caption: translate('adoptionReport.itemsCaption'),
    description: translate('adoptionReport.itemsDescription'),
    columns: [
      column('tool', 20, 16),
      column('item', 20, 9),
      column('label', 20, 20),
      column('phase', 20, 12),
      column('asks', 20, 32),
      column('weight', 20, 10, { align: 'right' }),
      column('before', 20, 9),
      column('standing', 20, 12),
      column('proof', 20, 19),
      column('owner', 20, 13),
      column('next', 20, 12.5, { dueWithinDays: DUE_DAYS }),
      column('remark', 20, 15),
      column('note', 20, 9),
      column('clauses', 20, 16),
    ],
    rows: items.map(({ tool, item }) => ({
      cells: [
        strongValue(tool.name),
        { kind: 'identifier', text: item.id },
        textValue(item.label),
        textValue(translate(`adoptionReport.phase.${item.phase}`)),
        textValue(item.text),
        wholeValue(item.weight),
        item.required ? textValue(translate(item.gate ? 'adoptionReport.gate' : 'adoptionReport.required')) : null,
        standingValue(frame, item),
        textValue(listProofs(item).join(', ')),
        textValue(item.owner?.name),
        dateValue(item.nextOn),
        textValue(writeRemark(frame, item)),
        textValue(item.note),
        textValue(item.clauses.map(({ framework, clause }) => `${framework} ${clause}`).join('; ')),
      ],
    })),
    empty: translate('adoptionReport.noItems'),
  };
}

/** The adoption checklists of tools: phase by phase in Word, every item as a row in Excel. */
export function buildAdoptionReport(frame: ReportFrame, checklists: readonly AdoptionChecklist[]): Report {
  const { translate } = frame.language;
  const items = listItems(checklists);
  const open = checklists.reduce((count, one) => count + listBlockingItems(one.items).length, 0);
  const sheet = (name: string, table: ReportTable): ReportSheet => ({
    name: translate(`adoptionReport.sheet.${name}`),
    title: translate(`adoptionReport.sheetTitle.${name}`),
    filter: translate('adoptionReport.sheetFilter', { count: checklists.length }),
    table,
    frozenColumns: 2,
    legend: translate('adoptionReport.sheetLegend'),
  });
  return {
    ...startExtract(frame, 'adoption_checklist', 'AC', [
      { label: translate('adoptionReport.fact.tools'), value: wholeValue(checklists.length) },
      { label: translate('adoptionReport.fact.open'), value: wholeValue(open) },
    ]),
    chapters: [
      {
        title: translate('adoptionReport.title'),
        newPage: true,
        blocks: [{ kind: 'paragraph', text: translate('adoptionReport.intro') }, buildToolsTable(frame, checklists)],
      },
      ...checklists.map((checklist) => buildToolChapter(frame, checklist)),
    ],
    sheets: [
      sheet('items', buildItemsSheet(frame, items)),
      sheet('tools', buildToolsTable(frame, checklists)),
      sheet('acceptances', buildAcceptanceTable(frame, items, true)),
      sheet('rounds', buildRoundTable(frame, items, true)),
    ],
    contents: checklists.length > 1,
  };
}
