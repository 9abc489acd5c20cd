import type { BrowserContext, CDPSession, Page, Request } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fill } from '../../../portal/test/fill.mjs';
import { createInspector } from '../support/axe.ts';
import { type PortalPage, portalPages } from './pages.ts';
import { type Person, type Stage, settle, show } from './stage.ts';
import { openTestStage } from './test-stage.ts';

const PHONE = { width: 360, height: 780 };
const DESK = { width: 1440, height: 900 };
/** The limit of the script of a first page, compressed. Charts and maps come after it. */
const MOST_SCRIPT_BYTES = 200 * 1024;
const LATE = /\/(day-chart|time-chart|usage-chart|grid-chart\.module|runway|world-map|d3-[a-z]+)-/;
const PATIENCE_MS = 60_000;
const LOOKS = 40;
const LOOK_MS = 50;
const TABS = 3;

let stage: Stage;
let pages: PortalPage[];
/** Requests of any page to another address, and violations of its content policy. */
const foreign: string[] = [];

beforeAll(async () => {
  stage = await openTestStage();
  pages = portalPages(await fill(stage.url, { days: 3, sales: 9 }));
}, 120_000);
afterAll(() => stage?.close());

async function openTab(context: BrowserContext): Promise<Page> {
  const tab = await context.newPage();
  tab.on('request', (request) => foreign.push(...foreignOf(request)));
  tab.on('console', (message) => {
    if (/Content Security Policy/.test(message.text())) foreign.push(message.text());
  });
  return tab;
}

function foreignOf(request: Request): string[] {
  const url = request.url();
  return url.startsWith(stage.url) || /^(data|blob):/.test(url) ? [] : [url];
}

const violations = createInspector();

/** Returns by how many pixels the page is wider than the window, after the layout has settled. */
async function overflow(tab: Page): Promise<number> {
  const measure = 'document.documentElement.scrollWidth - innerWidth';
  for (let look = 0; look < LOOKS; look += 1) {
    if (((await tab.evaluate(measure)) as number) <= 0) return 0;
    await tab.waitForTimeout(LOOK_MS);
  }
  return (await tab.evaluate(measure)) as number;
}

/** Checks one page, and keeps the faults by its name. */
async function inspect(tab: Page, page: PortalPage, found: Record<string, unknown>): Promise<void> {
  await tab.setViewportSize(DESK);
  await tab.emulateMedia({ colorScheme: 'light' });
  await show(tab, page.path);
  if (!tab.url().endsWith(page.path)) found[`${page.name}, address`] = tab.url();
  const light = await violations(tab);
  if (light.length > 0) found[page.name] = light;
  await tab.emulateMedia({ colorScheme: 'dark' });
  const dark = await violations(tab, { coloursOnly: true });
  if (dark.length > 0) found[`${page.name}, dark`] = dark;
  await tab.setViewportSize(PHONE);
  const pixels = await overflow(tab);
  if (pixels > 0) found[`${page.name}, 360 px`] = `${pixels} px too wide`;
}

/** Checks the pages of one person, in several tabs at once. */
async function inspectAll(person: Person | undefined, found: Record<string, unknown>) {
  const context = await stage.as(person, { viewport: DESK });
  const left = pages.filter((page) => page.as === person);
  const work = async () => {
    const tab = await openTab(context);
    for (let page = left.shift(); page; page = left.shift()) await inspect(tab, page, found);
  };
  await Promise.all(Array.from({ length: TABS }, work));
  await context.close();
}

describe('every page', () => {
  it(
    'every page passes axe-core, light and dark, and never scrolls sideways at 360 px',
    async () => {
      const found: Record<string, unknown> = {};
      for (const person of new Set(pages.map((page) => page.as))) await inspectAll(person, found);
      expect(found).toEqual({});
    },
    10 * PATIENCE_MS,
  );

  it('every page loads from this server only and breaks no rule of its policy', () => {
    expect(foreign).toEqual([]);
  });
});

describe('the script of a first page', () => {
  it.each([
    ['sign-in', undefined],
    ['sandbox', 'owner'],
  ] as const)(
    'the script of /portal/%s weighs at most 200 KB, compressed',
    async (path, person) => {
      const context = await stage.as(person, { viewport: DESK });
      const tab = await context.newPage();
      const weigh = await scriptsOf(await context.newCDPSession(tab));
      await tab.goto(`/portal/${path}`);
      await settle(tab);
      const bytes = weigh();
      expect(bytes).toBeGreaterThan(50 * 1024);
      expect(bytes).toBeLessThanOrEqual(MOST_SCRIPT_BYTES);
      await context.close();
    },
  );
});

/** Returns the compressed size of the scripts, without those that are loaded on demand. */
async function scriptsOf(client: CDPSession): Promise<() => number> {
  const urls = new Map<string, string>();
  let bytes = 0;
  client.on('Network.responseReceived', ({ requestId, response, type }) => {
    if (type === 'Script') urls.set(requestId, response.url);
  });
  client.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    const url = urls.get(requestId);
    if (url && !LATE.test(url)) bytes += encodedDataLength;
  });
  await client.send('Network.enable');
  return () => bytes;
}
