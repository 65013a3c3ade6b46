import type { WebContents } from 'electron';
import { isPageUrl } from './app-origin.ts';

interface CancellableNavigation {
  url: string;
  preventDefault(): void;
}

/** Keeps a window on the page: no other address, no redirect, no new window, no webview. */
export function guardNavigation(contents: WebContents, openLink: (url: string) => void): void {
  const stayHere = (event: CancellableNavigation) => {
    if (!isPageUrl(event.url)) event.preventDefault();
  };
  contents.on('will-navigate', stayHere);
  contents.on('will-frame-navigate', stayHere);
  contents.on('will-redirect', stayHere);
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openLink(url);
    return { action: 'deny' };
  });
}
