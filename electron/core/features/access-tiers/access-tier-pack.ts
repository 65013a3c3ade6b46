import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { type AccessTierPack, accessTierPackSchema } from '../../../../shared/contract/access-tier-pack.ts';
import { ACCESS_CLASSES, ACCESS_ROLES } from '../../../../shared/contract/access-tier-records.ts';

/**
 * Reads an access-tier pack from YAML.
 *
 * @throws Error naming `source` and the place in the YAML, each field that the schema refuses, or a role, class or cell
 * that stands twice.
 */
export function parseAccessTierPack(text: string, source: string): AccessTierPack {
  const document = parseDocument(text);
  const [mistake] = document.errors;
  if (mistake) throw new Error(`${source} is not YAML. ${mistake.message}`);
  const parsed = accessTierPackSchema.safeParse(document.toJS());
  if (!parsed.success) throw new Error(`${source} is not an access-tier pack.\n${z.prettifyError(parsed.error)}`);
  const pack = parsed.data;
  const names = [
    ...pack.roles.map(({ id }) => id),
    ...pack.classes.map(({ id }) => id),
    ...pack.requirements.map(({ id }) => `requirement ${id}`),
    ...pack.classifier.map(({ id }) => id),
    ...pack.matrix.map((cell) => `${cell.role} on ${cell.class}`),
  ];
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`${source} has ${twice} twice.`);
  const cells = ACCESS_ROLES.length * ACCESS_CLASSES.length;
  if (pack.matrix.length !== cells) throw new Error(`${source} sets ${pack.matrix.length} of ${cells} cells.`);
  return pack;
}

/** The pack of a product does not change while it runs, so each folder is read once. */
const packs = new Map<string, Promise<AccessTierPack>>();

/**
 * The pack that comes with this version of Assay.
 *
 * @param resources The product's resources (`ports.folders.resources`).
 * @throws Error as `parseAccessTierPack` does.
 */
export function readAccessTierPack(resources: string): Promise<AccessTierPack> {
  const path = join(resources, 'packs', 'access-tiers', 'access-tiers.yaml');
  const pack = packs.get(path) ?? readFile(path, 'utf8').then((text) => parseAccessTierPack(text, 'access-tiers.yaml'));
  packs.set(path, pack);
  return pack;
}
