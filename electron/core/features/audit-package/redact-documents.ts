import type { ListInput } from '../../../../shared/contract/operation.ts';
import type { ReportBlock, ReportChapter } from '../../../../shared/report/report.ts';
import { changeTexts, createRedaction, type NamedPerson } from '../../../../shared/rules/audit-package/redaction.ts';
import { listIdentities } from '../access-tiers/identities.ts';
import { listPeople } from '../people/people.ts';
import type { PreparedReport } from '../reports/write-report.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { readComments, readOutsiders } from './audit-package-store.ts';
import { hashText, speak, type PackageFrame } from './package-frame.ts';

const EVERYBODY = { offset: 0, limit: 1_000_000, search: '', filters: [], sort: [] } satisfies ListInput;

async function listNames({ queries, file }: Workspace, today: string): Promise<NamedPerson[]> {
  const people = (await listPeople(queries)).map(({ id, name, email }) => ({ id, names: [name, email] }));
  const { rows } = await listIdentities(queries, EVERYBODY, today);
  const identities = rows
    .filter(({ kind }) => kind === 'person')
    .map(({ id, name, account }) => ({ id, names: [name, account] }));
  // Outsiders have no id; the hash of the name gives a number that says nothing about the name.
  const outsiders = readOutsiders(file).map((name) => ({ id: hashText(name), names: [name] }));
  return [...people, ...identities, ...outsiders];
}

/** The change of every text that a profile asks for: none for a full package. */
export async function openRedaction(workspace: Workspace, frame: PackageFrame): Promise<(text: string) => string> {
  if (frame.scope.profile === 'full') return (text) => text;
  const say = speak(frame);
  return createRedaction(await listNames(workspace, frame.report.asOf), readComments(workspace.file), {
    person: (number) => say('report.person', { number }),
    withheld: say('report.withheld'),
  });
}

/** A drawing cannot be redacted word by word; one that names somebody is left out, and the table after it stays. */
function redactBlock(frame: PackageFrame, block: ReportBlock, redact: (text: string) => string): ReportBlock {
  if (block.kind !== 'diagram' || redact(block.svg) === block.svg) return changeTexts(block, redact);
  return { kind: 'paragraph', text: speak(frame)('report.pictureWithheld') };
}

function redactChapter(frame: PackageFrame, chapter: ReportChapter, redact: (text: string) => string): ReportChapter {
  const blocks = (list: readonly ReportBlock[]) => list.map((block) => redactBlock(frame, block, redact));
  return {
    ...changeTexts({ ...chapter, blocks: [], sections: [] }, redact),
    blocks: blocks(chapter.blocks),
    ...(chapter.sections && {
      sections: chapter.sections.map((section) => ({ title: redact(section.title), blocks: blocks(section.blocks) })),
    }),
  };
}

/** A document without names and comments, wherever in it they stand. */
export function redactDocument(
  frame: PackageFrame,
  { kind, report, extraSheets }: PreparedReport,
  redact: (text: string) => string,
): PreparedReport {
  if (frame.scope.profile === 'full') return { kind, report, extraSheets };
  return {
    kind,
    report: {
      ...changeTexts({ ...report, chapters: [] }, redact),
      chapters: report.chapters.map((chapter) => redactChapter(frame, chapter, redact)),
    },
    extraSheets: changeTexts(extraSheets, redact),
  };
}
