import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { DATED_KINDS } from '../../../../shared/contract/overview.ts';
import type { Person } from '../../../../shared/contract/people.ts';
import { writeCalendar, type CalendarEvent } from '../../../../shared/rules/calendar.ts';
import { listAhead, listDue, listReminders, type Matter } from '../../../../shared/rules/overview.ts';
import type { FileDesk } from '../../file-desk.ts';
import { createReportLanguage, type Translate } from '../../report/translate.ts';
import { readExportedHead } from '../audit-trail/trail-anchor.ts';
import { getOrganisation } from '../settings/settings.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { readMatters } from './matters.ts';

/** Which of what is due: kinds of records, all when empty, and only what this person has to do. */
export interface DueChoice {
  kinds: readonly Matter['record']['kind'][];
  mine: boolean;
}

const ITEM_LIMIT = 2000;

/** What is late or has ended, and what comes in the next 90 days. */
export async function describeDue(workspace: Workspace, person: Person, { kinds, mine }: DueChoice) {
  const today = workspace.today();
  const { matters } = await readMatters(workspace.queries, person, today);
  const all = listDue(matters, today, mine ? person.id : null);
  const items = kinds.length === 0 ? all : all.filter(({ record }) => kinds.includes(record.kind));
  return {
    today,
    items: items.slice(0, ITEM_LIMIT),
    total: items.length,
    counts: DATED_KINDS.map((kind) => ({
      kind,
      count: all.filter(({ record }) => record.kind === kind).length,
    })).filter(({ count }) => count > 0),
  };
}

function toEvent(matter: Matter & { on: string }, translate: Translate): CalendarEvent {
  const { on, event, title, subject, owner, record } = matter;
  const about = subject === '' ? title : translate('calendar.about', { title, subject });
  const who = owner === null ? translate('calendar.noOwner') : translate('calendar.owner', { name: owner.name });
  return {
    uid: `${[record.kind, record.id, record.part, event, on].filter((part) => part !== null).join('-')}@assay`,
    on,
    summary: translate(`calendar.event.${event}`, { about }),
    description: `${translate(`calendar.kind.${record.kind}`)}. ${who}`,
    category: translate(`calendar.kind.${record.kind}`),
    reminders: listReminders(matter),
  };
}

/** Every day from today on as a calendar file, which then waits on the file desk. */
export async function writeDueCalendar(workspace: Workspace, files: FileDesk, person: Person, choice: DueChoice) {
  const today = workspace.today();
  const { translate } = createReportLanguage();
  const { documentPrefix, organisation } = await getOrganisation(workspace.queries);
  const { matters } = await readMatters(workspace.queries, person, today);
  const chosen = listAhead(matters, today, choice.mine ? person.id : null).filter(
    ({ record }) => choice.kinds.length === 0 || choice.kinds.includes(record.kind),
  );
  const text = writeCalendar(
    translate('calendar.name', { organisation }),
    chosen.map((matter) => toEvent(matter, translate)),
    today,
    readExportedHead(workspace).line,
  );
  const path = files.newPath();
  await writeFile(path, text, { mode: 0o600 });
  const name = `${documentPrefix}-due-${today.replaceAll('-', '')}.ics`;
  const { token } = await files.offer(path, name, 'text/calendar; charset=utf-8');
  return { token, name, events: chosen.length, sha256: createHash('sha256').update(text).digest('hex') };
}
