import { writeAnchorLine } from '../../../../shared/rules/trail-anchors.ts';
import type { Workspace } from '../workspace/open-workspace.ts';
import { signHead } from './audit-chain.ts';
import { readLastChange, type TrailHead } from './audit-trail-store.ts';
import { describeSigningKey } from './signing-key.ts';

/** What an export carries of the trail. */
export interface ExportedHead extends TrailHead {
  /** The signed line by which Assay can hold a later trail against the export. */
  line: string;
}

/** A head of the trail, signed, as an export carries it. */
export function signExportedHead({ id, privateKey }: Workspace, head: TrailHead): ExportedHead {
  const { sequence, hash } = head;
  const signature = Buffer.from(signHead(privateKey, id, { sequence, hash }), 'base64').toString('base64url');
  const { raw: publicKey } = describeSigningKey(privateKey);
  return { sequence, hash, line: writeAnchorLine({ workspaceId: id, sequence, hash, publicKey, signature }) };
}

/**
 * The head that an export of the present records carries: the newest entry that changed something. Looks and exports
 * after it are left out, so that the same records give the same bytes.
 */
export function readExportedHead(workspace: Workspace): ExportedHead {
  return signExportedHead(workspace, readLastChange(workspace.file));
}
