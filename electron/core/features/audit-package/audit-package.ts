import { readReadiness } from '../../../../shared/rules/audit-package/readiness.ts';
import { AssayError } from '../../assay-error.ts';
import { runJob } from '../../jobs.ts';
import { personOperations } from '../../operations.ts';
import { insertPackage, selectLastCheckpoint, selectPackages } from './audit-package-store.ts';
import { checkPackage } from './check-package.ts';
import { findContentHead, writePackage } from './make-package.ts';
import { hashPublicKey } from './package-files.ts';
import { readPackageSources } from './read-package-facts.ts';

const LISTED_PACKAGES = 200;

export const auditPackageOperations = {
  readiness: personOperations.auditPackage.readiness.handler(async ({ context, input }) => {
    const { workspace, queries } = context;
    const { sequence, hash } = await findContentHead(workspace);
    const { facts, evidence, vendors } = await readPackageSources(workspace, input, sequence);
    const files = [...evidence.values()].flatMap(({ file }) => file ?? []);
    return {
      asOf: facts.asOf,
      items: readReadiness(facts),
      tools: facts.tools.length,
      vendors: vendors.slice(0, 2000),
      evidence: { files: files.length, bytes: files.reduce((sum, { size }) => sum + size, 0) },
      head: { sequence, hash },
      checkpoint: (await selectLastCheckpoint(queries)) ?? null,
      keySha256: hashPublicKey(workspace),
    };
  }),

  make: personOperations.auditPackage.make.handler(({ context, input, signal }) =>
    runJob(signal, async (report) => {
      const { workspace, files, person, bench, write } = context;
      if (input.final && person.role !== 'compliance_officer') {
        throw new AssayError('ROLE_REFUSED', 'Only a compliance officer may make a final package.', {
          field: 'final',
          remedy: 'Make a draft, or ask an officer.',
        });
      }
      const { version } = bench.ports.host;
      const { resources } = bench.ports.folders;
      const task = { workspace, files, ...input, author: person.name, assayVersion: version, resources };
      const { made: facts, path, fileName } = await writePackage(task, report);
      const { token, name, size } = await files.offer(path, fileName, 'application/zip');
      try {
        const made = await write(async (unit) => {
          const madeBy = { id: person.id, name: person.name, initials: person.initials };
          const whole = { ...facts, id: unit.nextId(), madeAt: unit.now, madeBy };
          await insertPackage(unit.transaction, whole);
          unit.record({ kind: 'audit_package', id: whole.id, name: whole.name, before: null, after: { ...whole } });
          return whole;
        });
        return { made, file: { token, name, size } };
      } catch (error) {
        await files.discard(token);
        throw error;
      }
    }),
  ),

  verify: personOperations.auditPackage.verify.handler(({ context, input, signal }) =>
    runJob(signal, async (report) => {
      const { workspace, files, write } = context;
      const { check, givenName, manifestSha256 } = await checkPackage(workspace, files, input, report);
      const { verdict, name, keySha256, ownKey } = check;
      await write(async (unit) => {
        const facts = { file: givenName, package: name, verdict, manifestSha256, keySha256, ownKey };
        unit.note({ kind: 'package_check', id: workspace.id, name: givenName, facts });
      });
      return check;
    }),
  ),

  list: personOperations.auditPackage.list.handler(({ context }) => selectPackages(context.queries, LISTED_PACKAGES)),
};
