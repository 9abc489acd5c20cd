import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createTestDatabase } from '../../../test/support/database.ts';
import { startDatabaseProxy } from '../../../test/support/database-proxy.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  openLimits,
  readOnlyBucket,
  type Taken,
  TESTED_LIMIT,
  takeAll,
} from '../../../test/support/limits.ts';
import { startTestProgram } from '../../../test/support/test-program.ts';
import { sql } from '../db/database.ts';
import { deleteFullBuckets } from './limit-store.ts';

const test = await forThisFile(createTestDatabase());
beforeEach(() => test.db.run(sql`truncate rate_limits`));

const KIND = 'tests';
const PROCESSES = 4;
/** A limit that does not fill again within a test. */
const SLOW = { perSecond: 0.001, burst: 40 };
const TOLERANCE = 0.05;

/** Opens the limits of one more process, until the test has ended. */
function open(url = test.url, clock?: () => number) {
  const opened = openLimits(url, clock);
  onTestFinished(() => opened.close().catch(() => {}));
  return opened;
}

async function now(): Promise<Date> {
  const row = await test.db.row<{ now: Date }>(sql`select clock_timestamp() as now`);
  return row?.now ?? new Date();
}

/** Returns a time right after the bucket was first used: until then it was full. */
async function firstExchange(): Promise<Date> {
  const count = () => test.db.row(sql`select 1 as one from rate_limits`);
  await expect.poll(count, { interval: 5, timeout: 10_000 }).toBeDefined();
  return now();
}

/** Expects that all together got what one bucket has for the time, but for what is left in it. */
async function expectOneBucket(
  all: readonly Taken[],
  { begun, counted }: { begun: Date; counted: Date },
): Promise<void> {
  const { tokens, seconds } = await readOnlyBucket(test.db, begun);
  const most = TESTED_LIMIT.burst + TESTED_LIMIT.perSecond * seconds;
  const idle = (counted.getTime() - begun.getTime()) / 1000;
  const least = most - TESTED_LIMIT.perSecond * idle;
  const allowed = all.reduce((sum, taken) => sum + taken.allowed, 0);
  expect(allowed).toBeLessThanOrEqual(most * (1 + TOLERANCE));
  expect(allowed + tokens).toBeLessThanOrEqual(most * (1 + TOLERANCE));
  expect(allowed + tokens).toBeGreaterThanOrEqual(least * (1 - TOLERANCE));
}

describe('a limit', () => {
  it('holds over four processes together', async () => {
    const start = async () => {
      const child = await startTestProgram('token-taker.ts', [test.url, KIND, '1500'], {
        stdio: ['pipe', 'pipe', 'inherit'],
      });
      onTestFinished(() => void child.kill());
      return { child, lines: linesOf(child) };
    };
    const children = await Promise.all(Array.from({ length: PROCESSES }, start));
    for (const { lines } of children) expect((await lines.next()).value).toBe('ready');
    const begun = await now();
    for (const { child } of children) child.stdin?.write('go\n');
    const counted = await firstExchange();
    const said = await Promise.all(children.map(({ lines }) => lines.next()));
    const all = said.map(({ value }) => JSON.parse(String(value)) as Taken);
    await expectOneBucket(all, { begun, counted });
    for (const { refused } of all) expect(refused).toBeGreaterThan(0);
  }, 60_000);

  it('holds over four processes whose clocks differ by days', async () => {
    const skewed = [-3, -1, 0, 2].map((days) =>
      open(test.url, () => performance.now() + days * 86_400_000),
    );
    const begun = await now();
    const taking = skewed.map(({ limits }) => takeAll(limits, { kind: KIND, forMs: 600 }));
    const counted = await firstExchange();
    const all = await Promise.all(taking);
    await Promise.all(skewed.map(({ limits }) => limits.close()));
    await expectOneBucket(all, { begun, counted });
  });

  it('costs no round trip for a request', async () => {
    let waits = 0;
    const { limits } = open();
    const buckets = limits.buckets(KIND, TESTED_LIMIT);
    const first = buckets.take('somebody');
    expect(first).not.toBeInstanceOf(Promise);
    for (let count = 1; count < TESTED_LIMIT.burst; count += 1) {
      const asked = buckets.take('somebody');
      if (asked instanceof Promise) waits += 1;
      expect((await asked).isAllowed).toBe(true);
    }
    expect(waits).toBeLessThan(30);
  });

  it('lets a burst through that comes at once, and counts it for all', async () => {
    const [one, other] = [open(), open()].map(({ limits }) => limits.buckets(KIND, SLOW));
    const takeBurst = (buckets = one) =>
      Promise.all(Array.from({ length: SLOW.burst }, () => buckets?.take('somebody')));
    const first = await takeBurst();
    expect(first.filter((verdict) => verdict?.isAllowed)).toHaveLength(SLOW.burst);
    const second = await takeBurst(other);
    // What it spent ahead of its first lease.
    expect(second.filter((verdict) => verdict?.isAllowed).length).toBeLessThanOrEqual(1);
  });

  it('gives the tokens that one process no longer uses to the others', async () => {
    const [one, other] = [open(), open()];
    const buckets = one.limits.buckets(KIND, SLOW);
    for (let count = 0; count < 8; count += 1) await buckets.take('somebody');
    await one.limits.close();
    const taken = await takeAll(other.limits, { kind: KIND, forMs: 0, limit: SLOW });
    expect(taken.allowed).toBe(32);
  });

  it('fills again when a process has died with its lease', async () => {
    const fast = { perSecond: 1_000, burst: 100 };
    const [one, other] = [open(), open()];
    const buckets = one.limits.buckets(KIND, fast);
    for (let count = 0; count < 10; count += 1) await buckets.take('somebody');
    // It closes nothing: what it holds is lost, and time replaces it.
    await one.db.close();
    const others = other.limits.buckets(KIND, fast);
    await expect
      .poll(async () => (await others.take('somebody')).left.tokens)
      .toBeGreaterThan(fast.burst - 5);
  });

  it('of failures is one of all processes', async () => {
    const limiters = Array.from({ length: PROCESSES }, () => open().limits.failures(KIND));
    const codes = [];
    for (let tries = 0; tries < 16; tries += 1) {
      const limiter = limiters[tries % PROCESSES];
      const fails = async () => limiter?.countOrRefuse('demo');
      codes.push(
        await fails().then(
          () => 'counted',
          ({ code }) => code,
        ),
      );
    }
    const counted = codes.filter((code) => code === 'counted').length;
    expect(counted).toBeGreaterThanOrEqual(9);
    // One that each process let through before it knew the name, at most.
    expect(counted).toBeLessThanOrEqual(10 + PROCESSES);
  });
});

describe('while the database is away', () => {
  it('a process counts by itself, and with the others again as soon as it is back', async () => {
    const proxy = await startDatabaseProxy(test.url);
    onTestFinished(() => proxy.close());
    const { limits } = open(proxy.url);
    const buckets = limits.buckets(KIND, SLOW);
    expect((await buckets.take('somebody')).isAllowed).toBe(true);
    await proxy.close();
    const verdicts = [];
    for (let count = 0; count < 3 * SLOW.burst; count += 1) {
      verdicts.push(await buckets.take('somebody'));
    }
    const allowed = verdicts.filter(({ isAllowed }) => isAllowed).length;
    expect(allowed).toBeGreaterThanOrEqual(SLOW.burst);
    expect(allowed).toBeLessThan(verdicts.length);

    await test.db.run(sql`truncate rate_limits`);
    await proxy.open();
    const isShared = async () => {
      await buckets.take('another');
      return (await test.db.rows(sql`select bucket from rate_limits`)).length > 0;
    };
    await expect.poll(isShared, { timeout: 10_000 }).toBe(true);
  });
});

it('a full bucket is deleted, which is the same as none', async () => {
  const { limits } = open();
  await limits.buckets('slow', SLOW).take('somebody');
  await limits.buckets('fast', { perSecond: 1e6, burst: 40 }).take('somebody');
  await limits.close();
  expect(await deleteFullBuckets(test.db)).toBe(1);
  expect(await readOnlyBucket(test.db, await now())).toMatchObject({
    tokens: expect.closeTo(39, 0),
  });
});

function linesOf({ stdout }: ChildProcess): AsyncIterator<string> {
  if (!stdout) throw new Error('the process has no output');
  return createInterface({ input: stdout })[Symbol.asyncIterator]();
}
