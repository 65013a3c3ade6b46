import { chromium, type Browser } from 'playwright-core';
import { findChromium } from '../../../scripts/system-tools.mjs';

/** Starts the installed Chromium. As root, which its own sandbox does not run as, it goes without. */
export async function launchBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (!executablePath) throw new Error('No Chromium was found. Install it, or name one in ASSAY_CHROMIUM.');
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return chromium.launch({ executablePath, args });
}
