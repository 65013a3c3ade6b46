import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { profilePackSchema, type ProfilePack } from '../../../../shared/contract/profiles.ts';

/** Faults that the schema cannot see. */
function findFault(pack: ProfilePack): string | null {
  const ids = pack.facts.map(({ id }) => id);
  const twice = ids.find((id, index) => ids.indexOf(id) !== index);
  if (twice !== undefined) return `the fact ${twice} stands twice`;
  const sources = new Set(pack.sources.map(({ id }) => id));
  const unknown = pack.facts.flatMap((fact) => fact.sources).find((id) => !sources.has(id));
  return unknown === undefined ? null : `the source ${unknown} is not named`;
}

/**
 * Reads a profile from YAML.
 *
 * @throws Error naming `source` and what is wrong with it.
 */
export function parseProfilePack(text: string, source: string): ProfilePack {
  const document = parseDocument(text);
  const [mistake] = document.errors;
  if (mistake) throw new Error(`${source} is not YAML. ${mistake.message}`);
  const parsed = profilePackSchema.safeParse(document.toJS());
  if (!parsed.success) throw new Error(`${source} is not a vendor profile.\n${z.prettifyError(parsed.error)}`);
  const fault = findFault(parsed.data);
  if (fault !== null) throw new Error(`${source}: ${fault}.`);
  return parsed.data;
}

async function loadProfiles(folder: string): Promise<ProfilePack[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const packs = await Promise.all(
    names.map(async (name) => parseProfilePack(await readFile(join(folder, name), 'utf8'), name)),
  );
  return packs.toSorted((left, right) => left.title.localeCompare(right.title, 'en'));
}

/** The packs of a product do not change while it runs, so each folder is read once. */
const shippedProfiles = new Map<string, Promise<ProfilePack[]>>();

/** The profiles that come with this version of Assay, by title, from `<resources>/packs/profiles`. */
export function readShippedProfiles(resources: string): Promise<ProfilePack[]> {
  const folder = join(resources, 'packs', 'profiles');
  const known = shippedProfiles.get(folder) ?? loadProfiles(folder);
  shippedProfiles.set(folder, known);
  return known;
}
