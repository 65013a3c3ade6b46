import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { retentionPackSchema, type RetentionPack } from '../../../../shared/contract/retention-pack.ts';

/**
 * Reads the rules of retention from `<resources>/packs/retention/retention-rules.yaml`.
 *
 * @throws Error naming the file and what is wrong with it.
 */
export async function loadRetentionPack(resources: string): Promise<RetentionPack> {
  const path = join(resources, 'packs', 'retention', 'retention-rules.yaml');
  const document = parseDocument(await readFile(path, 'utf8'));
  const [mistake] = document.errors;
  if (mistake) throw new Error(`${path} is not YAML. ${mistake.message}`);
  const parsed = retentionPackSchema.safeParse(document.toJS());
  if (!parsed.success) throw new Error(`${path} is not a pack of retention rules.\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
