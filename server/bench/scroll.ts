import type { Page } from 'playwright-core';
import { addCredits } from '../src/money/credits/index.ts';
import { sql } from '../src/platform/db/database.ts';
import { openStage, settle } from '../test/portal/stage.ts';
import type { BenchStore } from './support/bench-store.ts';
import { percentiles } from './support/load.ts';
import type { Row } from './support/row.ts';
import { sellBefore } from './support/sold-before.ts';

const ROWS = 100_000;
/** How far the wheel turns at once: about a hundred rows. */
const TURN_PX = 4_000;
const PATIENCE_MS = 600_000;
const GOAL_MS = 1_000;
const IDLE_MS = 10_000;
/** A sale in so much time: through nine months, so that the list has many days. */
const EVERY = '4 minutes';
const CREDITS = { type: 'sandbox_credit', description: 'Credits of the benchmark' } as const;

/** Scrolls the portal's list of sales from the first to the last of 100,000 rows. */
export function scrollRows(store: BenchStore): Promise<Row[]> {
  return scrollScenario(store, { rows: ROWS });
}

/** The same with any number of rows. */
export async function scrollScenario(
  store: BenchStore,
  { rows }: { rows: number },
): Promise<Row[]> {
  const stage = await openStage({ DATABASE_URL: store.url });
  try {
    await sellForDemo(store, rows);
    const context = await stage.as('owner', { reducedMotion: 'no-preference' });
    const page = await context.newPage();
    const idle = await watchIdle(page);
    await page.goto('/portal/sandbox/sales');
    await settle(page);
    const seconds = await scrollTo(page, rows);
    const frames = await page.evaluate<number[]>('window.frames');
    return [toRow(rows, { frames, idle, seconds })];
  } finally {
    await stage.close();
  }
}

/** Sells in the sandbox of the demonstration, whose people can sign in. */
async function sellForDemo({ db }: BenchStore, packages: number): Promise<void> {
  const demo = await db.row<{ accountId: string; itemId: string; planId: string }>(sql`
    select item.account_id as "accountId", item.id as "itemId", item.data_plan_id as "planId"
    from api_keys
    join inventory_items as item on item.account_id = api_keys.account_id
    where api_keys.client_id = 'demo-client'
    order by item.id
    limit 1`);
  if (!demo) throw new Error('the demonstration is missing');
  const { accountId, itemId, planId } = demo;
  await db.transaction((tx) =>
    addCredits({ db: tx, accountId, now: new Date() }, { ...CREDITS, amountMinor: 10n ** 9n }),
  );
  const shop = { ctx: { accountId }, items: { worldwide: itemId } };
  const moment = `now() - interval '300 days' + n * interval '${EVERY}'`;
  await sellBefore(db, shop, { packages, variety: { planId: `'${planId}'::uuid`, moment } });
}

/** Notes the time between frames, as the page sees them. */
const WATCH_FRAMES = `
  window.frames = [];
  let last = performance.now();
  const note = (now) => {
    window.frames.push(now - last);
    last = now;
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);`;

/** Returns the frames of an empty page: what a busy machine drops by itself. */
async function watchIdle(page: Page): Promise<number[]> {
  await page.evaluate(WATCH_FRAMES);
  await page.waitForTimeout(IDLE_MS);
  return page.evaluate<number[]>('window.frames');
}

const LOADED = `Number(document.querySelector('table.data')?.getAttribute('aria-rowcount') ?? 0)`;

/** Turns the wheel until so many rows were loaded. Returns how many seconds it took. */
async function scrollTo(page: Page, rows: number): Promise<number> {
  await page.mouse.move(600, 500);
  await page.evaluate(WATCH_FRAMES);
  const started = Date.now();
  while ((await page.evaluate<number>(LOADED)) < rows) {
    if (Date.now() - started > PATIENCE_MS) break;
    await page.mouse.wheel(0, TURN_PX);
    await page.evaluate('new Promise(requestAnimationFrame)');
  }
  const loaded = await page.evaluate<number>(LOADED);
  if (loaded < rows) throw new Error(`only ${loaded} rows were loaded in ${PATIENCE_MS} ms`);
  return (Date.now() - started) / 1_000;
}

type Scrolled = { frames: number[]; idle: number[]; seconds: number };

function toRow(rows: number, { frames, idle, seconds }: Scrolled): Row {
  const { p50Ms, p99Ms } = percentiles(frames);
  const longestMs = Math.max(...frames);
  const long = frames.filter((ms) => ms > 100).length;
  return {
    scenario: `portal: scroll ${rows.toLocaleString('en')} sales, rows and frames`,
    rate: rows / seconds,
    p50Ms,
    p99Ms,
    yardstick:
      `longest ${longestMs.toFixed(0)} ms, ${long} of ${frames.length} over 100 ms; ` +
      `of an empty page ${Math.max(...idle).toFixed(0)} ms`,
    ratio: null,
    goal: `none ≥ ${GOAL_MS} ms`,
    isMet: longestMs < GOAL_MS,
  };
}
