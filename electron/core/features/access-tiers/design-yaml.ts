import { Document } from 'yaml';
import type { AccessTierPack } from '../../../../shared/contract/access-tier-pack.ts';
import { ACCESS_ROLES, EXCEPTION_DAYS, type AccessClass } from '../../../../shared/contract/access-tier-records.ts';
import { findCell, isDeniedByDefault } from '../../../../shared/rules/access-tiers/matrix.ts';
import type { AccessWorld } from '../../../../shared/rules/access-tiers/policy-data.ts';
import { findExceptionEnd, isSelfApproved } from '../../../../shared/rules/access-tiers/exceptions.ts';

/** The keys under which the seed's example lists code of each tier. */
const TIER_KEYS = ['tier_1_unrestricted', 'tier_2_restricted', 'tier_3_prohibited'] as const;

/**
 * A version as YAML in the shape of the seed's example, `ai_tool_access` with its three tiers, corrected: a tier lists
 * its classes under a key of their own, roles stand apart from classes, and tier 3 is denied unless an exception is live
 * rather than open to whoever the CISO approves (`domain.md` 0.5). The PCI classes stand beside the tiers.
 *
 * @param today as of which exceptions are live.
 */
export function writeDesignYaml(pack: AccessTierPack, world: AccessWorld, today: string): string {
  const { design } = world;
  const describeClass = (classId: AccessClass) =>
    Object.fromEntries(
      ACCESS_ROLES.map((role) => {
        const { outcome, requirements } = findCell(design.cells, role, classId);
        return [role, requirements.length === 0 ? { outcome } : { outcome, requires: requirements }];
      }),
    );
  const describeClasses = (classes: readonly AccessTierPack['classes'][number][]) =>
    Object.fromEntries(classes.map(({ id }) => [id, describeClass(id)]));
  const exception = { live_exception_only: true, days_at_most: EXCEPTION_DAYS, approver_is_not_requester: true };
  const tiers = Object.fromEntries(
    TIER_KEYS.map((key, index) => {
      const classes = pack.classes.filter(({ tier }) => tier === index + 1);
      const isDenied = classes.some(({ id }) => isDeniedByDefault(id));
      return [key, { ...(isDenied ? { requires: exception } : {}), classes: describeClasses(classes) }];
    }),
  );
  const content = {
    ai_tool_access: {
      version: design.version,
      in_force_on: design.inForceOn,
      as_of: today,
      default: 'deny',
      ...tiers,
      pci: {
        requires: { cde: exception },
        classes: describeClasses(pack.classes.filter(({ tier }) => tier === null)),
      },
      duties: Object.fromEntries(design.duties.map(({ role, duties }) => [role, duties])),
      exceptions: world.exceptions
        .filter((one) => one.state === 'approved' && !isSelfApproved(one) && findExceptionEnd(one) >= today)
        .map((one) => ({
          code: one.code,
          ...(one.identityId === null ? { role: one.role } : { identity: one.identityId }),
          tool: one.toolId,
          class: one.classId,
          ...(one.repositoryId === null ? {} : { repository: one.repositoryId }),
          starts_on: one.startsOn,
          ends_on: findExceptionEnd(one),
        })),
    },
  };
  const document = new Document(content, { aliasDuplicateObjects: false });
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}
