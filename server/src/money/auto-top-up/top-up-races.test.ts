import { describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { runQueue } from '../../../test/support/queue.ts';
import { InjectedFault, sabotage } from '../../../test/support/sabotage.ts';
import { registration, sell } from '../../../test/support/shop.ts';
import { startTestProgram } from '../../../test/support/test-program.ts';
import { openDesk, type Spender, usd } from '../../../test/support/top-ups.ts';
import { eventually } from '../../../test/support/webhooks.ts';
import { sql } from '../../platform/db/database.ts';
import { topUpCredits } from './index.ts';

const SALES = 100;
/** More statements than the decision and what follows from it have. */
const MOST_STATEMENTS = 30;
const CRASH_MS = 60_000;

const desk = await forThisFile(openDesk());

/** Runs jobs as four workers would, while the work goes on and until nothing is left. */
async function workDuring<Result>(work: Promise<Result>): Promise<Result> {
  let isOver = false;
  const worker = async () => {
    while (!isOver) await runQueue(desk.db, desk.tasks, desk.clock.now);
  };
  const workers = Array.from({ length: 4 }, worker);
  const result = await work.finally(() => {
    isOver = true;
  });
  await Promise.all(workers);
  await desk.work();
  return result;
}

/** The charges that the card provider was asked for, of this account alone. */
async function chargesOf(spender: Spender): Promise<string[]> {
  const ids = new Set((await spender.purchases()).map(({ id }) => id));
  return desk.charged.filter((id) => ids.has(id));
}

describe('a hundred sales at once that cross the threshold', () => {
  it('100 concurrent sales that cross the threshold make one charge and one alert', async () => {
    const spender = await desk.newSpender({ creditsMinor: 20_000n });
    await spender.set({ enabled: true, threshold: usd(100), amount: usd(500) });
    await spender.setAlert({ threshold: usd(150) });
    const sales = Array.from({ length: SALES }, () => sell(spender, registration(spender)));
    const outcomes = await workDuring(Promise.all(sales));
    expect(outcomes.filter((outcome) => 'sold' in outcome)).toHaveLength(SALES);
    expect(await spender.statuses()).toEqual(['paid']);
    expect(await chargesOf(spender)).toHaveLength(1);
    expect(await spender.told('credits.low')).toHaveLength(1);
    expect(await spender.availableMinor()).toBe(50_000n);
  });
});

describe('a worker that stumbles', () => {
  it('a worker that fails between two statements of the decision leaves nothing behind', async () => {
    const spender = await desk.newSpender();
    const { accountId } = spender.ctx;
    await spender.set({ enabled: true, threshold: usd(8), amount: usd(20) });
    await spender.spend(900);
    let struck = 0;
    for (let at = 1; at <= MOST_STATEMENTS; at += 1) {
      const saboteur = sabotage(desk.db, { at, fault: 'stumble' });
      const decided = topUpCredits({ ...desk.parts, db: saboteur.db }, accountId);
      if (await decided.then(() => true, isStumble)) break;
      struck += 1;
      expect(await spender.purchases()).toEqual([]);
      const refused = await sell(spender, registration(spender));
      expect(refused.refusal?.members).toBeUndefined();
    }
    expect(struck).toBeGreaterThan(8);
    await desk.work();
    expect(await spender.statuses()).toEqual(['paid']);
    expect(await chargesOf(spender)).toHaveLength(1);
  });

  function isStumble(error: unknown): false {
    if (error instanceof InjectedFault) return false;
    throw error;
  }
});

describe('a worker that is killed', () => {
  it(
    'a worker killed between decision and purchase bought nothing, and the next buys once',
    async () => {
      const spender = await desk.newSpender();
      await spender.set({ enabled: true, threshold: usd(8), amount: usd(20) });
      await spender.spend(900);
      const client = await desk.db.pool.connect();
      try {
        // A worker that has decided to buy waits here.
        await client.query('begin; lock table purchases in exclusive mode');
        const worker = await startWorker();
        await eventually(waitingWorkers, (count) => count === 1);
        const ended = new Promise((resolve) => worker.once('exit', resolve));
        worker.kill('SIGKILL');
        await ended;
      } finally {
        await client.query('rollback');
        client.release();
      }
      await eventually(waitingWorkers, (count) => count === 0);
      await Promise.all([desk.sweep(), desk.sweep()]);
      await desk.work();
      await desk.sweep();
      expect(await spender.statuses()).toEqual(['paid']);
      expect(await chargesOf(spender)).toHaveLength(1);
    },
    CRASH_MS,
  );

  function startWorker() {
    return startTestProgram('top-up-worker.ts', [desk.url], {
      stdio: ['pipe', 'inherit', 'inherit'],
    });
  }

  /** Connections of the worker that wait for the purchases, or still hold what they had begun. */
  async function waitingWorkers(): Promise<number> {
    const row = await desk.db.row<{ count: bigint }>(sql`
      select count(*)
      from pg_stat_activity
      where application_name = 'gigastore doomed worker'
        and datname = current_database()
        and state = 'active'
        and wait_event_type = 'Lock'`);
    return Number(row?.count);
  }
});
