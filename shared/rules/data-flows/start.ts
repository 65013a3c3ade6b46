import type { DataClass, DataFlow, DataFlowContent, DataFlowPlace, PlaceKind } from '../../contract/data-flows.ts';
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
}

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

/**
 * A first map from what the register says of a tool: who runs the service, and what the use is said to hold. Nothing
 * is guessed: where things are, how they travel and how long they stay is unknown until somebody says so.
 */
export function startFromTool(facts: StartFacts, words: DrawingWords): DataFlowContent {
  const used = listUsed(facts.use);
  const operator = findOperator(facts);
  const sent: DataClass[] = ['source_code', 'context', 'prompts', ...used];
  const places = startPlaces(words).map((place): DataFlowPlace => {
    if (place.kind === 'workstation') {
      return { ...place, operator: facts.organisation, retention: { kind: 'until_deleted', days: null } };
    }
    return place.kind === 'service' || place.kind === 'retention' ? { ...place, operator } : place;
  });
  const content = {
    places,
    flows: [
      makeFlow('flow-1', ['workstation', 'service'], { dataClasses: sent }),
      makeFlow('flow-2', ['service', 'model-host'], { dataClasses: sent, atRest: 'unknown' }),
      makeFlow('flow-3', ['model-host', 'service'], { dataClasses: ['responses'] }),
      makeFlow('flow-4', ['service', 'workstation'], { dataClasses: ['responses'] }),
      makeFlow('flow-5', ['service', 'retention'], { dataClasses: ['prompts', 'responses', 'telemetry', ...used] }),
    ],
  };
  return arrangePlaces(content, words);
}
