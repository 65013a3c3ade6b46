import { randomBytes } from 'node:crypto';

/** The text in index.html that a host replaces with a fresh nonce each time it hands the page out. */
const NONCE_PLACEHOLDER = '__ASSAY_NONCE__';

/** How the page reaches the core: over this very origin, or over a port that needs no connection. */
export const PAGE_WIRES = { http: "'self'", messagePort: "'none'" } as const;
export type PageWire = keyof typeof PAGE_WIRES;

/** A nonce for one load of the page: 128 random bits. */
export function createNonce(): string {
  return randomBytes(16).toString('base64');
}

/** The one content-security policy of the page, the same in the browser and on the desktop but for the wire. */
export function pagePolicy(nonce: string, wire: PageWire): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "font-src 'self'",
    "img-src 'self' data: blob:",
    `connect-src ${PAGE_WIRES[wire]}`,
    "object-src 'none'",
    "frame-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}

/** The policy of everything that is not the page: nothing may load anything. */
export const CLOSED_POLICY = "default-src 'none'; frame-ancestors 'none'";

/** index.html with the nonce in its place. */
export function insertNonce(html: string, nonce: string): string {
  return html.replaceAll(NONCE_PLACEHOLDER, nonce);
}

/** The headers that every answer of a host carries beside its policy. */
export const SECURITY_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), usb=(), serial=(), hid=(), payment=()',
  'Cache-Control': 'no-store',
} as const;
