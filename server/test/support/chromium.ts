import { type Browser, chromium } from 'playwright-core';
import { findBrowser, MISSING_BROWSER } from '../../../tools/browser.mjs';

/** Starts a real browser, without windows. Open it by `forThisFile`. */
export async function startChromium(): Promise<Browser> {
  const executablePath = findBrowser();
  if (!executablePath) throw new Error(MISSING_BROWSER);
  // As root, which build machines often are, Chromium has no sandbox.
  return chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-dev-shm-usage'] });
}
