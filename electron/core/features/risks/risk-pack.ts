import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import { z } from 'zod';
import { riskPackSchema, type RiskPack } from '../../../../shared/contract/risk-pack.ts';

/**
 * Reads the risks that a register can begin with from `<resources>/packs/risks/starting-risks.yaml`.
 *
 * @throws Error naming the file and what is wrong with it.
 */
export async function loadRiskPack(resources: string): Promise<RiskPack> {
  const path = join(resources, 'packs', 'risks', 'starting-risks.yaml');
  const document = parseDocument(await readFile(path, 'utf8'));
  const [mistake] = document.errors;
  if (mistake) throw new Error(`${path} is not YAML. ${mistake.message}`);
  const parsed = riskPackSchema.safeParse(document.toJS());
  if (!parsed.success) throw new Error(`${path} is not a pack of risks.\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}
