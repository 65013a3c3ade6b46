import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { ADOPTION_PHASES, adoptionPackSchema, type AdoptionPack } from '../../../../shared/contract/adoption-pack.ts';
import { listPackItems } from '../../../../shared/rules/adoption.ts';

/** Faults that the schema cannot see. */
function findFault(pack: AdoptionPack): string | null {
  const entries = listPackItems(pack);
  if (pack.phases.some(({ id }, index) => id !== ADOPTION_PHASES[index])) return 'its phases are not in their order';
  const ids = entries.map(({ item }) => item.id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) return `${twice} stands twice`;
  const odd = entries.find(({ phase, item }) => (phase === 'ongoing') !== (item.cadence !== undefined));
  if (odd) return `${odd.item.id} has a cadence outside "ongoing", or none in it`;
  const codes = new Set(pack.frameworks.map(({ code }) => code));
  const unknown = entries.flatMap(({ item }) => item.clauses).find(({ framework }) => !codes.has(framework));
  return unknown ? `framework ${unknown.framework} is not named` : null;
}

/**
 * Reads a checklist from YAML.
 *
 * @throws Error naming `source` and what is wrong with it.
 */
export function parseAdoptionPack(text: string, source: string): AdoptionPack {
  const document = parseDocument(text);
  const [mistake] = document.errors;
  if (mistake) throw new Error(`${source} is not YAML. ${mistake.message}`);
  const parsed = adoptionPackSchema.safeParse(document.toJS());
  if (!parsed.success) throw new Error(`${source} is not an adoption checklist.\n${z.prettifyError(parsed.error)}`);
  const fault = findFault(parsed.data);
  if (fault !== null) throw new Error(`${source}: ${fault}.`);
  return parsed.data;
}

/** The packs of a product do not change while it runs, so each folder is read once. */
const shippedPacks = new Map<string, Promise<AdoptionPack>>();

/** The checklist that comes with this version of Assay, from `<resources>/packs/adoption`. */
export function readShippedChecklist(resources: string): Promise<AdoptionPack> {
  const path = join(resources, 'packs', 'adoption', 'adoption-checklist.yaml');
  const known = shippedPacks.get(path) ?? readFile(path, 'utf8').then((text) => parseAdoptionPack(text, path));
  shippedPacks.set(path, known);
  return known;
}
