import type { z } from 'zod';
import type { checkProblemSchema } from '../../../../shared/contract/workspace.ts';
import type { ReportProgress } from '../../jobs.ts';
import { verifyEvidenceFiles } from '../evidence/evidence.ts';
import { verifyTrail } from '../audit-trail/verify-trail.ts';
import type { Workspace } from './open-workspace.ts';

type Problem = z.infer<typeof checkProblemSchema>;

/**
 * Verifies the database's own structure, every stored evidence file against its SHA-256, and the trail. Problems come
 * in that order, so the first is the first thing wrong.
 */
export async function checkWorkspace(workspace: Workspace, report: ReportProgress) {
  const problems: Problem[] = [];
  await report('workspace.progress.database', 0, null);
  const faults = workspace.file.pragma('integrity_check(10)') as { integrity_check: string }[];
  for (const { integrity_check: sentence } of faults) {
    if (sentence !== 'ok') problems.push({ part: 'database', sentence: `SQLite reports: ${sentence}.`, record: null });
  }
  const orphans = workspace.file.pragma('foreign_key_check') as { table: string; parent: string }[];
  for (const { table, parent } of orphans.slice(0, 10)) {
    problems.push({
      part: 'database',
      sentence: `A row of ${table} refers to a row of ${parent} that is not there.`,
      record: null,
    });
  }
  const evidence = await verifyEvidenceFiles(workspace, report);
  for (const { indexNumber, sentence } of evidence.damaged) {
    problems.push({ part: 'evidence', sentence, record: indexNumber });
  }
  const trail = await verifyTrail(workspace, report);
  if (trail.firstBroken) {
    problems.push({ part: 'trail', sentence: trail.firstBroken.sentence, record: `#${trail.firstBroken.sequence}` });
  }
  return {
    sound: problems.length === 0,
    problems: problems.slice(0, 100),
    entries: trail.entries,
    evidenceFiles: evidence.files,
  };
}
