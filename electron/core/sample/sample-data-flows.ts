import type {
  DataClass,
  DataFlow,
  DataFlowContent,
  DataFlowPlace,
  Retention,
} from '../../../shared/contract/data-flows.ts';
import { arrangePlaces } from '../../../shared/rules/data-flows/layout.ts';
import { writeDrawingWords } from '../../../shared/rules/data-flows/words.ts';
import { createReportLanguage } from '../report/translate.ts';
import type { Company } from './sample-work.ts';
import { SAMPLE_ORGANISATION, type SamplePerson } from './sample-company.ts';

const NOTHING: Retention = { kind: 'none', days: null };
const UNKNOWN: Retention = { kind: 'unknown', days: null };
const UNTIL_DELETED: Retention = { kind: 'until_deleted', days: null };
const forDays = (days: number): Retention => ({ kind: 'days', days });

type PlaceFacts = Pick<DataFlowPlace, 'kind' | 'name' | 'operator' | 'country' | 'location' | 'retention'> &
  Partial<Pick<DataFlowPlace, 'keeps' | 'note'>>;
type FlowFacts = [from: string, to: string, dataClasses: DataClass[], more?: Partial<DataFlow>];

/** A map that Assay arranges; flows are encrypted on their way and where they arrive unless they say otherwise. */
function makeMap(places: Readonly<Record<string, PlaceFacts>>, flows: readonly FlowFacts[]): DataFlowContent {
  const { translate, tag } = createReportLanguage();
  const content: DataFlowContent = {
    places: Object.entries(places).map(([id, facts]) => ({ keeps: '', note: '', x: 0, y: 0, ...facts, id })),
    flows: flows.map(([from, to, dataClasses, more], index) => ({
      id: `flow-${index + 1}`,
      from,
      to,
      dataClasses,
      direction: 'one_way',
      transit: 'tls_1_3',
      atRest: 'yes',
      note: '',
      ...more,
    })),
  };
  return arrangePlaces(content, writeDrawingWords(translate, tag));
}

const DESK: PlaceFacts = {
  kind: 'workstation',
  name: 'Developer workstation',
  operator: SAMPLE_ORGANISATION,
  country: 'IE',
  location: 'Office and home',
  keeps: 'The working copy of the repositories',
  retention: UNTIL_DELETED,
};
const NOT_KEPT = { atRest: 'not_kept' } as const;
const ASKED: DataClass[] = ['source_code', 'context', 'prompts'];

const FORGE = makeMap(
  {
    desk: DESK,
    gateway: {
      kind: 'service',
      name: 'Forge tenant',
      operator: 'Lumen Forge',
      country: 'IE',
      location: 'Dublin',
      keeps: 'Prompts and responses for abuse checks',
      retention: forDays(30),
    },
    model: {
      kind: 'model_host',
      name: 'Completion model',
      operator: 'Lumen Forge',
      country: 'IE',
      location: 'Dublin',
      retention: NOTHING,
    },
    log: {
      kind: 'own_system',
      name: 'Audit log of the tenant',
      operator: SAMPLE_ORGANISATION,
      country: 'IE',
      location: 'Own cloud, Dublin',
      keeps: 'Who asked what, when',
      retention: forDays(2190),
    },
    support: {
      kind: 'sub_processor',
      name: 'Deskmill support',
      operator: 'Deskmill',
      country: 'IE',
      location: 'Cork',
      keeps: 'Tickets with account names',
      retention: forDays(90),
    },
  },
  [
    ['desk', 'gateway', [...ASKED, 'personal_data']],
    ['gateway', 'model', [...ASKED, 'personal_data'], NOT_KEPT],
    ['model', 'gateway', ['responses']],
    ['gateway', 'desk', ['responses'], NOT_KEPT],
    ['gateway', 'log', ['logs', 'personal_data']],
    ['gateway', 'support', ['telemetry', 'personal_data'], { transit: 'tls_1_2' }],
  ],
);

const COPPERLINE = makeMap(
  {
    pipeline: {
      kind: 'own_system',
      name: 'Document pipeline',
      operator: SAMPLE_ORGANISATION,
      country: 'IE',
      location: 'Own cloud, Dublin',
      keeps: 'Source documents and summaries',
      retention: forDays(365),
    },
    gateway: {
      kind: 'service',
      name: 'Copperline API',
      operator: 'Copperline',
      country: 'NL',
      location: 'Amsterdam',
      keeps: 'Counts and error codes',
      retention: forDays(30),
    },
    model: {
      kind: 'model_host',
      name: 'Model cluster',
      operator: 'Polder Compute',
      country: 'NL',
      location: 'Eemshaven',
      retention: NOTHING,
      note: 'Zero-retention setting of the contract, clause 7.2.',
    },
    operations: {
      kind: 'sub_processor',
      name: 'Polder operations',
      operator: 'Polder Compute',
      country: 'DE',
      location: 'Hamburg',
      keeps: 'Health of the machines',
      retention: forDays(14),
    },
    backup: {
      kind: 'retention',
      name: 'Backup of the API',
      operator: 'Copperline',
      country: 'NL',
      location: 'Groningen',
      retention: UNKNOWN,
    },
  },
  [
    ['pipeline', 'gateway', ['prompts', 'personal_data', 'phi']],
    ['gateway', 'model', ['prompts', 'personal_data', 'phi'], NOT_KEPT],
    ['model', 'gateway', ['responses'], NOT_KEPT],
    ['gateway', 'pipeline', ['responses']],
    ['model', 'operations', ['telemetry'], { transit: 'tls_1_2' }],
    ['gateway', 'backup', ['logs'], { transit: 'tunnel', atRest: 'unknown' }],
  ],
);

const BLUEFIN = makeMap(
  {
    desk: DESK,
    gateway: {
      kind: 'service',
      name: 'Bluefin endpoint',
      operator: 'Bluefin Labs',
      country: 'DE',
      location: 'Frankfurt',
      retention: NOTHING,
    },
    model: {
      kind: 'model_host',
      name: 'Completion model',
      operator: 'Bluefin Labs',
      country: 'DE',
      location: 'Frankfurt',
      retention: NOTHING,
    },
    counts: {
      kind: 'store',
      name: 'Usage counts',
      operator: 'Bluefin Labs',
      country: 'DE',
      location: 'Berlin',
      keeps: 'Accepted suggestions per seat',
      retention: forDays(180),
    },
  },
  [
    ['desk', 'gateway', ['source_code', 'context'], NOT_KEPT],
    ['gateway', 'model', ['source_code', 'context'], { ...NOT_KEPT, transit: 'tunnel' }],
    ['gateway', 'desk', ['responses'], NOT_KEPT],
    ['desk', 'counts', ['telemetry']],
  ],
);

const HARROW_PLACES: Readonly<Record<string, PlaceFacts>> = {
  desk: DESK,
  gateway: {
    kind: 'service',
    name: 'Harrow gateway',
    operator: 'Harrow AI',
    country: 'DE',
    location: 'Frankfurt',
    keeps: 'Session logs',
    retention: forDays(30),
  },
  model: {
    kind: 'model_host',
    name: 'Agent model',
    operator: 'Nordwolke',
    country: 'DE',
    location: 'Frankfurt',
    retention: NOTHING,
  },
  nordwolke: {
    kind: 'sub_processor',
    name: 'Nordwolke operations',
    operator: 'Nordwolke',
    country: 'DE',
    location: 'Hamburg',
    keeps: 'Health of the machines',
    retention: forDays(14),
  },
};
const HARROW_FLOWS: readonly FlowFacts[] = [
  ['desk', 'gateway', [...ASKED, 'personal_data', 'phi']],
  ['gateway', 'model', [...ASKED, 'personal_data', 'phi'], NOT_KEPT],
  ['model', 'gateway', ['responses']],
  ['gateway', 'desk', ['responses'], NOT_KEPT],
  ['model', 'nordwolke', ['telemetry'], { transit: 'tls_1_2' }],
];
const HARROW_LAST_YEAR = makeMap(HARROW_PLACES, HARROW_FLOWS);
/** What the follow-ups of this year's assessment brought to light. */
const HARROW = makeMap(
  {
    ...HARROW_PLACES,
    sessions: {
      kind: 'retention',
      name: 'Session archive',
      operator: 'Harrow AI',
      country: 'US',
      location: 'Virginia',
      keeps: 'Whole sessions with what was pasted into them',
      retention: UNKNOWN,
    },
    vectors: {
      kind: 'store',
      name: 'Index of the repositories',
      operator: 'Harrow AI',
      country: '',
      location: '',
      keeps: 'Embeddings of source files',
      retention: UNKNOWN,
    },
  },
  [
    ...HARROW_FLOWS,
    ['gateway', 'sessions', ['prompts', 'responses', 'phi'], { atRest: 'no' }],
    ['gateway', 'vectors', ['embeddings'], { transit: 'unknown', atRest: 'unknown' }],
  ],
);

async function drawMap(company: Company, who: SamplePerson, tool: string, content: DataFlowContent): Promise<void> {
  const { dataFlows } = company.as[who];
  const toolId = company.toolIds.get(tool) ?? '';
  const present = (await dataFlows.get({ toolId })).map ?? (await dataFlows.start({ toolId, from: 'tool' })).map;
  await dataFlows.save({ toolId, revision: present?.revision ?? 1, content });
}

async function confirmMap(company: Company, who: SamplePerson, tool: string): Promise<void> {
  const { dataFlows } = company.as[who];
  const toolId = company.toolIds.get(tool) ?? '';
  const { map } = await dataFlows.get({ toolId });
  await dataFlows.confirm({ toolId, revision: map?.revision ?? 1 });
}

/** The map of the agent as it was confirmed a year ago. */
export async function drawLastYearsFlows(company: Company): Promise<void> {
  await drawMap(company, 'tomas', 'Harrow Agent', HARROW_LAST_YEAR);
  await confirmMap(company, 'ines', 'Harrow Agent');
}

/** Three maps that are confirmed. */
export async function drawDataFlows(company: Company): Promise<void> {
  const drawn: [tool: string, by: SamplePerson, content: DataFlowContent, confirmedBy: SamplePerson][] = [
    ['Forge Assist', 'tomas', FORGE, 'mara'],
    ['Copperline API', 'priya', COPPERLINE, 'ines'],
    ['Bluefin Complete', 'priya', BLUEFIN, 'tomas'],
  ];
  for (const [tool, by, content, confirmedBy] of drawn) {
    await drawMap(company, by, tool, content);
    await confirmMap(company, confirmedBy, tool);
  }
}

/** The map of the agent as it is now, which nobody has confirmed, and the draft of a tool under trial. */
export async function redrawDataFlows(company: Company): Promise<void> {
  await drawMap(company, 'tomas', 'Harrow Agent', HARROW);
  await company.as.priya.dataFlows.start({ toolId: company.toolIds.get('Greyfen Pair') ?? '', from: 'tool' });
}
