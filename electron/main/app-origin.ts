/** The page's own scheme: standard and secure, served from a fixed list, reachable by nothing outside this app. */
export const PAGE_SCHEME = 'app';
export const PAGE_ORIGIN = 'app://assay';
export const PAGE_URL = `${PAGE_ORIGIN}/`;

/** Whether a URL lies in the page's origin; parsed, never matched as text. */
export function isPageUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host, username, password } = new URL(url);
  return `${protocol}//${host}` === PAGE_ORIGIN && username === '' && password === '';
}
