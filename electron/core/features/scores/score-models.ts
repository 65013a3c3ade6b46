import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { type ScoreModel, type ScoreModelId, scoreModelSchema } from '../../../../shared/contract/score-models.ts';
import { writeCanonicalJson } from '../../../../shared/rules/canonical-json.ts';

/** A model with the sum that identifies its numbers beside every result. */
export interface LoadedModel<Model extends ScoreModel = ScoreModel> {
  model: Model;
  /** SHA-256 over the model's canonical JSON, 64 lower-case hexadecimal digits; comments and layout do not count. */
  sha256: string;
}

export interface ScoreModels {
  /** The newest version of a model: what new results are made with. */
  newest<Id extends ScoreModelId>(id: Id): LoadedModel<Extract<ScoreModel, { id: Id }>>;
  /** One version, to explain an old result with; undefined when it is not at hand. */
  find<Id extends ScoreModelId>(id: Id, version: string): LoadedModel<Extract<ScoreModel, { id: Id }>> | undefined;
}

/**
 * Reads one model from YAML.
 *
 * @throws Error naming `source` and the place in the YAML, or each field that the schema refuses.
 */
export function parseScoreModel(text: string, source: string): LoadedModel {
  const document = parseDocument(text);
  const [mistake] = document.errors;
  if (mistake) throw new Error(`${source} is not YAML. ${mistake.message}`);
  const parsed = scoreModelSchema.safeParse(document.toJS());
  if (!parsed.success) throw new Error(`${source} is not a scoring model.\n${z.prettifyError(parsed.error)}`);
  const sha256 = createHash('sha256').update(writeCanonicalJson(parsed.data), 'utf8').digest('hex');
  return { model: parsed.data, sha256 };
}

function compareVersions(left: string, right: string): number {
  const rightParts = right.split('.').map(Number);
  const differences = left.split('.').map((part, index) => Number(part) - (rightParts[index] ?? 0));
  return differences.find((difference) => difference !== 0) ?? 0;
}

/**
 * Loads every version of every model from `<resources>/packs/models/*.yaml`.
 *
 * @throws Error when a file is not a model, two files hold the same version, or one of the four models is missing.
 */
export async function loadScoreModels(resources: string): Promise<ScoreModels> {
  const folder = join(resources, 'packs', 'models');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const loaded = await Promise.all(
    names.map(async (name) => parseScoreModel(await readFile(join(folder, name), 'utf8'), name)),
  );
  const versions = new Map<ScoreModelId, LoadedModel[]>();
  for (const entry of loaded) {
    const { id, version } = entry.model;
    const known = versions.get(id) ?? [];
    if (known.some((other) => other.model.version === version)) {
      throw new Error(`${id} ${version} stands in two files of ${folder}.`);
    }
    versions.set(id, [...known, entry]);
  }
  for (const entries of versions.values()) {
    entries.sort((left, right) => compareVersions(right.model.version, left.model.version));
  }
  for (const { shape } of scoreModelSchema.options) {
    if (!versions.has(shape.id.value)) throw new Error(`${folder} has no model ${shape.id.value}.`);
  }

  function listVersions<Id extends ScoreModelId>(id: Id): LoadedModel<Extract<ScoreModel, { id: Id }>>[] {
    return (versions.get(id) ?? []) as unknown as LoadedModel<Extract<ScoreModel, { id: Id }>>[];
  }
  return {
    newest(id) {
      const [entry] = listVersions(id);
      if (!entry) throw new Error(`There is no model ${id}.`);
      return entry;
    },
    find: (id, version) => listVersions(id).find((entry) => entry.model.version === version),
  };
}
