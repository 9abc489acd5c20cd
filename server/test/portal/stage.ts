import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type {
  Browser,
  BrowserContext,
  BrowserContextOptions,
  Page,
  Request,
} from 'playwright-core';
import { startChromium } from '../support/chromium.ts';
import { type RunningStore, startStore } from '../support/running-store.ts';

const BUILD = fileURLToPath(new URL('../../../portal/tools/build.mjs', import.meta.url));
const PASSWORD = 'demo-password';

/** The people of the demonstration, and a visitor for pages without a session. */
export type Person = 'owner' | 'finance' | 'developer' | 'support' | 'viewer' | 'operator';

/** The portal in production form: the built site, the real server, a real browser. */
export type Stage = {
  /** The address of the server; it changes when the server is started again. */
  readonly url: string;
  browser: Browser;
  store(): RunningStore;
  /** Starts the server again on the same database and the same port. */
  startAgain(): Promise<void>;
  /** A browser of its own, signed in as this person of the demonstration. */
  as(person: Person | undefined, options?: BrowserContextOptions): Promise<BrowserContext>;
  close(): Promise<void>;
};

/** Builds the portal where its sources changed, and starts a store in sandbox mode and Chromium. */
export async function openStage(environment: Record<string, string> = {}): Promise<Stage> {
  buildPortal();
  const home = await mkdtemp(join(tmpdir(), 'gigastore-portal-'));
  let store = await startStore(home, environment);
  const { url } = store;
  const browser = await startChromium().catch(async (error: unknown) => {
    await store.stop();
    throw error;
  });
  return {
    url,
    browser,
    store: () => store,
    async startAgain() {
      store = await startStore(home, { ...environment, PORT: new URL(url).port });
    },
    async as(person, options) {
      const context = await browser.newContext({
        baseURL: url,
        reducedMotion: 'reduce',
        ...options,
      });
      context.setDefaultTimeout(20_000);
      if (person) await signIn(context, { url, email: `${person}@demo.test` });
      return context;
    },
    async close() {
      await browser.close();
      await store.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Returns a free port. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, 'localhost');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Builds the site, unless it is up to date. */
function buildPortal(): void {
  const { status, stderr } = spawnSync(process.execPath, [BUILD], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`the portal cannot be built: ${stderr}`);
}

/** Signs in as a page of the server would, so that the context keeps the session's cookie. */
export async function signIn(
  { request }: BrowserContext,
  { url, email, password = PASSWORD }: { url: string; email: string; password?: string },
): Promise<void> {
  const answer = await request.post(`${url}/auth/sign-in`, {
    headers: { Origin: url },
    data: { email, password },
  });
  if (!answer.ok()) throw new Error(`${email} cannot sign in: ${await answer.text()}`);
}

/** An expression that is true when a page shows everything that it requested. */
const IS_SETTLED = `
  document.querySelector('h1') !== null &&
  document.querySelector('.load, .waiting') === null &&
  [...document.images].every((image) => image.complete || image.loading === 'lazy')`;
const LOOK_MS = 50;
const PATIENCE_MS = 20_000;

/** Waits until nothing of the page loads and its fonts are there. */
export async function settle(page: Page): Promise<void> {
  const until = Date.now() + PATIENCE_MS;
  while (!(await page.evaluate(IS_SETTLED))) {
    if (Date.now() > until) throw new Error(`${page.url()} still loads`);
    await page.waitForTimeout(LOOK_MS);
  }
  await page.evaluate('document.fonts.ready.then(() => undefined)');
}

/** The requests of each tab that have no answer yet. The stream of events never ends. */
const asked = new WeakMap<Page, Set<Request>>();
const STREAM = /\/events\/stream/;

function watch(tab: Page): Set<Request> {
  const open = new Set<Request>();
  tab.on('request', (request) => !STREAM.test(request.url()) && open.add(request));
  tab.on('requestfinished', (request) => open.delete(request));
  tab.on('requestfailed', (request) => open.delete(request));
  asked.set(tab, open);
  return open;
}

/**
 * Shows a page of the portal as a link in it does, and waits until it has all that it asks for.
 * The application starts only with the first page of a tab, which takes longer than any page.
 */
export async function show(tab: Page, path: string): Promise<void> {
  const open = asked.get(tab) ?? watch(tab);
  const address = `/portal/${path}`;
  if (!tab.url().includes('/portal/')) await tab.goto(address);
  else await tab.evaluate(follow(address));
  await settle(tab);
  const until = Date.now() + PATIENCE_MS;
  while (open.size > 0) {
    if (Date.now() > until) throw new Error(`${[...open].map((one) => one.url())} do not answer`);
    await tab.waitForTimeout(LOOK_MS);
  }
  await tab.evaluate(DRAWN);
}

const DRAWN = 'new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))';
const follow = (address: string) => `
  new Promise((resolve) => {
    const stop = __TSR_ROUTER__.subscribe('onRendered', () => {
      stop();
      resolve();
    });
    __TSR_ROUTER__.history.push(${JSON.stringify(address)});
  })`;
