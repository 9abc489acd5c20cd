// Writes a picture of every page of the portal into docs/portal/, light and dark, for desks and
// phones. With the address of a running store it looks at that one, which must be in sandbox mode.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { BrowserContext } from 'playwright-core';
import { fill, type Sold } from '../../../portal/test/fill.mjs';
import { startChromium } from '../support/chromium.ts';
import { type PortalPage, portalPages } from './pages.ts';
import { openStage, type Person, settle, signIn } from './stage.ts';

const OUT =
  process.env.PORTAL_SCREENS || fileURLToPath(new URL('../../../docs/portal/', import.meta.url));
const WIDTHS = { 1440: 900, 390: 844 } as const;
const SCHEMES = ['light', 'dark'] as const;
const WEBP = { format: 'webp', quality: 62, optimizeForSpeed: false } as const;
type Width = keyof typeof WIDTHS;
type Scheme = (typeof SCHEMES)[number];

const [only, ...rest] = process.argv.slice(2);
const wanted = only?.startsWith('http') ? rest[0] : only;
const stage = only?.startsWith('http') ? undefined : await openStage();
const url = stage?.url ?? (only as string);
const browser = stage?.browser ?? (await startChromium());
const contexts = new Map<string, Promise<BrowserContext>>();
const VIEWS = ([1440, 390] as const).flatMap((width) =>
  SCHEMES.map((scheme) => ({ width, scheme })),
);
try {
  await mkdir(OUT, { recursive: true });
  const sold = stage ? await fill(url) : await soldAlready();
  const pages = portalPages(sold).filter(({ name }) => !wanted || name.match(wanted));
  for (const page of pages) await shootAll(page);
} finally {
  if (stage) await stage.close();
  else await browser.close();
}

async function shootAll(page: PortalPage): Promise<void> {
  for (const { width, scheme } of VIEWS) await shoot(page, width, scheme);
}

async function shoot(page: PortalPage, width: Width, scheme: Scheme): Promise<void> {
  const context = await contextOf(page.as, width, scheme);
  const tab = await context.newPage();
  await tab.goto(`${url}/portal/${page.path}`);
  await settle(tab);
  await tab.waitForTimeout(500);
  const client = await context.newCDPSession(tab);
  const height = Math.min(
    Number(await tab.evaluate('document.documentElement.scrollHeight')),
    2400,
  );
  if (width === 390) await tab.setViewportSize({ width, height: Math.max(height, WIDTHS[390]) });
  const file = join(OUT, `${page.name}-${width}-${scheme}`);
  if (process.env.PORTAL_SCREENS) {
    await tab.screenshot({ path: `${file}.png` });
  } else {
    const { data } = await client.send('Page.captureScreenshot', WEBP);
    await writeFile(`${file}.webp`, Buffer.from(data, 'base64'));
  }
  await tab.close();
}

function contextOf(person: Person | undefined, width: Width, scheme: Scheme) {
  const key = `${person} ${width} ${scheme}`;
  const found = contexts.get(key) ?? openContext(person, width, scheme);
  contexts.set(key, found);
  return found;
}

async function openContext(person: Person | undefined, width: Width, scheme: Scheme) {
  const context = await browser.newContext({
    viewport: { width, height: WIDTHS[width] },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale: process.env.PORTAL_LOCALE ?? 'en-GB',
    timezoneId: 'Europe/Berlin',
  });
  if (person) await signIn(context, { url, email: `${person}@demo.test` });
  return context;
}
async function soldAlready(): Promise<Sold[]> {
  const context = await openContext('owner', 1440, 'light');
  const headers = { 'X-Account': 'sandbox' };
  const path = `${url}/gigastore/activations/activated-items?page_size=30`;
  const items = await (await context.request.get(path, { headers })).json();
  const used = items.find(({ state }: { state: string }) => state === 'ACTIVE') ?? items[0];
  const one = `${url}/gigastore/activations/activated-items/${used.uid}`;
  const sale = await (await context.request.get(one, { headers })).json();
  const tickets = await (await context.request.get(`${url}/gigastore/tickets`, { headers })).json();
  return [{ ...sale, esimProfile: sale.relatedEsims[0], ticketId: tickets.items[0]?.id }];
}
