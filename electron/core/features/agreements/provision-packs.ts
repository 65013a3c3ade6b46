import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { provisionPackSchema, type ProvisionPack } from '../../../../shared/contract/agreement-packs.ts';
import type { AgreementKind } from '../../../../shared/contract/agreements.ts';

/** The checklists of provisions, by the kind of agreement that each is for. */
export type ProvisionPacks = ReadonlyMap<AgreementKind, ProvisionPack>;

/**
 * Loads `<resources>/packs/agreements/*.yaml`.
 *
 * @throws Error naming the file for what is not a pack, is not named after its id, or is for a kind that has one.
 */
export async function loadProvisionPacks(resources: string): Promise<ProvisionPacks> {
  const folder = join(resources, 'packs', 'agreements');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort();
  const packs = new Map<AgreementKind, ProvisionPack>();
  for (const name of names) {
    const document = parseDocument(await readFile(join(folder, name), 'utf8'));
    const [mistake] = document.errors;
    if (mistake) throw new Error(`${name} is not YAML. ${mistake.message}`);
    const parsed = provisionPackSchema.safeParse(document.toJS());
    if (!parsed.success) throw new Error(`${name} is not a pack of provisions.\n${z.prettifyError(parsed.error)}`);
    const pack = parsed.data;
    if (`${pack.id}.yaml` !== name) throw new Error(`${name} holds the pack ${pack.id}.`);
    if (packs.has(pack.agreementKind)) throw new Error(`${name} is a second pack for ${pack.agreementKind}.`);
    packs.set(pack.agreementKind, pack);
  }
  return packs;
}
