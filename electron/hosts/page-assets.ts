import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { createNonce, insertNonce, pagePolicy, CLOSED_POLICY, type PageWire } from './content-security-policy.ts';

const assetListSchema = z
  .array(
    z.strictObject({
      path: z.string().regex(/^\/[\w./-]+$/),
      mediaType: z.string(),
      sha256: z.string().regex(/^[0-9a-f]{64}$/),
    }),
  )
  .min(1);

interface PageAsset {
  body: Buffer;
  mediaType: string;
}

/** The page's files, by the exact path of the URL; nothing else is ever served. */
export type PageAssets = ReadonlyMap<string, PageAsset>;

const PAGE_PATH = '/index.html';

/**
 * Reads the files that the build listed, from `folder` (the project's `out`). A file that is not what was built, or
 * not there, is an error: then the page has to be built again.
 */
export async function loadPageAssets(folder: string): Promise<PageAssets> {
  const list = assetListSchema.parse(JSON.parse(await readFile(join(folder, 'page-assets.json'), 'utf8')));
  const assets = new Map<string, PageAsset>();
  for (const { path, mediaType, sha256 } of list) {
    const body = await readFile(join(folder, 'renderer', ...path.split('/')));
    if (createHash('sha256').update(body).digest('hex') !== sha256) {
      throw new Error(`${path} is not the file that was built. Build the page again.`);
    }
    assets.set(path, { body, mediaType });
  }
  if (!assets.has(PAGE_PATH)) throw new Error('The page was built without its index.html.');
  return assets;
}

interface ServedAsset {
  body: Buffer;
  mediaType: string;
  policy: string;
}

/** What a host answers for a path: the page with a nonce of its own, one of its files, or null. */
export function servePageAsset(assets: PageAssets, path: string, wire: PageWire): ServedAsset | null {
  const isPage = path === '/' || path === PAGE_PATH;
  const asset = assets.get(isPage ? PAGE_PATH : path);
  if (!asset) return null;
  if (!isPage) return { ...asset, policy: CLOSED_POLICY };
  const nonce = createNonce();
  return {
    body: Buffer.from(insertNonce(asset.body.toString('utf8'), nonce)),
    mediaType: asset.mediaType,
    policy: pagePolicy(nonce, wire),
  };
}
