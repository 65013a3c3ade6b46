/** The nonce of this load of the page; every style that a library adds must carry it, the data grid's among them. */
export function readStyleNonce(): string {
  return document.querySelector<HTMLMetaElement>('meta[name="style-nonce"]')?.content ?? '';
}
