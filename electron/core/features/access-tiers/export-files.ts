import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import type { AccessTierPack } from '../../../../shared/contract/access-tier-pack.ts';
import { decide } from '../../../../shared/rules/access-tiers/decide.ts';
import { pickDecisionFacts, writePolicyData } from '../../../../shared/rules/access-tiers/policy-data.ts';
import { writeRegoPolicy, writeRegoTests, type PolicyCase } from '../../../../shared/rules/access-tiers/rego.ts';
import type { Executor } from '../../database/tables.ts';
import type { FileDesk } from '../../file-desk.ts';
import { readExportedHead } from '../audit-trail/trail-anchor.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { listPolicyQuestions, readAccessWorld } from './access-world.ts';
import { writeDesignYaml } from './design-yaml.ts';
import { getDesign } from './designs.ts';

interface TextFile {
  name: string;
  mediaType: string;
  text: string;
}

export interface DesignExport {
  version: number;
  files: { token: string; name: string; sha256: string }[];
}

async function writeFiles(
  workspace: Workspace,
  executor: Executor,
  pack: AccessTierPack,
  designId: string,
  format: 'yaml' | 'rego',
): Promise<{ version: number; texts: TextFile[] }> {
  const design = await getDesign(executor, designId);
  const world = await readAccessWorld(workspace, executor, pack, design);
  const { version } = design;
  if (format === 'yaml') {
    const text = writeDesignYaml(pack, world, workspace.today());
    return { version, texts: [{ name: `access-tiers-${version}.yaml`, mediaType: 'application/yaml', text }] };
  }
  const questions = await listPolicyQuestions(executor, world, workspace.today());
  const cases = questions.flatMap(({ name, input }): PolicyCase[] => {
    const facts = pickDecisionFacts(world, input);
    return facts ? [{ name, input, expected: decide(facts).outcome }] : [];
  });
  const data = JSON.stringify({ access_tiers: writePolicyData(world) }, null, 2);
  return {
    version,
    texts: [
      { name: 'access_tiers.rego', mediaType: 'text/plain', text: writeRegoPolicy() },
      { name: 'access_tiers_test.rego', mediaType: 'text/plain', text: writeRegoTests(cases) },
      { name: 'data.json', mediaType: 'application/json', text: `${data}\n` },
    ],
  };
}

/**
 * Writes a version of the access tiers as YAML, or as a Rego policy with its tests and data, onto the desk. The same
 * records give the same bytes on one day.
 *
 * @throws AssayError NOT_FOUND.
 */
export async function exportDesign(
  workspace: Workspace,
  executor: Executor,
  desk: FileDesk,
  pack: AccessTierPack,
  { designId, format }: { designId: string; format: 'yaml' | 'rego' },
): Promise<DesignExport> {
  const { version, texts } = await writeFiles(workspace, executor, pack, designId, format);
  const files: DesignExport['files'] = [];
  const { line } = readExportedHead(workspace);
  for (const { name, mediaType, text: written } of texts) {
    // JSON has no comments; the two files beside it carry the line.
    const text = mediaType === 'application/json' ? written : `${written}# ${line}\n`;
    const path = desk.newPath();
    await writeFile(path, text, { mode: 0o600 });
    const { token } = await desk.offer(path, name, mediaType);
    files.push({ token, name, sha256: createHash('sha256').update(text).digest('hex') });
  }
  return { version, files };
}
