import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { loadScoreModels, parseScoreModel } from '../../../electron/core/features/scores/score-models.ts';

const shipped = join('resources', 'packs', 'models');

async function readModel(id: string): Promise<string> {
  return readFile(join(shipped, `${id}.yaml`), 'utf8');
}

describe('the shipped models', () => {
  test.each(['code-change', 'questionnaire', 'inherent', 'residual', 'phi-exposure'])(
    '%s is version 1.0.0',
    async (id) => {
      const { model, sha256 } = parseScoreModel(await readModel(id), id);
      expect(model).toMatchObject({ id, version: '1.0.0' });
      expect(sha256).toMatch(/^[0-9a-f]{64}$/);
    },
  );

  test('keep their sum when only layout and comments change, and lose it with a number', async () => {
    const text = await readModel('residual');
    const { sha256 } = parseScoreModel(text, 'residual');
    expect(parseScoreModel(`# A remark\n${text}\n\n`, 'residual').sha256).toBe(sha256);
    const changed = text.replace('maximumSteps: 3', 'maximumSteps: 2');
    expect(parseScoreModel(changed, 'residual').sha256).not.toBe(sha256);
  });
});

describe('a model is refused', () => {
  test.each([
    ['when points fall from one level to the next', 'code-change', /points: 4/, 'points: 0', 'Points must not fall'],
    ['when unknown helps', 'code-change', /unknown: 150/, 'unknown: 100', 'Unknown must count as the worse answer'],
    [
      'when review makes it worse',
      'code-change',
      /yes: 100, no: 150, unknown: 150/,
      'yes: 150, no: 100, unknown: 100',
      'must not help',
    ],
    ['when bounds do not rise', 'code-change', /medium: 800/, 'medium: 300', 'Bounds must rise'],
    ['when an unknown answer earns credit', 'questionnaire', /unknown: 0/, 'unknown: 1', 'Unknown earns nothing'],
    ['when weaker evidence earns more', 'questionnaire', /claimed: 1/, 'claimed: 8', 'Credits must not fall'],
    ['when an extreme makes the tier milder', 'inherent', /atLeast: critical/, 'atLeast: medium', 'Rules must rise'],
    ['when high exposure ends early', 'phi-exposure', /high: 14/, 'high: 13', 'High must end'],
    ['when weaker evidence is worth more', 'phi-exposure', /claimed: 1/, 'claimed: 9', 'Credits must not fall'],
    ['when a level has no anchor', 'inherent', /anchor: .*/, "anchor: ''", 'anchor'],
    ['when stronger evidence takes off less', 'residual', /steps: 3/, 'steps: 1', 'Steps must not fall'],
    ['when a field is not known', 'residual', /maximumSteps: 3/, 'maximumSteps: 3\nrounding: up', 'rounding'],
    ['when it is not YAML', 'residual', /title: .*/, 'title: "open', 'is not YAML'],
  ])('%s', async (_, id, pattern, replacement, message) => {
    const text = await readModel(id);
    const changed = text.replace(pattern, replacement);
    expect(changed).not.toBe(text);
    expect(() => parseScoreModel(changed, `${id}.yaml`)).toThrow(message);
    expect(() => parseScoreModel(changed, `${id}.yaml`)).toThrow(`${id}.yaml`);
  });
});

describe('the folder of models', () => {
  let resources = '';
  const models = () => join(resources, 'packs', 'models');

  beforeEach(async () => {
    resources = await mkdtemp(join(tmpdir(), 'assay-models-'));
    await cp(shipped, models(), { recursive: true });
  });
  afterEach(() => rm(resources, { recursive: true }));

  test('gives the newest version for new results and every version for old ones', async () => {
    const text = await readModel('residual');
    for (const version of ['1.9.0', '1.10.0']) {
      await writeFile(
        join(models(), `residual-${version}.yaml`),
        text.replace('version: 1.0.0', `version: ${version}`),
      );
    }
    const loaded = await loadScoreModels(resources);
    expect(loaded.newest('residual').model.version).toBe('1.10.0');
    expect(loaded.find('residual', '1.0.0')).toEqual(parseScoreModel(text, 'residual'));
    expect(loaded.find('residual', '2.0.0')).toBeUndefined();
  });

  test('is refused when one version stands in two files', async () => {
    await cp(join(models(), 'inherent.yaml'), join(models(), 'inherent-copy.yaml'));
    await expect(loadScoreModels(resources)).rejects.toThrow('inherent 1.0.0 stands in two files');
  });

  test('is refused when a model is missing', async () => {
    await rm(join(models(), 'questionnaire.yaml'));
    await expect(loadScoreModels(resources)).rejects.toThrow('has no model questionnaire');
  });
});
