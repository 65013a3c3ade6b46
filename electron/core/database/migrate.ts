import type { Database } from 'better-sqlite3';
import { sql, type Kysely } from 'kysely';
import { AssayError } from '../assay-error.ts';
import { createWorkspace } from './migrations/0010-create-workspace.ts';
import { addEvidenceLinks } from './migrations/0020-add-evidence-links.ts';
import { addAgreements } from './migrations/0030-add-agreements.ts';
import { addPhiExposure } from './migrations/0040-add-phi-exposure.ts';
import { addResidency } from './migrations/0050-add-residency.ts';
import { addDataFlows } from './migrations/0060-add-data-flows.ts';
import { addAccessTiers } from './migrations/0070-add-access-tiers.ts';
import { addTraining } from './migrations/0080-add-training.ts';
import { addAdoption } from './migrations/0090-add-adoption.ts';
import { widenRisks } from './migrations/0100-widen-risks.ts';
import { addVendorFacts } from './migrations/0110-add-vendor-facts.ts';
import { addQuestionnaireIssues } from './migrations/0120-add-questionnaire-issues.ts';
import { widenEvidence } from './migrations/0130-widen-evidence.ts';
import { widenTrail } from './migrations/0140-widen-trail.ts';
import { addGaps } from './migrations/0150-add-gaps.ts';
import { addAuditorAnswers } from './migrations/0160-add-auditor-answers.ts';
import { addAuditPackages } from './migrations/0170-add-audit-packages.ts';

interface Migration {
  version: number;
  up: (database: Kysely<unknown>) => Promise<void>;
}

/** Rising by ten, never edited once released. Named here and not read from a folder, so that a package holds them. */
const MIGRATIONS: readonly Migration[] = [
  { version: 10, up: createWorkspace },
  { version: 20, up: addEvidenceLinks },
  { version: 30, up: addAgreements },
  { version: 40, up: addPhiExposure },
  { version: 50, up: addResidency },
  { version: 60, up: addDataFlows },
  { version: 70, up: addAccessTiers },
  { version: 80, up: addTraining },
  { version: 90, up: addAdoption },
  { version: 100, up: widenRisks },
  { version: 110, up: addVendorFacts },
  { version: 120, up: addQuestionnaireIssues },
  { version: 130, up: widenEvidence },
  { version: 140, up: widenTrail },
  { version: 150, up: addGaps },
  { version: 160, up: addAuditorAnswers },
  { version: 170, up: addAuditPackages },
];

/**
 * Brings a workspace file to the newest version, each step and its stamp in one transaction: a failing step leaves the
 * file as it was. Calls `backUp` once before the first step on a file that already holds something.
 *
 * @throws AssayError WORKSPACE_NEWER when a newer Assay wrote the file.
 */
export async function migrate(
  file: Database,
  database: Kysely<unknown>,
  backUp: () => void,
  migrations: readonly Migration[] = MIGRATIONS,
): Promise<void> {
  const present = Number(file.pragma('user_version', { simple: true }));
  const latest = migrations.at(-1)?.version ?? 0;
  if (present > latest) {
    throw new AssayError(
      'WORKSPACE_NEWER',
      `This workspace was written by a newer Assay (its version is ${present}, this Assay reads up to ${latest}).`,
      { remedy: 'Install the newer Assay, or open a backup that was made before.' },
    );
  }
  const missing = migrations.filter((migration) => migration.version > present);
  if (missing.length === 0) return;
  if (present > 0) backUp();

  // Rebuilding a table with foreign keys on would delete the rows that refer to it, and the pragma does nothing inside a transaction.
  file.pragma('foreign_keys = off');
  try {
    for (const { version, up } of missing) {
      await database.transaction().execute(async (transaction) => {
        await up(transaction);
        const orphans = await sql`pragma foreign_key_check`.execute(transaction);
        if (orphans.rows.length > 0)
          throw new Error(`Migration ${version} leaves ${orphans.rows.length} orphaned rows`);
        await sql.raw(`pragma user_version = ${version}`).execute(transaction);
      });
    }
  } finally {
    file.pragma('foreign_keys = on');
  }
}
