import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../support/app.ts';
import { createInspector } from '../support/axe.ts';
import { startChromium } from '../support/chromium.ts';
import { forThisFile } from '../support/for-this-file.ts';
import { DOCS, GUIDE_PAGES } from '../support/guide-pages.ts';

const { app } = await forThisFile(openStore());
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const TIMEOUT_MS = 60_000;
/** One page in this many is checked on a phone and in dark mode too. */
const EVERY = 9;

let browser: Browser;
let url: string;
/** Read one page after the other, and load what they share once. */
let reader: Page | undefined;
let phone: Page | undefined;
/** Requests of any page to another address, and violations of its content policy. */
const foreign: string[] = [];

beforeAll(async () => {
  const { status, stderr } = spawnSync(process.execPath, [join(DOCS, 'tools/build.mjs')], {
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`the guides cannot be built: ${stderr}`);
  url = await app.listen({ port: 0, host: '127.0.0.1' });
  browser = await startChromium();
  return () => browser.close();
}, 240_000);

async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const settings: BrowserContextOptions = {
    viewport: DESK,
    reducedMotion: 'reduce',
    colorScheme: 'light',
    ...options,
  };
  const context = await browser.newContext(settings);
  const page = await context.newPage();
  page.on('request', (request) => {
    if (!request.url().startsWith(url) && !request.url().startsWith('data:')) {
      foreign.push(request.url());
    }
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && !/404/.test(message.text())) foreign.push(message.text());
  });
  await page.goto(addressOf(path));
  return page;
}

/** Shows a page as a link on another one does, which loads only what the page has of its own. */
async function follow(page: Page, address: string): Promise<void> {
  await page.evaluate(`(() => {
    const heading = document.querySelector('#VPContent h1');
    if (location.href === '${address}') return;
    heading.dataset.before = '';
    const link = document.createElement('a');
    link.href = '${address}';
    document.body.append(link);
    link.click();
    link.remove();
  })()`);
  await page.locator('#VPContent h1:not([data-before])').first().waitFor();
  expect(page.url()).toBe(address);
}

function addressOf(path: string): string {
  return `${url}/docs/${path.replace(/(index)?\.md$/, '')}`;
}

/** The part that differs from page to page. The frame and the colours of code are shared. */
const OWN = { include: '#VPContent', exclude: 'pre code span' };
const violations = createInspector();

describe('the guides in a browser', () => {
  it.each(GUIDE_PAGES)(
    '%s is accessible and fits a phone',
    async (path) => {
      reader ??= await open(path);
      await reader.setViewportSize(DESK);
      await follow(reader, addressOf(path));
      expect(await violations(reader, { part: OWN })).toEqual([]);
      await reader.setViewportSize(PHONE);
      const wider = await reader.evaluate('document.documentElement.scrollWidth - innerWidth');
      expect(wider).toBeLessThanOrEqual(0);
    },
    TIMEOUT_MS,
  );

  // A phone and dark mode change the frame only, which all pages share.
  it.each(GUIDE_PAGES.filter((_, index) => index % EVERY === 0))(
    '%s is accessible on a phone and in the dark',
    async (path) => {
      phone ??= await open(path, { viewport: PHONE });
      await phone.emulateMedia({ colorScheme: 'light' });
      await phone.locator('html:not([data-theme="dark"])').waitFor();
      await follow(phone, addressOf(path));
      expect(await violations(phone)).toEqual([]);
      await phone.emulateMedia({ colorScheme: 'dark' });
      await phone.locator('html[data-theme="dark"]').waitFor();
      expect(await violations(phone, { coloursOnly: true })).toEqual([]);
    },
    TIMEOUT_MS,
  );

  it(
    'are found by words, in an accessible search',
    async () => {
      const page = await open('index.md');
      await page.getByRole('button', { name: 'Search' }).first().click();
      await page.getByRole('searchbox').fill('automatic top-up');
      const found = page.getByRole('dialog').getByRole('link');
      await found.first().waitFor();
      expect(await violations(page)).toEqual([]);
      await page.setViewportSize(PHONE);
      expect(await violations(page)).toEqual([]);
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.locator('html[data-theme="dark"]').waitFor();
      expect(await violations(page, { coloursOnly: true })).toEqual([]);
      await found.first().click();
      await page.waitForURL(/automatic-top-up/);
      await page.context().close();
    },
    TIMEOUT_MS,
  );

  it(
    'can be read without scripts',
    async () => {
      const page = await open('api/getting-started.md', { javaScriptEnabled: false });
      expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Getting started');
      await page.context().close();
    },
    TIMEOUT_MS,
  );

  it(
    'keep the old addresses of operations working',
    async () => {
      const page = await open('index.md');
      await page.goto(`${url}/docs/?from=mail#tag/refunds`);
      await page.waitForURL(/\/docs\/api\/#tag\/refunds/);
      await page.context().close();
    },
    TIMEOUT_MS,
  );

  it('ask nothing of other servers, and stay within their policy', () => {
    expect(foreign).toEqual([]);
  });
});
