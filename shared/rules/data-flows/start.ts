import type { DataClass, DataFlow, DataFlowContent, DataFlowPlace, PlaceKind } from '../../contract/data-flows.ts';
import type { LocationFact, Place, SubProcessor } from '../../contract/residency.ts';
import type { Deployment, ToolUse } from '../../contract/tools.ts';
import type { DrawingWords } from './scene.ts';
import { arrangePlaces } from './layout.ts';

/** The four places of the seed: workstation → service → model → what is kept of the response. */
const FIRST_PLACES = ['workstation', 'service', 'model_host', 'retention'] as const satisfies readonly PlaceKind[];

/** What a first map is made from. */
export interface StartFacts {
  vendorName: string;
  /** Name of the organisation, which runs its own places. */
  organisation: string;
  deployment: Deployment;
  use: ToolUse;
  /** What the residency answers say of the tool; empty where nothing is on record. */
  residency: {
    locations: readonly Pick<LocationFact, 'location' | 'places'>[];
    subProcessors: readonly Pick<SubProcessor, 'name' | 'role' | 'place' | 'sees'>[];
  };
}

/** Sub-processors that a first map shows; a longer list is for the person to choose from. */
const SUB_PROCESSOR_LIMIT = 6;
/** What a sub-processor gets, by what it is said to see; `nothing` is not drawn. */
const SEEN: Readonly<Record<SubProcessor['sees'], readonly DataClass[]>> = {
  content: ['prompts', 'responses'],
  account: ['personal_data'],
  system: ['telemetry'],
  nothing: [],
  unknown: [],
};

function makePlace(kind: PlaceKind, name: string): DataFlowPlace {
  return {
    id: kind.replaceAll('_', '-'),
    kind,
    name,
    operator: '',
    country: '',
    location: '',
    keeps: '',
    retention: { kind: 'unknown', days: null },
    note: '',
    x: 0,
    y: 0,
  };
}

function makeFlow(id: string, [from, to]: readonly [string, string], facts: Partial<DataFlow>): DataFlow {
  return {
    id,
    from,
    to,
    dataClasses: [],
    direction: 'one_way',
    transit: 'unknown',
    atRest: 'unknown',
    note: '',
    ...facts,
  };
}

function startPlaces(words: DrawingWords): DataFlowPlace[] {
  return FIRST_PLACES.map((kind) => makePlace(kind, words.kinds[kind]));
}

/** Four places and three flows with nothing said of them yet: every line on them is still a gap or a doubt. */
export function startEmpty(words: DrawingWords): DataFlowContent {
  const content = {
    places: startPlaces(words),
    flows: [
      makeFlow('flow-1', ['workstation', 'service'], {}),
      makeFlow('flow-2', ['service', 'model-host'], {}),
      makeFlow('flow-3', ['model-host', 'retention'], {}),
    ],
  };
  return arrangePlaces(content, words);
}

/** The protected classes that a tool's use is said to hold; one that nobody has been asked about is not drawn. */
function listUsed(use: ToolUse): DataClass[] {
  const classes: (DataClass | false)[] = [
    use.personal_data === true && 'personal_data',
    use.phi_possible === true && 'phi',
    use.cardholder_data_environment === true && 'cardholder_data',
  ];
  return classes.filter((one) => one !== false);
}

/** A tool that runs on own machines is run by the organisation itself. */
function findOperator({ deployment, vendorName, organisation }: StartFacts): string {
  if (deployment === 'air_gapped' || deployment === 'own_cloud') return organisation;
  return deployment === 'unknown' ? '' : vendorName;
}

/** One country with its town; of several places their codes as text, since a place on the map is in one country. */
function describePlaces(places: readonly Pick<Place, 'kind' | 'country' | 'city'>[]) {
  const known = places.filter(({ country }) => country !== '');
  const [first, ...others] = known;
  if (!first) return {};
  const [country = ''] = first.country.split('-');
  if (others.length === 0) return { country, location: first.city.slice(0, 80) };
  return {
    location: known
      .map(({ country: code, city }) => [city, code].filter(Boolean).join(' '))
      .join(', ')
      .slice(0, 80),
  };
}

/** Where the residency answers put the service, the model and what is kept. */
const LOCATION_OF: Partial<Record<PlaceKind, LocationFact['location']>> = {
  service: 'endpoint',
  model_host: 'inference',
  retention: 'storage',
};

function findWhere(kind: PlaceKind, { residency }: StartFacts) {
  const location = LOCATION_OF[kind];
  const fact = residency.locations.find((one) => one.location === location);
  if (location === undefined || !fact) return {};
  const nowhere = fact.places.length > 0 && fact.places.every((place) => place.kind === 'nowhere');
  const kept = kind === 'retention' && nowhere ? { retention: { kind: 'none', days: null } as const } : {};
  return { ...describePlaces(fact.places), ...kept };
}

function addSubProcessors(content: DataFlowContent, { residency }: StartFacts): DataFlowContent {
  const drawn = residency.subProcessors.filter(({ sees }) => sees !== 'nothing').slice(0, SUB_PROCESSOR_LIMIT);
  return {
    places: [
      ...content.places,
      ...drawn.map(({ name, role, place }, index) => ({
        ...makePlace('sub_processor', name.slice(0, 80)),
        id: `sub-processor-${index + 1}`,
        operator: name.slice(0, 80),
        note: role,
        ...describePlaces([place]),
      })),
    ],
    flows: [
      ...content.flows,
      ...drawn.map(({ sees }, index) =>
        makeFlow(`flow-${content.flows.length + index + 1}`, ['service', `sub-processor-${index + 1}`], {
          dataClasses: [...SEEN[sees]],
        }),
      ),
    ],
  };
}

/**
 * A first map from what is on record of a tool: who runs the service, what the use is said to hold, and from the
 * residency answers where things are and which sub-processors see what. Nothing is guessed: how data travels, how long
 * it stays, and whatever nobody has said yet is unknown.
 */
export function startFromTool(facts: StartFacts, words: DrawingWords): DataFlowContent {
  const used = listUsed(facts.use);
  const operator = findOperator(facts);
  const sent: DataClass[] = ['source_code', 'context', 'prompts', ...used];
  const places = startPlaces(words).map((place): DataFlowPlace => {
    if (place.kind === 'workstation') {
      return { ...place, operator: facts.organisation, retention: { kind: 'until_deleted', days: null } };
    }
    const run = place.kind === 'service' || place.kind === 'retention' ? { operator } : {};
    return { ...place, ...run, ...findWhere(place.kind, facts) };
  });
  const content = {
    places,
    flows: [
      makeFlow('flow-1', ['workstation', 'service'], { dataClasses: sent }),
      makeFlow('flow-2', ['service', 'model-host'], { dataClasses: sent }),
      makeFlow('flow-3', ['model-host', 'service'], { dataClasses: ['responses'] }),
      makeFlow('flow-4', ['service', 'workstation'], { dataClasses: ['responses'] }),
      makeFlow('flow-5', ['service', 'retention'], { dataClasses: ['prompts', 'responses', 'telemetry', ...used] }),
    ],
  };
  return arrangePlaces(addSubProcessors(content, facts), words);
}
