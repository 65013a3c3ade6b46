import { spawn } from 'node:child_process';

/** The program that opens an address in the person's own browser, by platform. */
export function browserCommand(platform: NodeJS.Platform, url: string): { file: string; args: string[] } {
  if (platform === 'win32') return { file: 'rundll32', args: ['url.dll,FileProtocolHandler', url] };
  if (platform === 'darwin') return { file: 'open', args: [url] };
  return { file: 'xdg-open', args: [url] };
}

/** Opens the browser; where there is none the printed address is enough, so a failure stays silent. */
export function openBrowser(url: string): void {
  const { file, args } = browserCommand(process.platform, url);
  const child = spawn(file, args, { stdio: 'ignore', detached: true });
  child.once('error', () => undefined);
  child.unref();
}
