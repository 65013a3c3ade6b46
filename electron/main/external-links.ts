/** Sites that Assay's own content refers to; a link to any other is not opened. */
const LINKED_HOSTS: ReadonlySet<string> = new Set([
  'eur-lex.europa.eu',
  'www.edpb.europa.eu',
  'www.ecfr.gov',
  'www.hhs.gov',
  'www.nist.gov',
  'csrc.nist.gov',
  'www.pcisecuritystandards.org',
  'www.aicpa-cima.com',
  'www.iso.org',
  'cloudsecurityalliance.org',
  'owasp.org',
  'genai.owasp.org',
]);

/** The link as the system's browser may open it, or null: https only, a host of the list, no credentials, no port. */
export function acceptLink(text: string): URL | null {
  if (!URL.canParse(text)) return null;
  const url = new URL(text);
  const plain = url.username === '' && url.password === '' && url.port === '';
  return url.protocol === 'https:' && plain && LINKED_HOSTS.has(url.hostname) ? url : null;
}

interface LinkOpener {
  /** Asks the person, showing the host. */
  confirm: (host: string) => Promise<boolean>;
  open: (url: string) => Promise<void>;
}

/** Opens an accepted link in the system's browser after the person agreed. */
export async function openExternalLink(text: string, { confirm, open }: LinkOpener): Promise<void> {
  const url = acceptLink(text);
  if (url && (await confirm(url.hostname))) await open(url.href);
}
