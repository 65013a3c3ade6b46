import type { Session } from 'electron';
import { isPageUrl } from './app-origin.ts';

/** Requests that may leave the window: the page's own files, and what the page itself holds in memory. */
export function isRequestAllowed(url: string): boolean {
  return (
    isPageUrl(url) || url.startsWith('blob:app://assay/') || url.startsWith('data:') || url.startsWith('devtools:')
  );
}

/** Denies every permission and device, every download and every request that is not the page's own. */
export function applySessionPolicy(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, decide) => decide(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, decide) => decide({}));
  session.webRequest.onBeforeRequest((request, decide) => decide({ cancel: !isRequestAllowed(request.url) }));
  session.on('will-download', (event) => event.preventDefault());
  session.setSpellCheckerEnabled(false);
}
