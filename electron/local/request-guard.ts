import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Why a request is not answered: its status and a sentence for the person at the screen. */
export interface Refusal {
  status: 400 | 401 | 403 | 404 | 405 | 411 | 413 | 415;
  code: string;
  message: string;
}

/** The secret of one start: 256 random bits, base64url. */
export function createAccessToken(): string {
  return randomBytes(32).toString('base64url');
}

/**
 * Refuses what does not come from this host's own page: a name other than 127.0.0.1 (a foreign domain bound to this
 * address), another origin, or a browser that says itself that another site asks. `authority` is "127.0.0.1:PORT".
 */
export function refuseForeignRequest(
  headers: IncomingHttpHeaders,
  authority: string,
  isNavigation: boolean,
): Refusal | null {
  if (headers.host !== authority) {
    return { status: 403, code: 'FORBIDDEN', message: 'Assay answers under its own address only.' };
  }
  if (headers.origin !== undefined && headers.origin !== `http://${authority}`) {
    return { status: 403, code: 'FORBIDDEN', message: 'Assay does not answer to other sites.' };
  }
  const site = headers['sec-fetch-site'];
  const fromPerson = site === 'none' && isNavigation;
  if (site !== undefined && site !== 'same-origin' && !fromPerson) {
    return { status: 403, code: 'FORBIDDEN', message: 'Assay does not answer to other sites.' };
  }
  return null;
}

/** Refuses a request that does not carry the token as `Authorization: Bearer TOKEN`. Compares in constant time. */
export function refuseWithoutToken(headers: IncomingHttpHeaders, token: string): Refusal | null {
  const given = /^Bearer ([\w-]{1,200})$/.exec(headers.authorization ?? '')?.[1] ?? '';
  if (timingSafeEqual(digest(given), digest(token))) return null;
  return {
    status: 401,
    code: 'UNAUTHORIZED',
    message: 'This page is not connected to Assay. Open the address that Assay printed when it started.',
  };
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
