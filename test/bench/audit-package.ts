import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { streamEvidenceContent } from '../../electron/core/features/evidence/evidence-content.ts';
import { openPackageFiles } from '../../electron/core/features/audit-package/package-files.ts';
import { openZipWriter } from '../../electron/core/features/audit-package/package-zip.ts';
import { writeStoredZip } from '../../electron/core/features/exchange/stored-zip.ts';
import { createTestWorkbench } from '../support/workbench.ts';
import { compare } from './measure.ts';

const FILES = 24;
const FILE_BYTES = 8 * 1024 * 1024;

/**
 * Assay streams evidence out of the workspace into a package: every file hashed, held against its sum, summed for the
 * archive and written. Reference: the same bytes from files of a folder, hashed and zipped without compression.
 * Documents are apart: their writers have comparisons of their own.
 */
export async function benchPackage(): Promise<void> {
  await using bench = await createTestWorkbench();
  const { workspace } = bench.workbench.openWindow('bench').session.bench;
  if (!workspace) throw new Error('The bench has no workspace');
  const contents = new Map<string, string>();
  for (let number = 1; number <= FILES; number += 1) {
    const path = join(bench.folder, `piece-${number}.pdf`);
    writeFileSync(path, Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(FILE_BYTES)]));
    const { token } = await bench.workbench.files.offer(path, `piece-${number}.pdf`, 'application/pdf');
    const { file } = await bench.reviewer.evidence.add({
      title: `Piece ${number}`,
      kind: 'export',
      state: 'documented',
      control: 'A-TEC-4',
      vendorId: null,
      fileToken: token,
    });
    if (!file) throw new Error('The bench has evidence without a file');
    contents.set(file.sha256, path);
  }
  const target = (name: string) => join(bench.folder, name);
  await compare(`packaging ${Math.round((FILES * FILE_BYTES) / 1_000_000)} MB of evidence`, {
    assay: {
      prepare: () => rmSync(target('ours.zip'), { force: true }),
      run: async () => {
        const zip = await openZipWriter(target('ours.zip'));
        const files = openPackageFiles(zip, 'package');
        for (const sha256 of contents.keys()) {
          const facts = { kind: 'evidence' as const, items: [], records: null, evidence: null };
          const written = await files.add(`evidence/${sha256}.pdf`, streamEvidenceContent(workspace, sha256), facts);
          if (written.sha256 !== sha256) throw new Error('A piece of the bench lost its sum');
        }
        await zip.finish();
      },
    },
    reference: {
      prepare: () => rmSync(target('theirs.zip'), { force: true }),
      run: () => {
        const named = new Map<string, Uint8Array>();
        for (const path of contents.values()) {
          const content = readFileSync(path);
          named.set(createHash('sha256').update(content).digest('hex'), content);
        }
        writeFileSync(target('theirs.zip'), writeStoredZip(named));
      },
    },
    rounds: 7,
    aim: 1.5,
  });
}
