import {
  ACCESS_CLASSES,
  type AccessClass,
  type Identity,
  type Repository,
} from '../../shared/contract/access-tier-records.ts';
import type { AccessDecision } from '../../shared/contract/access-tiers.ts';
import type { ListInput } from '../../shared/contract/operation.ts';
import type { ToolRow } from '../../shared/contract/tools.ts';
import { wordAccessFacts } from '../../shared/rules/access-tiers/words.ts';
import { createReportLanguage, type ReportLanguage } from '../core/report/translate.ts';
import { readArguments, resolvePath, usageError, type Command, type CommandTerminal } from './command.ts';
import { chooseWorker, withWorkbench, type DirectClient } from './workbench-session.ts';

const NAME = 'ask';

/** Exit codes: an error is 1, as everywhere. */
const CODES = { allow: 0, conditional: 2, deny: 3 } as const;
const NOT_KNOWN = 4;

const HELP = `Usage: npm run assay -- ask FILE --person P --tool T (--class C | --repository R)
         [--region REGION] [--as NAME] [--json]

Asks the access tiers of the workspace FILE whether a person or an agent may use a tool on code today, and prints
every rule that was asked, what is missing, and what would make it allowed.

  --person P       name, account or code of who asks: "Jonas Weber", jonas@calder.example, ID-004
  --tool T         name or code of the tool: "Forge Assist", TL-003
  --class C        ${ACCESS_CLASSES.slice(0, 5).join(', ')},
                   ${ACCESS_CLASSES.slice(5).join(', ')}
  --repository R   name or code of a repository, in place of a class
  --region REGION  a region of the matrix of residency whose rules have to be met: EU, US, BR
  --as NAME        who works; without it the first active compliance officer
  --json           print the whole decision as JSON

Ends with 0 when it is allowed, 2 when something is still missing, 3 when it is denied, 4 when the person, tool, class,
repository or region is not known, 1 when it could not be asked at all.
`;

/** Something named that is not there; the command ends with a code of its own. */
class NotKnown extends Error {}

const EVERY_MATCH = { offset: 0, limit: 100, filters: [], sort: [] } satisfies Partial<ListInput>;

/** The one record of those found that goes by exactly this name; case does not matter. */
function pickNamed<Found extends { id: string }>(
  found: readonly Found[],
  namesOf: (one: Found) => readonly string[],
  asked: string,
  what: string,
): Found {
  const plain = asked.trim().toLowerCase();
  const [first, ...others] = found.filter((one) => namesOf(one).some((name) => name.toLowerCase() === plain));
  if (!first) throw new NotKnown(`There is no ${what} "${asked}".`);
  if (others.length > 0) throw new NotKnown(`There is more than one ${what} "${asked}"; ask by its code.`);
  return first;
}

async function findIdentity(client: DirectClient, asked: string): Promise<Identity> {
  const { rows } = await client.accessTiers.listIdentities({ ...EVERY_MATCH, search: asked });
  return pickNamed(rows, ({ name, account, code }) => [name, account, code], asked, 'person or agent');
}

async function findTool(client: DirectClient, asked: string): Promise<ToolRow> {
  const { rows } = await client.tools.list({ ...EVERY_MATCH, search: asked.replaceAll(',', ' ') });
  return pickNamed(rows, ({ name, code, plan }) => [name, code, `${name}, ${plan}`], asked, 'tool');
}

async function findRepository(client: DirectClient, asked: string): Promise<Repository> {
  const { rows } = await client.accessTiers.listRepositories({ ...EVERY_MATCH, search: asked });
  return pickNamed(rows, ({ name, code }) => [name, code], asked, 'repository');
}

function findClass(asked: string): AccessClass {
  const plain = asked
    .trim()
    .toLowerCase()
    .replaceAll(/[\s-]+/g, '_');
  const found = ACCESS_CLASSES.find((one) => one === plain);
  if (!found) throw new NotKnown(`There is no class "${asked}"; there are ${ACCESS_CLASSES.join(', ')}.`);
  return found;
}

async function findRegion(client: DirectClient, asked: string): Promise<string> {
  const plain = asked.trim().toLowerCase();
  const { regions } = await client.residency.regions();
  const found = regions.find(({ region }) => [region.id, region.name].some((name) => name.toLowerCase() === plain));
  if (!found) throw new NotKnown(`There is no region "${asked}" among the rules of residency.`);
  return found.region.id;
}

/** The sentences of a decision: the answer, every rule, what is missing, what would change it. */
function writeDecision(decision: AccessDecision, language: ReportLanguage): string[] {
  const { translate, writeDay } = language;
  const word = (key: string, facts: AccessDecision['steps'][number]['facts']) =>
    translate(`accessTiers.${key}`, wordAccessFacts(facts, translate, writeDay));
  const marks = { pass: 'passes', missing: 'missing', deny: 'denies', not_asked: '' } as const;
  const version = decision.design ? `, version ${decision.design.version}` : '';
  return [
    `${translate(`accessTiers.answer.${decision.outcome}`)} (decided by rule ${decision.decidedBy}${version})`,
    ...decision.steps.map(({ number, rule, says, facts, outcome, deciding }) => {
      const mark = `${deciding ? '>' : ' '}${String(number).padStart(3)}  ${marks[outcome].padEnd(8)}`;
      return `${mark} ${word(`rule.${rule}.${says}`, facts)}`;
    }),
    ...(decision.remedies.length > 0 ? ['What would change it:'] : []),
    ...decision.remedies.map(({ remedy, facts, ofOwner }) => {
      const sentence = word(`remedy.${remedy}`, facts);
      return `  - ${ofOwner ? translate('accessTiers.ofOwner', { remedy: sentence }) : sentence}`;
    }),
  ];
}

interface Asked {
  person: string;
  tool: string;
  classId: string | undefined;
  repository: string | undefined;
  region: string | undefined;
}

async function ask(client: DirectClient, asked: Asked): Promise<AccessDecision> {
  const identity = await findIdentity(client, asked.person);
  const tool = await findTool(client, asked.tool);
  const repository = asked.repository === undefined ? null : await findRepository(client, asked.repository);
  return client.accessTiers.ask({
    identityId: identity.id,
    toolId: tool.id,
    repositoryId: repository?.id ?? null,
    classId: asked.classId === undefined ? null : findClass(asked.classId),
    region: asked.region === undefined ? null : await findRegion(client, asked.region),
    designId: null,
  });
}

async function report(client: DirectClient, asked: Asked, asJson: boolean, terminal: CommandTerminal): Promise<void> {
  try {
    const decision = await ask(client, asked);
    if (asJson) terminal.print(JSON.stringify(decision));
    else for (const line of writeDecision(decision, createReportLanguage())) terminal.print(line);
    terminal.endWith(CODES[decision.outcome]);
  } catch (error) {
    if (!(error instanceof NotKnown)) throw error;
    terminal.print(asJson ? JSON.stringify({ outcome: 'unknown', sentence: error.message }) : error.message);
    terminal.endWith(NOT_KNOWN);
  }
}

/** `ask`: may this person use this tool here? */
export const askCommand: Command = {
  name: NAME,
  summary: 'ask whether a person may use a tool on some code',
  help: HELP,
  async run(args, terminal) {
    const { values, positionals } = readArguments(
      args,
      NAME,
      {
        person: { type: 'string' },
        tool: { type: 'string' },
        class: { type: 'string' },
        repository: { type: 'string' },
        region: { type: 'string' },
        as: { type: 'string' },
        json: { type: 'boolean' },
      },
      ['FILE'],
    );
    const { person, tool, class: classId, repository, region } = values;
    if (person === undefined) throw usageError(NAME, '--person is missing.');
    if (tool === undefined) throw usageError(NAME, '--tool is missing.');
    if ((classId === undefined) === (repository === undefined)) {
      throw usageError(NAME, 'Say where with either --class or --repository.');
    }
    await withWorkbench(async (workbench, client) => {
      await workbench.openWorkspaceFile(resolvePath(terminal, positionals[0]));
      await chooseWorker(client, values.as);
      await report(client, { person, tool, classId, repository, region }, values.json === true, terminal);
    });
  },
};
