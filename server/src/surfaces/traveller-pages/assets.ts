import { readFileSync } from 'node:fs';
import { toEtag } from '../../kernel/etag.ts';
import { serveFixed } from '../../platform/http/fixed-answer.ts';
import type { App } from '../../platform/http/typed-app.ts';

const SCRIPT = readAsset('traveller/page.js');
const OFFLINE = readAsset('traveller/offline.js');

/** The address changes with the script, so that browsers may keep it. */
export const SCRIPT_PATH = `/traveller/page.js?v=${toEtag(SCRIPT).slice(1, 9)}`;

const FOR_EVER = 'public, max-age=31536000, immutable';
const JAVASCRIPT = 'text/javascript; charset=utf-8';

/** Declares the routes of what the pages load beside their text. */
export function registerPageAssets(app: App): void {
  serveFixed(app, '/traveller/page.js', {
    type: JAVASCRIPT,
    cacheControl: FOR_EVER,
    load: () => SCRIPT,
  });
  serveFixed(app, '/traveller/offline.js', {
    type: JAVASCRIPT,
    cacheControl: 'no-cache',
    headers: {
      // It is served from /traveller and controls pages under other paths.
      'Service-Worker-Allowed': '/',
      // A worker fetches by its own policy, not by that of the page.
      'Content-Security-Policy': "default-src 'none'; connect-src 'self'",
    },
    load: () => OFFLINE,
  });
  serveFixed(app, '/traveller/inter.woff2', {
    type: 'font/woff2',
    cacheControl: FOR_EVER,
    load: () => readAsset('fonts/inter-latin.woff2'),
  });
}

function readAsset(path: string): Buffer {
  return readFileSync(new URL(`../../../assets/${path}`, import.meta.url));
}
