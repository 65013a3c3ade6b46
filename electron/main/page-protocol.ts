import { SECURITY_HEADERS } from '../hosts/content-security-policy.ts';
import { servePageAsset, type PageAssets } from '../hosts/page-assets.ts';
import { isPageUrl } from './app-origin.ts';

/** Answers the page's own scheme: GET of a listed file, by its exact path; nothing else. */
export function createPageHandler(assets: PageAssets): (request: Request) => Response {
  return (request) => {
    if (request.method !== 'GET') return refuse(405);
    if (!isPageUrl(request.url)) return refuse(404);
    const asset = servePageAsset(assets, new URL(request.url).pathname, 'messagePort');
    if (!asset) return refuse(404);
    return new Response(new Uint8Array(asset.body), {
      headers: {
        ...SECURITY_HEADERS,
        'Content-Type': asset.mediaType,
        'Content-Security-Policy': asset.policy,
      },
    });
  };
}

function refuse(status: number): Response {
  return new Response(null, { status, headers: SECURITY_HEADERS });
}
