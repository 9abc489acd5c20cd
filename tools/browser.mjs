import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { platform } from 'node:os';
import { env, getuid } from 'node:process';

/** Chromium without windows, which takes 10 to 20 % less processor time. */
const HEADLESS_SHELL = '/usr/bin/chromium-headless-shell';
/** The places of Chromium browsers in the order of preference, the configured one first. */
const PLACES = [
  env.GIGASTORE_CHROMIUM,
  HEADLESS_SHELL,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/** The browser that tests drive; undefined when there is none. */
export function findBrowser() {
  return PLACES.find((place) => place && existsSync(place));
}

/**
 * Installs Chromium where that is one command, and otherwise says what is missing. CI gets the one
 * without windows also beside another browser.
 */
export function ensureBrowser() {
  if (env.CI ? existsSync(HEADLESS_SHELL) : findBrowser()) return;
  if (platform() === 'linux' && getuid?.() === 0 && runs('apt-get', ['--version'])) {
    console.error('Installing Chromium for the tests (apt-get); this happens once …');
    runs('apt-get', ['update', '-qq']);
    const install = ['install', '-y', '-qq', '--no-install-recommends'];
    if (!runs('apt-get', [...install, 'chromium-headless-shell'])) {
      runs('apt-get', [...install, 'chromium']);
    }
  }
  if (!findBrowser()) console.error(MISSING_BROWSER);
}

export const MISSING_BROWSER =
  'The tests need Chromium or Chrome. Install it (Debian: apt-get install chromium), or say ' +
  'where it is with GIGASTORE_CHROMIUM.';

function runs(command, args) {
  const options = { stdio: 'ignore', env: { ...env, DEBIAN_FRONTEND: 'noninteractive' } };
  return spawnSync(command, args, options).status === 0;
}
