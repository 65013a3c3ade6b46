import { personOperations } from '../../operations.ts';
import { syncAgreementFindings } from '../agreements/agreement-findings.ts';
import { getVendorNextStep } from '../tools/tools.ts';
import { addVendor, changeVendor, changeVendorStatus, getVendor, listVendors } from './vendors.ts';

export const vendorsOperations = {
  list: personOperations.vendors.list.handler(({ context, input }) => listVendors(context.queries, input)),

  get: personOperations.vendors.get.handler(async ({ context, input }) => ({
    vendor: await getVendor(context.queries, input.vendorId),
    nextStep: await getVendorNextStep(context.queries, input.vendorId, context.workspace.today()),
  })),

  create: personOperations.vendors.create.handler(({ context, input }) =>
    context.write((unit) => addVendor(unit, input)),
  ),

  update: personOperations.vendors.update.handler(({ context, input }) =>
    context.write(async (unit) => {
      const vendor = await changeVendor(unit, input.vendorId, input.revision, input.changes);
      if (input.changes.legalName !== undefined) await syncAgreementFindings(unit, vendor.id);
      return vendor;
    }),
  ),

  changeStatus: personOperations.vendors.changeStatus.handler(({ context, input }) =>
    context.write((unit) => changeVendorStatus(unit, input.vendorId, input.revision, input)),
  ),
};
