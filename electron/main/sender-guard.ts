import { isPageUrl } from './app-origin.ts';

/** The part of an Electron IPC event that says who sent it. */
export interface SenderFacts {
  sender: { id: number };
  senderFrame: { url: string; parent: unknown } | null;
}

/**
 * Whether a message comes from the main frame of one of our windows, and that frame shows our page. A frame that is
 * gone, a sub-frame, about:blank and any other origin are not trusted.
 */
export function isTrustedSender(event: SenderFacts, windowIds: ReadonlySet<number>): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame.parent === null && windowIds.has(event.sender.id) && isPageUrl(frame.url);
}
