import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';

const recentSchema = z
  .array(z.strictObject({ path: z.string(), organisation: z.string(), openedAt: z.string() }))
  .max(20);
type RecentWorkspace = z.infer<typeof recentSchema>[number];

function fileIn(stateFolder: string): string {
  return join(stateFolder, 'recent-workspaces.json');
}

/** Newest first. A list that cannot be read is an empty one: nothing of value is in it. */
export function readRecentWorkspaces(stateFolder: string): RecentWorkspace[] {
  const path = fileIn(stateFolder);
  if (!existsSync(path)) return [];
  try {
    return recentSchema.parse(JSON.parse(readFileSync(path, 'utf8')));
  } catch {
    return [];
  }
}

/** Puts a workspace at the top of the list, whole or not at all. */
export function rememberWorkspace(stateFolder: string, opened: RecentWorkspace): void {
  const others = readRecentWorkspaces(stateFolder).filter((one) => one.path !== opened.path);
  const path = fileIn(stateFolder);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  writeFileSync(`${path}.part`, JSON.stringify([opened, ...others].slice(0, 20), null, 2), { mode: 0o600 });
  renameSync(`${path}.part`, path);
}
