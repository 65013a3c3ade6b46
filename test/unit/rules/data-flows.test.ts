import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createReportLanguage } from '../../../electron/core/report/translate.ts';
import {
  DATA_CLASSES,
  dataFlowContentSchema,
  PLACE_KINDS,
  REST_PROTECTIONS,
  SHEET_WIDTH,
  TRANSIT_PROTECTIONS,
  type DataFlow,
  type DataFlowContent,
  type DataFlowPlace,
} from '../../../shared/contract/data-flows.ts';
import { compareContent, isSameContent } from '../../../shared/rules/data-flows/compare.ts';
import { writeDrawing, writeFlowHeads } from '../../../shared/rules/data-flows/drawing.ts';
import { listSegments, measureOverlap } from '../../../shared/rules/data-flows/geometry.ts';
import { arrangePlaces } from '../../../shared/rules/data-flows/layout.ts';
import { findConfirmRefusal, lintDataFlow } from '../../../shared/rules/data-flows/lint.ts';
import { layOutScene, PLACE_WIDTH, type Scene } from '../../../shared/rules/data-flows/scene.ts';
import { startEmpty, startFromTool } from '../../../shared/rules/data-flows/start.ts';
import { measureText, wrapText } from '../../../shared/rules/data-flows/text.ts';
import { writeDrawingWords, writeFlowPoint } from '../../../shared/rules/data-flows/words.ts';

const { translate, tag } = createReportLanguage();
const WORDS = writeDrawingWords(translate, tag);

function makePlace(id: string, facts: Partial<DataFlowPlace> = {}): DataFlowPlace {
  return {
    id,
    kind: 'service',
    name: `Place ${id}`,
    operator: 'Lumen Forge',
    country: 'DE',
    location: 'Frankfurt',
    keeps: '',
    retention: { kind: 'days', days: 30 },
    note: '',
    x: 0,
    y: 0,
    ...facts,
  };
}

function makeFlow(id: string, from: string, to: string, facts: Partial<DataFlow> = {}): DataFlow {
  return {
    id,
    from,
    to,
    dataClasses: ['prompts'],
    direction: 'one_way',
    transit: 'tls_1_3',
    atRest: 'yes',
    note: '',
    ...facts,
  };
}

const NOT_ASKED = {
  personal_data: null,
  phi_possible: null,
  cardholder_data_environment: null,
  mandatory_region: null,
  sox_scope: null,
};
const TOOL = { vendor: { name: 'Lumen Forge' }, use: NOT_ASKED };

/** Workstation → service → model host → retention, with nothing against it. */
const SOUND: DataFlowContent = {
  places: [
    makePlace('desk', { kind: 'workstation', operator: 'Calder Health Pay' }),
    makePlace('gate'),
    makePlace('model', { kind: 'model_host' }),
    makePlace('log', { kind: 'retention' }),
  ],
  flows: [makeFlow('a', 'desk', 'gate'), makeFlow('b', 'gate', 'model'), makeFlow('c', 'model', 'log')],
};

function alter(
  places: Record<string, Partial<DataFlowPlace>> = {},
  flows: Record<string, Partial<DataFlow>> = {},
): DataFlowContent {
  return {
    places: SOUND.places.map((place) => ({ ...place, ...places[place.id] })),
    flows: SOUND.flows.map((flow) => ({ ...flow, ...flows[flow.id] })),
  };
}

const text = (length: number) => fc.string({ unit: 'binary', maxLength: length });
const anyPlace = (id: string): fc.Arbitrary<DataFlowPlace> =>
  fc.record({
    id: fc.constant(id),
    kind: fc.constantFrom(...PLACE_KINDS),
    name: fc.oneof(fc.string({ minLength: 1, maxLength: 80 }), text(80)).map((name) => name.trim().slice(0, 80) || id),
    operator: text(80),
    country: fc.constantFrom('', 'DE', 'US', 'ZZ'),
    location: text(80),
    keeps: text(60),
    retention: fc.oneof(
      fc
        .constantFrom('none' as const, 'until_deleted' as const, 'unknown' as const)
        .map((kind) => ({ kind, days: null })),
      fc.integer({ min: 1, max: 3660 }).map((days) => ({ kind: 'days' as const, days })),
    ),
    note: fc.constant(''),
    x: fc.integer({ min: 0, max: SHEET_WIDTH }),
    y: fc.integer({ min: 0, max: 1200 }),
  });

const anyContent: fc.Arbitrary<DataFlowContent> = fc.integer({ min: 0, max: 9 }).chain((count) => {
  const ids = Array.from({ length: count }, (_, index) => `place-${index + 1}`);
  const anyFlow = (index: number): fc.Arbitrary<DataFlow> =>
    fc
      .record({
        from: fc.integer({ min: 0, max: Math.max(0, count - 1) }),
        step: fc.integer({ min: 1, max: Math.max(1, count - 1) }),
        dataClasses: fc.subarray([...DATA_CLASSES]),
        direction: fc.constantFrom('one_way' as const, 'both_ways' as const),
        transit: fc.constantFrom(...TRANSIT_PROTECTIONS),
        atRest: fc.constantFrom(...REST_PROTECTIONS),
      })
      .map(({ from, step, ...facts }) =>
        makeFlow(`flow-${index + 1}`, ids[from] ?? '', ids[(from + step) % count] ?? '', facts),
      );
  return fc.record({
    places: fc.tuple(...ids.map(anyPlace)),
    flows:
      count < 2
        ? fc.constant([])
        : fc
            .integer({ min: 0, max: 12 })
            .chain((flows) => fc.tuple(...Array.from({ length: flows }, (_, i) => anyFlow(i)))),
  });
});

/** Everything that stands on a picture as text, without the white space that line ends replace. */
function readTexts(svg: string): string {
  const escapes = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'", '&amp;': '&' };
  return [...svg.matchAll(/<text[^>]*>([^<]*)<\/text>/g)]
    .map(([, inner = '']) =>
      inner.replaceAll(/&(?:lt|gt|quot|#39|amp);/g, (sign) => escapes[sign as keyof typeof escapes]),
    )
    .join('')
    .replaceAll(/[\s\p{Cc}]+/gu, '');
}

function withoutSpace(words: string): string {
  return words
    .toWellFormed()
    .replaceAll(/[\s\p{Cc}]+/gu, '')
    .replaceAll(/[\u{FFFE}\u{FFFF}]/gu, '');
}

describe('text on the sheet', () => {
  test('is broken into lines that fit, and keeps every character', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), text(100)), fc.integer({ min: 40, max: 300 }), (words, width) => {
        const lines = wrapText(words, width, 12);
        expect(withoutSpace(lines.join(''))).toBe(withoutSpace(words));
        for (const line of lines) expect(measureText(line, 12)).toBeLessThanOrEqual(width);
      }),
    );
  });

  test('is measured as Inter is wide', () => {
    expect(measureText('Workstation', 100)).toBe(99 + 60 + 38 + 55 + 53 + 33 + 56 + 33 + 24 + 60 + 59);
    expect(measureText('Workstation', 12, true)).toBeGreaterThan(measureText('Workstation', 12));
  });
});

describe('the arrangement by itself', () => {
  test('never lets two places overlap, and keeps all of them on the sheet', () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        const { places } = layOutScene(arrangePlaces(content, WORDS), WORDS);
        for (const [index, place] of places.entries()) {
          expect(place.x).toBeGreaterThanOrEqual(0);
          expect(place.x + place.width).toBeLessThanOrEqual(SHEET_WIDTH);
          for (const other of places.slice(index + 1)) expect(measureOverlap(place, other)).toBe(0);
        }
      }),
    );
  });

  test('is the same whatever the arrangement before, and passes the contract', () => {
    fc.assert(
      fc.property(anyContent, fc.integer({ min: 0, max: 400 }), (content, shift) => {
        const moved = { ...content, places: content.places.map((place) => ({ ...place, x: shift, y: shift })) };
        const arranged = arrangePlaces(moved, WORDS);
        expect(arranged).toEqual(arrangePlaces(content, WORDS));
        expect(arrangePlaces(arranged, WORDS)).toEqual(arranged);
        expect(isSameContent(content, arranged)).toBe(true);
      }),
    );
  });

  test('puts each place below those that send to it', () => {
    const { places } = arrangePlaces(SOUND, WORDS);
    const tops = places.map(({ y }) => y);
    expect(tops).toEqual(tops.toSorted((left, right) => left - right));
    expect(new Set(tops).size).toBe(4);
  });

  test('is not confused by flows that go round in a circle', () => {
    const circle = { ...SOUND, flows: [...SOUND.flows, makeFlow('back', 'log', 'desk')] };
    expect(arrangePlaces(circle, WORDS).places.map(({ y }) => y)[0]).toBeLessThan(
      arrangePlaces(circle, WORDS).places.map(({ y }) => y)[3] ?? 0,
    );
  });
});

function hits(scene: Scene): string[] {
  return scene.flows.flatMap((flow) =>
    listSegments(flow.points).flatMap(({ start, end }) => {
      const box = {
        x: Math.min(start.x, end.x),
        y: Math.min(start.y, end.y),
        width: Math.abs(start.x - end.x),
        height: Math.abs(start.y - end.y),
      };
      return scene.places.filter((place) => measureOverlap(box, place, -1) > 0).map(({ id }) => `${flow.id} in ${id}`);
    }),
  );
}

describe('the drawing', () => {
  test('holds the name of every place and every number, and the classes of a flow wherever there is room', () => {
    fc.assert(
      fc.property(anyContent, (content) => {
        const scene = layOutScene(arrangePlaces(content, WORDS), WORDS);
        const shown = readTexts(writeDrawing(scene, 'Map'));
        for (const { name, kind, retention } of content.places) {
          expect(shown).toContain(withoutSpace(name));
          expect(shown).toContain(withoutSpace(WORDS.kinds[kind]));
          expect(shown).toContain(withoutSpace(WORDS.writeRetention(retention)));
        }
        expect(scene.flows).toHaveLength(content.flows.length);
        for (const [index, { label }] of scene.flows.entries()) {
          const words = label.texts.map((line) => line.text).join(' ');
          const flow = content.flows[index];
          if (words === String(index + 1) || !flow) continue;
          expect(words.startsWith(`${index + 1} · `)).toBe(true);
          for (const one of flow.dataClasses) expect(withoutSpace(words)).toContain(withoutSpace(WORDS.classes[one]));
        }
      }),
    );
  });

  test('is the same for the same map, in XML that holds no markup but its own', () => {
    fc.assert(
      fc.property(anyContent, fc.string(), (content, title) => {
        const draw = () => writeDrawing(layOutScene(content, WORDS), title);
        const svg = draw();
        expect(draw()).toBe(svg);
        const elements = [...svg.matchAll(/<\/?([a-z]+)/g)].map(([, name]) => name);
        expect(elements.filter((name) => !['svg', 'title', 'rect', 'path', 'text'].includes(name ?? ''))).toEqual([]);
        expect(svg.replaceAll(/<[^<>]*>/g, '')).not.toMatch(/[<>]|&(?!amp;|lt;|gt;|quot;|#39;)/);
      }),
    );
  });

  test('takes nothing from a hostile name', () => {
    const name = `"/><script>alert(1)</script><image href='http://x.example/a'/>&`;
    const svg = writeDrawing(
      layOutScene(alter({ gate: { name, operator: ']]><!--', location: '\u0000\uFFFF' } }), WORDS),
      name,
    );
    expect(svg).not.toMatch(/<script|<image|<!--|\]\]>/);
    expect(svg).not.toMatch(/<[^>]*(?:href|onload)/);
    expect(svg.includes('\u0000') || svg.includes('\uFFFF')).toBe(false);
    expect(readTexts(svg)).toContain(withoutSpace(name));
  });

  test('leads no flow through a place and puts no label on one, where the map was arranged by itself', () => {
    const many: DataFlowContent = {
      places: [
        ...SOUND.places,
        makePlace('build', { kind: 'own_system' }),
        makePlace('lake', { kind: 'store' }),
        makePlace('index', { kind: 'store' }),
        makePlace('cloud', { kind: 'sub_processor' }),
      ],
      flows: [
        ...SOUND.flows,
        makeFlow('d', 'gate', 'desk', { dataClasses: ['responses'] }),
        makeFlow('e', 'build', 'gate', { transit: 'none' }),
        makeFlow('f', 'desk', 'lake', { dataClasses: ['telemetry', 'logs'] }),
        makeFlow('g', 'gate', 'lake', { dataClasses: ['telemetry'] }),
        makeFlow('h', 'gate', 'index', { dataClasses: ['embeddings'] }),
        makeFlow('i', 'model', 'cloud', { direction: 'both_ways' }),
        makeFlow('j', 'desk', 'log', { dataClasses: ['logs'] }),
      ],
    };
    const scene = layOutScene(arrangePlaces(many, WORDS), WORDS);
    expect(hits(scene)).toEqual([]);
    const labels = scene.flows.map(({ label }) => label);
    for (const [index, label] of labels.entries()) {
      for (const place of scene.places) expect(measureOverlap(label, place)).toBe(0);
      for (const other of labels.slice(index + 1)) expect(measureOverlap(label, other)).toBe(0);
      expect(label.texts.length).toBeGreaterThan(1);
    }
  });

  test('has the label of a flow without encryption in full, where there is no room for all', () => {
    const targets = ['lake', 'index', 'cloud'].map((id) => makePlace(id, { kind: 'store' }));
    const crowded: DataFlowContent = {
      places: [...SOUND.places, ...targets],
      flows: [
        ...['model', 'lake', 'index'].map((to, index) =>
          makeFlow(`n-${index}`, 'gate', to, { dataClasses: ['source_code', 'context', 'prompts', 'logs'] }),
        ),
        makeFlow('back', 'model', 'gate', { dataClasses: ['responses'] }),
        makeFlow('in', 'desk', 'gate'),
        makeFlow('bad', 'gate', 'cloud', { dataClasses: ['prompts', 'phi'], atRest: 'no' }),
        makeFlow('open', 'gate', 'log', { dataClasses: ['logs'], transit: 'none' }),
      ],
    };
    const { flows } = layOutScene(arrangePlaces(crowded, WORDS), WORDS);
    const textOf = (id: string) =>
      flows
        .find((flow) => flow.id === id)
        ?.label.texts.map((line) => line.text)
        .join(' ');
    expect(textOf('bad')).toBe('6 · TLS 1.3 prompts, PHI Not encrypted at rest');
    expect(textOf('open')).toBe('7 · Not encrypted logs');
  });

  test('goes around a place that stands between two others', () => {
    const content = alter({
      desk: { x: 200, y: 8 },
      gate: { x: 200, y: 200 },
      model: { x: 200, y: 400 },
      log: { x: 4, y: 600 },
    });
    const scene = layOutScene({ ...content, flows: [makeFlow('far', 'desk', 'model')] }, WORDS);
    expect(hits(scene)).toEqual([]);
    expect(scene.flows[0]?.points.length).toBeGreaterThan(2);
  });

  test('has an arrowhead at each end of a flow that goes both ways', () => {
    const [flow] = layOutScene(
      { ...SOUND, flows: [makeFlow('a', 'desk', 'gate', { direction: 'both_ways' })] },
      WORDS,
    ).flows;
    expect(flow && writeFlowHeads(flow).match(/M/g)).toHaveLength(2);
    expect(flow && writeFlowHeads({ ...flow, bothWays: false }).match(/M/g)).toHaveLength(1);
  });

  test('tells what is unprotected and what is unknown by line and word, not by colour alone', () => {
    const { flows } = layOutScene(
      arrangePlaces(alter({}, { a: { transit: 'none' }, b: { transit: 'unknown' } }), WORDS),
      WORDS,
    );
    expect(flows.map(({ bad, unknown }) => ({ bad, unknown }))).toEqual([
      { bad: true, unknown: false },
      { bad: false, unknown: true },
      { bad: false, unknown: false },
    ]);
    expect(flows[0]?.label.texts[0]?.text).toBe('1 · Not encrypted');
  });
});

describe('the rules', () => {
  const rulesOf = (content: DataFlowContent, use: Partial<typeof NOT_ASKED> | Record<string, boolean> = {}) =>
    lintDataFlow(content, { ...TOOL, use: { ...NOT_ASKED, ...use } }).map(({ rule, placeId, flowId }) =>
      `${rule} ${placeId ?? flowId ?? ''}`.trim(),
    );

  test('find nothing against a map that says everything', () => {
    expect(rulesOf(SOUND)).toEqual([]);
    expect(findConfirmRefusal(SOUND, TOOL)).toBeNull();
  });

  test.each([
    ['no_start', alter({ desk: { kind: 'service' } })],
    ['no_flow', { ...SOUND, flows: [] }],
    ['no_data_class a', alter({}, { a: { dataClasses: [] } })],
    ['not_reached log', { ...SOUND, flows: SOUND.flows.slice(0, 2) }],
    ['unprotected a', alter({}, { a: { transit: 'none', dataClasses: ['phi'] } })],
    ['unprotected a', alter({}, { a: { transit: 'tls_older' } })],
    ['transit_unknown b', alter({}, { b: { transit: 'unknown' } })],
    ['not_encrypted c', alter({}, { c: { atRest: 'no', dataClasses: ['personal_data'] } })],
    ['rest_unknown c', alter({}, { c: { atRest: 'unknown' } })],
    ['term_unknown log', alter({ log: { retention: { kind: 'unknown', days: null } } })],
    [
      'protected_term_unknown log',
      alter({ log: { retention: { kind: 'unknown', days: null } } }, { c: { dataClasses: ['phi'] } }),
    ],
    ['kept_without_term log', alter({ log: { retention: { kind: 'none', days: null }, keeps: 'Abuse logs' } })],
    ['host_not_named model', alter({ model: { operator: 'Nordwolke' } })],
    ['host_not_named model', alter({ model: { operator: '' } })],
    ['country_unknown gate', alter({ gate: { country: '' } })],
  ])('find %s', (expected, content) => {
    expect(rulesOf(content)).toContain(expected);
  });

  test('take a model host as named once its operator stands there as a sub-processor', () => {
    const hosted = alter({ model: { operator: 'Nordwolke' } });
    const named = {
      places: [...hosted.places, makePlace('cloud', { kind: 'sub_processor', name: 'nordwolke ', operator: '' })],
      flows: [...hosted.flows, makeFlow('d', 'model', 'cloud')],
    };
    expect(rulesOf(named)).toEqual([]);
  });

  test('hold the drawing against what the use of the tool says', () => {
    const carriesPhi = alter({}, { a: { dataClasses: ['prompts', 'phi'] } });
    expect(rulesOf(carriesPhi, { phi_possible: false })).toEqual(['contradicts_use a']);
    expect(rulesOf(carriesPhi, { phi_possible: true })).toEqual([]);
    expect(rulesOf(SOUND, { phi_possible: true })).toEqual(['use_not_drawn']);
    expect(rulesOf(SOUND, { cardholder_data_environment: true, personal_data: true })).toEqual(['use_not_drawn']);
  });

  test('let a map with breaches be confirmed, and none with a gap', () => {
    expect(findConfirmRefusal(alter({}, { a: { transit: 'none', dataClasses: ['phi'] } }), TOOL)).toBeNull();
    expect(findConfirmRefusal(alter({}, { a: { dataClasses: [] } }), TOOL)?.sentence).toBe(
      'The map has a gap and cannot be confirmed yet.',
    );
  });

  test('list gaps before breaches before doubts, each with a sentence of its own', () => {
    fc.assert(
      fc.property(anyContent, (named) => {
        // A name may be anything, so that nothing could be said of a sentence that holds one.
        const content = { ...named, places: named.places.map((place) => ({ ...place, name: place.id })) };
        const points = lintDataFlow(content, { ...TOOL, use: { ...NOT_ASKED, phi_possible: false } });
        const order = points.map(({ weight }) => ['gap', 'breach', 'doubt'].indexOf(weight));
        expect(order).toEqual(order.toSorted((left, right) => left - right));
        for (const point of points) {
          const sentence = writeFlowPoint(point, content, translate, tag);
          expect(sentence).toMatch(/\.$/);
          expect(sentence).not.toMatch(/\{\{|dataFlows\.| 0 /);
        }
      }),
    );
  });
});

describe('a first map', () => {
  const facts = {
    vendorName: 'Lumen Forge',
    organisation: 'Calder Health Pay',
    deployment: 'shared_service',
    use: { ...NOT_ASKED, phi_possible: true, personal_data: false },
    residency: { locations: [], subProcessors: [] },
  } as const;

  test('has the four places in a row, and passes the contract', () => {
    for (const content of [startEmpty(WORDS), startFromTool(facts, WORDS)]) {
      expect(dataFlowContentSchema.safeParse(content).success).toBe(true);
      expect(content.places.map(({ kind }) => kind)).toEqual(['workstation', 'service', 'model_host', 'retention']);
    }
  });

  test('takes from the register what it says, and guesses nothing', () => {
    const { places, flows } = startFromTool(facts, WORDS);
    expect(places.map(({ operator }) => operator)).toEqual(['Calder Health Pay', 'Lumen Forge', '', 'Lumen Forge']);
    expect(places.map(({ country }) => country)).toEqual(['', '', '', '']);
    expect(places.slice(1).map(({ retention }) => retention.kind)).toEqual(['unknown', 'unknown', 'unknown']);
    expect(flows.every(({ transit }) => transit === 'unknown')).toBe(true);
    expect(flows[0]?.dataClasses).toEqual(['source_code', 'context', 'prompts', 'phi']);
    expect(findConfirmRefusal({ places, flows }, { vendor: { name: 'Lumen Forge' }, use: facts.use })).toBeNull();
  });

  test('puts places where the residency answers say, and draws the sub-processors that see something', () => {
    const place = (country: string, city = '') => ({ kind: 'country', country, city, data: 'all' }) as const;
    const started = startFromTool(
      {
        ...facts,
        residency: {
          locations: [
            { location: 'endpoint', places: [place('DE', 'Frankfurt')] },
            { location: 'inference', places: [place('IE'), place('US', 'Virginia')] },
            { location: 'storage', places: [{ kind: 'nowhere', country: '', city: '', data: 'all' }] },
          ],
          subProcessors: [
            { name: 'Deskmill', role: 'Support desk', place: place('PT', 'Porto'), sees: 'account' },
            { name: 'Wattline', role: 'Power', place: place('DE'), sees: 'nothing' },
          ],
        },
      },
      WORDS,
    );
    expect(started.places.map(({ id, country, location }) => `${id} ${country} ${location}`.trim())).toEqual([
      'workstation',
      'service DE Frankfurt',
      'model-host  IE, Virginia US',
      'retention',
      'sub-processor-1 PT Porto',
    ]);
    expect(started.places[3]?.retention.kind).toBe('none');
    expect(started.flows.at(-1)).toMatchObject({
      from: 'service',
      to: 'sub-processor-1',
      dataClasses: ['personal_data'],
    });
    expect(dataFlowContentSchema.safeParse(started).success).toBe(true);
  });

  test('names the organisation where the tool runs on its own machines, and nobody where that is unknown', () => {
    const operators = (deployment: 'own_cloud' | 'unknown') =>
      startFromTool({ ...facts, deployment }, WORDS).places.find(({ kind }) => kind === 'service')?.operator;
    expect(operators('own_cloud')).toBe('Calder Health Pay');
    expect(operators('unknown')).toBe('');
  });
});

describe('comparing two states of a map', () => {
  test('does not see where things stand, nor in which order', () => {
    const moved = alter({ gate: { x: 300, y: 700 } });
    expect(isSameContent(SOUND, { places: moved.places.toReversed(), flows: moved.flows.toReversed() })).toBe(true);
    const swapped = alter({}, { a: { dataClasses: ['phi', 'prompts'] } });
    expect(isSameContent(swapped, alter({}, { a: { dataClasses: ['prompts', 'phi'] } }))).toBe(true);
  });

  test('names every part that was added, removed or changed', () => {
    const after = {
      places: [...alter({ gate: { country: 'US' } }).places.slice(0, 3), makePlace('new')],
      flows: [makeFlow('a', 'desk', 'gate'), makeFlow('b', 'gate', 'model', { transit: 'none' })],
    };
    expect(compareContent(SOUND, after)).toEqual([
      { part: 'place', change: 'changed', id: 'gate' },
      { part: 'place', change: 'added', id: 'new' },
      { part: 'place', change: 'removed', id: 'log' },
      { part: 'flow', change: 'changed', id: 'b' },
      { part: 'flow', change: 'removed', id: 'c' },
    ]);
    expect(compareContent(after, after)).toEqual([]);
  });
});

test('a place is as wide on the sheet as the rules say', () => {
  expect(new Set(layOutScene(SOUND, WORDS).places.map(({ width }) => width))).toEqual(new Set([PLACE_WIDTH]));
});
