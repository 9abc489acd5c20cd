import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../support/app.ts';
import { forThisFile } from '../support/for-this-file.ts';
import { DOCS, GUIDE_PAGES } from '../support/guide-pages.ts';

const { app } = await forThisFile(openStore());
const BUILD = join(DOCS, 'tools/build.mjs');
const PAGE = { accept: 'text/html,application/xhtml+xml' };
/** Addresses of the server beside the guides. */
const BESIDE =
  /^\/(docs\/(api\/$|errors|.*\.(md|txt)$)|portal\/|openapi\.json|postman\.json|sandbox\/mail)/;

beforeAll(() => {
  const { status, stderr } = spawnSync(process.execPath, [BUILD], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the guides cannot be built: ${stderr}`);
}, 240_000);

/** Returns the address of a page. */
function addressOf(path: string): string {
  return `/docs/${path.replace(/(index)?\.md$/, '')}`;
}

function htmlOf(path: string): string {
  return readFileSync(join(DOCS, 'dist', path.replace(/\.md$/, '.html')), 'utf8');
}

const idsOf = (html: string) => new Set([...html.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id));

/** Returns whether a link of ours leads somewhere: to a page and its anchor, or to a route. */
async function exists({ pathname, hash }: URL): Promise<boolean> {
  const page = GUIDE_PAGES.find((path) => addressOf(path) === pathname);
  const id = decodeURIComponent(hash.slice(1));
  if (page) return id === '' || idsOf(htmlOf(page)).has(id);
  if (!BESIDE.test(pathname)) return false;
  const { statusCode } = await app.inject({ url: pathname, headers: PAGE });
  // The portal may not be built yet.
  return statusCode < 400 || statusCode === 503;
}

describe('the guides', () => {
  it.each(GUIDE_PAGES)('link to pages, anchors and routes that exist: %s', async (path) => {
    const html = htmlOf(path);
    const links = new Set([...html.matchAll(/<a [^>]*href="([^"]+)"/g)].map(([, to = '']) => to));
    const targets = [...links].map((link) => new URL(link, `http://site${addressOf(path)}`));
    const own = targets.filter(({ origin }) => origin === 'http://site');
    const found = await Promise.all(own.map(exists));
    expect(own.filter((_, index) => !found[index]).map(({ href }) => href)).toEqual([]);
  });

  it('are served with a policy that allows no script and no style in a page', async () => {
    const { statusCode, headers, body } = await app.inject({ url: '/docs/', headers: PAGE });
    expect(statusCode).toBe(200);
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(body).not.toMatch(/<script(?![^>]* src=)[^>]*>|<style| style="| on\w+="/);
  });

  it('are found without the trailing slash, and redirect to it', async () => {
    const { statusCode, headers } = await app.inject('/docs');
    expect([statusCode, headers.location]).toEqual([301, 'docs/']);
  });

  it('are sent compressed, and once to a browser that keeps them', async () => {
    const accept = { 'accept-encoding': 'br, gzip' };
    const sent = await app.inject({ url: '/docs/api/getting-started', headers: accept });
    expect(sent.headers['content-encoding']).toBe('br');
    const known = { ...accept, 'if-none-match': String(sent.headers.etag) };
    const again = await app.inject({ url: '/docs/api/getting-started', headers: known });
    expect([again.statusCode, again.rawPayload.length]).toEqual([304, 0]);
    const [, script = ''] = /src="(\/docs\/assets\/[^"]+)"/.exec(htmlOf('index.md')) ?? [];
    const asset = await app.inject(script);
    expect(asset.headers['cache-control']).toBe('public, max-age=31536000, immutable');
  });

  it.each(GUIDE_PAGES)('have a Markdown version, which llms.txt names: %s', async (path) => {
    const { statusCode, headers, body } = await app.inject(`/docs/${path}`);
    expect(statusCode).toBe(200);
    expect(headers['content-type']).toBe('text/markdown; charset=utf-8');
    expect(body).toMatch(/^# /);
    expect(body).not.toMatch(/<Operation|<script setup|^---|^```\w+ (answer|no-run)/m);
    expect((await app.inject('/llms.txt')).body).toContain(`(/docs/${path})`);
  });

  it('show a page of their own for an address that has none', async () => {
    const { statusCode, headers, body } = await app.inject({
      url: '/docs/no/such-page',
      headers: PAGE,
    });
    expect(statusCode).toBe(404);
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(body).toContain('Gigastore');
    const program = await app.inject({ url: '/docs/no/such-page' });
    expect(program.json()).toMatchObject({ code: 'route_not_found' });
  });

  it.each([
    '/docs/../package.json',
    '/docs/%2e%2e/package.json',
    '/docs/assets/%2e%2e/%2e%2e/package.json',
  ])('have no file %s', async (url) => {
    const { statusCode, body } = await app.inject({ url });
    expect(statusCode).toBe(404);
    expect(body).not.toContain('vitepress');
  });
});
