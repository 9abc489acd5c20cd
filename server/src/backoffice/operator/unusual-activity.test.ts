import { describe, expect, it } from 'vitest';
import { openStore, type TestStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { mailsTo } from '../../../test/support/letters.ts';
import { personOf } from '../../../test/support/people.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { sql } from '../../platform/db/database.ts';
import { createRollUpTasks, ROLL_UP_TASK, selectUnusualHours } from '../reports/index.ts';
import { createOperatorTasks } from './index.ts';

const HOUR_MS = 3_600_000;
const NOW = new Date(Math.floor(Date.now() / HOUR_MS) * HOUR_MS + HOUR_MS / 2);

const store = await forThisFile(openStore());
await loadPlans(store.db);
const { call: desk } = await personOf(store, '', 'operator');

type Hour = { ago: number; sold?: number; refunded?: number };

/** Inserts the sums of hours that began this many hours ago. */
async function addHours(accountId: string, ...hours: Hour[]): Promise<void> {
  for (const { ago, sold = 0, refunded = 0 } of hours) {
    const startsAt = new Date(NOW.getTime() - HOUR_MS / 2 - ago * HOUR_MS);
    await store.db.run(sql`
      insert into sales_totals (account_id, grain, starts_at, sold, from_stock, activated, refunded,
        retail_minor, wholesale_minor, refunded_minor, stock_minor)
      values (${accountId}, 'hour_of_all', ${startsAt}, ${sold}, 0, 0, ${refunded}, 0, 0, 0, 0)`);
  }
}

async function found(accountId: string, now = NOW) {
  const hours = await selectUnusualHours(store.db, now);
  return hours
    .filter((hour) => hour.accountId === accountId)
    .map(({ kind, count, usual }) => ({ kind, count, usual }));
}

async function warn(of: TestStore = store): Promise<void> {
  const log = { error() {}, info() {} };
  const tasks = createOperatorTasks({ db: of.db, log, realNow: () => NOW });
  await tasks['warn-of-unusual-activity']?.({}, new AbortController().signal);
}

describe('an hour of a live account', () => {
  it('is unusual from three times the busiest hour of the four weeks before', async () => {
    const { liveAccountId: id } = await store.newAccount();
    await addHours(id, { ago: 200, sold: 50 }, { ago: 0, sold: 149 });
    expect(await found(id)).toEqual([]);
    await store.db.run(sql`
      update sales_totals set sold = 150 where account_id = ${id} and sold = 149`);
    expect(await found(id)).toEqual([{ kind: 'sales', count: 150, usual: 50 }]);
    expect(await found(id, new Date(NOW.getTime() + HOUR_MS))).toHaveLength(1);
    expect(await found(id, new Date(NOW.getTime() + 2 * HOUR_MS))).toEqual([]);
  });

  it('is not compared with hours that are more than four weeks ago', async () => {
    const { liveAccountId: id } = await store.newAccount();
    await addHours(id, { ago: 28 * 24 + 1, sold: 500 }, { ago: 0, sold: 120 });
    expect(await found(id)).toEqual([{ kind: 'sales', count: 120, usual: 0 }]);
  });

  it('raises no alarm for fewer than 100 sales or 10 refunds, and the sandbox never', async () => {
    const { liveAccountId, id } = await store.newAccount();
    await addHours(liveAccountId, { ago: 0, sold: 99, refunded: 9 });
    await addHours(id, { ago: 0, sold: 5_000 });
    expect([...(await found(liveAccountId)), ...(await found(id))]).toEqual([]);
  });

  it('is unusual for its refunds as for its sales, counted from what was sold', async () => {
    const reseller = await openReseller(store, 100_000n, 'live');
    const sold = await Promise.all(Array.from({ length: 10 }, () => reseller.sell()));
    for (const { activatedItemUid } of sold) {
      const path = `/gigastore/activations/activated-items/${activatedItemUid}/refund`;
      expect((await reseller.call('POST', path)).statusCode).toBe(200);
    }
    const onError = (error: unknown) => {
      throw error;
    };
    const tasks = createRollUpTasks({ db: store.db, onError });
    await tasks[ROLL_UP_TASK]?.({}, new AbortController().signal);
    expect(await found(reseller.id, new Date())).toEqual([
      { kind: 'refunds', count: 10, usual: 0 },
    ]);
  });
});

describe('unusual activity', () => {
  it('is mailed once a day to the operators and the owners, also by two workers', async () => {
    const { liveAccountId, organizationId } = await store.newAccount();
    const owner = await personOf(store, organizationId, 'owner');
    const support = await personOf(store, organizationId, 'support');
    const mailed = async (to: string) =>
      (await mailsTo(store, to)).filter(
        ({ kind, text }) => kind === 'unusual-activity' && text.includes('777'),
      );
    await addHours(liveAccountId, { ago: 1, sold: 12 }, { ago: 0, sold: 777 });
    await Promise.all([warn(), warn()]);
    await warn();
    expect(await mailed(owner.email)).toMatchObject([{ subject: 'Unusually many sales' }]);
    expect(await mailed('operator@platform.test')).toMatchObject([
      { subject: expect.stringMatching(/^Unusually many sales: ./) },
    ]);
    expect(await mailed(support.email)).toEqual([]);
  });

  it('is a finding of the operations page, in two languages', async () => {
    const { liveAccountId, organizationId } = await store.newAccount();
    const hour = Math.floor(Date.now() / HOUR_MS) * HOUR_MS;
    const ago = (NOW.getTime() - HOUR_MS / 2 - hour) / HOUR_MS;
    await addHours(liveAccountId, { ago, sold: 300, refunded: 30 });
    const findings = async (locale: string): Promise<Record<string, unknown>[]> =>
      (await desk('GET', '/operator/findings', { headers: { locale } }))
        .json()
        .items.filter((one: Record<string, unknown>) => one.organizationId === organizationId);
    const [sales, refunds] = (await findings('en')).toSorted((a, b) =>
      String(b.kind).localeCompare(String(a.kind)),
    );
    expect(sales).toMatchObject({
      ...{ kind: 'sales_unusual', severity: 'warning', count: 300, accountId: liveAccountId },
      text: expect.stringMatching(/^Shop sold 300 packages in the hour from .* had 0\.$/),
    });
    expect(refunds).toMatchObject({ kind: 'refunds_unusual', count: 30 });
    expect((await findings('de')).map(({ text }) => text)).toContainEqual(
      expect.stringContaining('300 Pakete verkauft'),
    );
  });
});
