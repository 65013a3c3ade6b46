import { ACCESS_ROLES } from '../../../../shared/contract/access-tier-records.ts';
import { compareCells } from '../../../../shared/rules/access-tiers/matrix.ts';
import { personOperations } from '../../operations.ts';
import { checkDesign, EVERY_ROW } from './access-checks.ts';
import { readAccessTierPack } from './access-tier-pack.ts';
import { answerQuestion, listCases, removeCase, saveCase } from './ask.ts';
import {
  approveDesign,
  confirmReview,
  describeDesign,
  describeDesignRow,
  discardDraft,
  findPresentDesigns,
  getDesign,
  listDesigns,
  sendDesignBack,
  sendForApproval,
  setCell,
  setDuties,
  startDraft,
} from './designs.ts';
import { exportDesign } from './export-files.ts';
import {
  approveException,
  declineException,
  keepRecordedException,
  listExceptions,
  requestException,
  revokeException,
} from './exceptions.ts';
import { addGrant, approveGrant, changeGrant, listGrants } from './grants.ts';
import { addIdentity, changeIdentity, listIdentities } from './identities.ts';
import { addRepository, changeRepository, listRepositories } from './repositories.ts';

/** Operations that need the pack have it in their context. */
const accessTiers = personOperations.use(async ({ context, next }) =>
  next({ context: { pack: await readAccessTierPack(context.bench.ports.folders.resources) } }),
).accessTiers;

export const accessTiersOperations = {
  pack: accessTiers.pack.handler(({ context }) => context.pack),

  designs: accessTiers.designs.handler(async ({ context }) =>
    (await listDesigns(context.queries)).map(describeDesignRow),
  ),

  get: accessTiers.get.handler(async ({ context, input }) => {
    const { queries, workspace } = context;
    const { inForce, next } = await findPresentDesigns(queries);
    const design = input.designId === null ? (next ?? inForce) : await getDesign(queries, input.designId);
    if (design === null) return null;
    const today = workspace.today();
    const { rows } = await listIdentities(queries, EVERY_ROW, today);
    return {
      design: await describeDesign(queries, design),
      checks: await checkDesign(queries, today, design),
      holders: ACCESS_ROLES.map((role) => ({
        role,
        count: rows.filter((identity) => identity.active && identity.role === role).length,
      })),
    };
  }),

  startDraft: accessTiers.startDraft.handler(({ context }) => context.write((unit) => startDraft(unit, context.pack))),

  setCell: accessTiers.setCell.handler(({ context, input }) => context.write((unit) => setCell(unit, input))),

  setDuties: accessTiers.setDuties.handler(({ context, input }) => context.write((unit) => setDuties(unit, input))),

  discardDraft: accessTiers.discardDraft.handler(({ context, input }) =>
    context.write((unit) => discardDraft(unit, input)),
  ),

  sendForApproval: accessTiers.sendForApproval.handler(({ context, input }) =>
    context.write((unit) => sendForApproval(unit, input)),
  ),

  approve: accessTiers.approve.handler(({ context, input }) => context.write((unit) => approveDesign(unit, input))),

  sendBack: accessTiers.sendBack.handler(({ context, input }) => context.write((unit) => sendDesignBack(unit, input))),

  confirmReview: accessTiers.confirmReview.handler(({ context, input }) =>
    context.write((unit) => confirmReview(unit, input)),
  ),

  compare: accessTiers.compare.handler(async ({ context, input }) => {
    const left = await getDesign(context.queries, input.leftId);
    const right = await getDesign(context.queries, input.rightId);
    const held = (design: typeof left, role: (typeof ACCESS_ROLES)[number]) =>
      design.duties.find((one) => one.role === role)?.duties ?? [];
    return {
      left: describeDesignRow(left),
      right: describeDesignRow(right),
      cells: compareCells(left.cells, right.cells),
      duties: ACCESS_ROLES.flatMap((role) => {
        const [before, after] = [held(left, role), held(right, role)];
        const added = after.filter((duty) => !before.includes(duty));
        const removed = before.filter((duty) => !after.includes(duty));
        return added.length + removed.length === 0 ? [] : [{ role, added, removed }];
      }),
    };
  }),

  ask: accessTiers.ask.handler(({ context, input }) => {
    const { designId, ...question } = input;
    return answerQuestion(context.workspace, context.queries, context.pack, question, designId);
  }),

  cases: accessTiers.cases.handler(({ context }) => listCases(context.workspace, context.queries, context.pack)),

  saveCase: accessTiers.saveCase.handler(({ context, input }) =>
    context.write((unit) => saveCase(unit, context.pack, input)),
  ),

  removeCase: accessTiers.removeCase.handler(({ context, input }) =>
    context.write((unit) => removeCase(unit, input.caseId, input.revision)),
  ),

  listRepositories: accessTiers.listRepositories.handler(({ context, input }) =>
    listRepositories(context.queries, input),
  ),

  addRepository: accessTiers.addRepository.handler(({ context, input }) =>
    context.write((unit) => addRepository(unit, context.pack, input)),
  ),

  updateRepository: accessTiers.updateRepository.handler(({ context, input }) =>
    context.write((unit) => changeRepository(unit, context.pack, input)),
  ),

  listIdentities: accessTiers.listIdentities.handler(({ context, input }) =>
    listIdentities(context.queries, input, context.workspace.today()),
  ),

  addIdentity: accessTiers.addIdentity.handler(({ context, input }) =>
    context.write((unit) => addIdentity(unit, input)),
  ),

  updateIdentity: accessTiers.updateIdentity.handler(({ context, input }) =>
    context.write((unit) => changeIdentity(unit, input.identityId, input.revision, input.changes)),
  ),

  listGrants: accessTiers.listGrants.handler(({ context, input }) => listGrants(context.queries, input)),

  addGrant: accessTiers.addGrant.handler(({ context, input }) => context.write((unit) => addGrant(unit, input))),

  updateGrant: accessTiers.updateGrant.handler(({ context, input }) =>
    context.write((unit) => changeGrant(unit, input.grantId, input.revision, input.changes)),
  ),

  approveGrant: accessTiers.approveGrant.handler(({ context, input }) =>
    context.write((unit) => approveGrant(unit, input.grantId, input.revision)),
  ),

  listExceptions: accessTiers.listExceptions.handler(({ context, input }) =>
    listExceptions(context.queries, input, context.workspace.today()),
  ),

  requestException: accessTiers.requestException.handler(({ context, input }) =>
    context.write((unit) => requestException(unit, context.pack, input)),
  ),

  approveException: accessTiers.approveException.handler(({ context, input }) =>
    context.write((unit) => approveException(unit, input)),
  ),

  declineException: accessTiers.declineException.handler(({ context, input }) =>
    context.write((unit) => declineException(unit, input)),
  ),

  revokeException: accessTiers.revokeException.handler(({ context, input }) =>
    context.write((unit) => revokeException(unit, input)),
  ),

  recordException: accessTiers.recordException.handler(({ context, input }) =>
    context.write((unit) => keepRecordedException(unit, context.pack, input)),
  ),

  exportFile: accessTiers.exportFile.handler(async ({ context, input }) => {
    const { workspace, queries, files: desk, pack } = context;
    const { version, files } = await exportDesign(workspace, queries, desk, pack, input);
    const name = `Access tiers, version ${version}`;
    await context.write(async (unit) => {
      for (const { name: file, sha256 } of files) {
        unit.note({ kind: 'access_design', id: input.designId, name, facts: { file, sha256 } });
      }
    });
    return { files: files.map(({ token, name: file }) => ({ token, name: file })) };
  }),
};
