import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { type TrainingPack, trainingPackSchema } from '../../../../shared/contract/training.ts';

/**
 * Reads a training programme from YAML.
 *
 * @throws Error naming `source` and the place in the YAML, each field that the schema refuses, or a course that stands
 * twice.
 */
export function parseTrainingPack(text: string, source: string): TrainingPack {
  const document = parseDocument(text);
  const [mistake] = document.errors;
  if (mistake) throw new Error(`${source} is not YAML. ${mistake.message}`);
  const parsed = trainingPackSchema.safeParse(document.toJS());
  if (!parsed.success) throw new Error(`${source} is not a training programme.\n${z.prettifyError(parsed.error)}`);
  const ids = parsed.data.courses.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) throw new Error(`${source} has ${twice} twice.`);
  return parsed.data;
}

/** The pack of a product does not change while it runs, so each folder is read once. */
const packs = new Map<string, Promise<TrainingPack>>();

/**
 * The programme that comes with this version of Assay.
 *
 * @param resources The product's resources (`ports.folders.resources`).
 * @throws Error as `parseTrainingPack` does.
 */
export function readTrainingPack(resources: string): Promise<TrainingPack> {
  const path = join(resources, 'packs', 'training', 'ai-tools.yaml');
  const pack = packs.get(path) ?? readFile(path, 'utf8').then((text) => parseTrainingPack(text, 'ai-tools.yaml'));
  packs.set(path, pack);
  return pack;
}
