import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openStore, type TestStore } from '../../../test/support/app.ts';
import { aRecord, type CarrierCaller, openCarrier } from '../../../test/support/carrier.ts';
import { sellProfile } from '../../../test/support/profiles.ts';
import { loadPlans, openShop, type Shop } from '../../../test/support/shop.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { settleLeftReports } from './settle-report.ts';
import { createUsageLane } from './usage-lane.ts';

const LATER = { prefer: 'respond-async' };

let store: TestStore;
let shop: Shop;
let iccid: string;
let carrier: CarrierCaller;

beforeAll(async () => {
  store = await openStore();
  await loadPlans(store.db);
  shop = await openShop(store.db);
  ({ iccid } = await sellProfile(shop));
  carrier = await openCarrier(store);
});
afterAll(() => store.close());

const send = (list: unknown, headers: Record<string, string> = LATER) =>
  carrier.send('usage-records', JSON.stringify(list), headers);
const read = (reportId: string, caller = carrier) =>
  store.app.inject({
    url: `/carrier/v1/usage-reports/${reportId}`,
    headers: { authorization: caller.authorization },
  });

async function settled(reportId: string) {
  return vi.waitFor(
    async () => {
      const report = (await read(reportId)).json();
      expect(report.status).toBe('settled');
      return report;
    },
    { timeout: 15_000 },
  );
}

async function usedBytes(): Promise<bigint> {
  const row = await store.db.row<{ used: bigint }>(sql`
    select coalesce(sum(bytes), 0)::bigint as used from usage_records
    where account_id = ${shop.ctx.accountId}`);
  return row?.used ?? 0n;
}

/** A report that its process kept and did not live to settle. */
async function leaveBehind(list: unknown[]): Promise<string> {
  const id = newId();
  await store.db.run(sql`
    insert into usage_reports (id, carrier, body_hash, body, records, leased_until)
    values (${id}, 'sandbox', sha256(${id}::bytea), ${JSON.stringify(list)}, ${list.length},
      now() - interval '1 second')`);
  return id;
}

describe('a report with Prefer: respond-async', () => {
  it('is acknowledged with 202 and settled with the outcome of each record in order', async () => {
    const other = await openShop(store.db);
    const theirs = await sellProfile(other);
    const good = aRecord(iccid);
    const list = [good, aRecord('89000'), aRecord(theirs.iccid, { country: 'JP' }), good, null];
    const answer = await send(list);
    expect(answer.statusCode).toBe(202);
    const { reportId, ...rest } = answer.json();
    expect(rest).toEqual({ status: 'settling', records: 5 });
    expect(answer.headers).toMatchObject({
      location: `/carrier/v1/usage-reports/${reportId}`,
      'preference-applied': 'respond-async',
    });

    const report = await settled(reportId);
    expect(report).toMatchObject({ reportId, records: 5, accepted: 2, duplicates: 1, rejected: 2 });
    expect(report.results).toEqual([
      { recordId: good.recordId, outcome: 'counted', consumedBytes: 1000, uncoveredBytes: 0 },
      expect.objectContaining({ outcome: 'rejected', reason: expect.stringContaining('iccid') }),
      expect.objectContaining({ outcome: 'counted', consumedBytes: 0, uncoveredBytes: 1000 }),
      { recordId: good.recordId, outcome: 'duplicate' },
      expect.objectContaining({ recordId: null, outcome: 'rejected' }),
    ]);
  });

  it.each(['respond-async, wait=10', 'return=minimal, Respond-Async'])(
    'is recognised in the header Prefer: %s',
    async (prefer) => {
      const answer = await send([aRecord(iccid)], { prefer });
      expect(answer.statusCode).toBe(202);
      await settled(answer.json().reportId);
    },
  );

  it.each(['respond-asynchronously', 'wait=10'])(
    'is answered at once with Prefer: %s',
    async (prefer) => {
      expect((await send([aRecord(iccid)], { prefer })).statusCode).toBe(200);
    },
  );

  it('is the same report when it is sent again, and counts once', async () => {
    const list = [aRecord(iccid)];
    const before = await usedBytes();
    const answers = await Promise.all([send(list), send(list), send(list)]);
    const ids = new Set(answers.map((answer) => answer.json().reportId));
    expect(ids.size).toBe(1);
    await settled([...ids][0] as string);
    expect(await usedBytes()).toBe(before + 1000n);
  });

  it('keeps its rejected records, also those of an account', async () => {
    const future = new Date(Date.now() + 3_600_000).toISOString();
    const list = [aRecord(iccid, { startedAt: future, endedAt: future }), aRecord(`89${newId()}`)];
    const { reportId } = (await send(list)).json();
    expect(await settled(reportId)).toMatchObject({ accepted: 0, rejected: 2 });
    await vi.waitFor(async () => {
      const kept = await store.db.rows(sql`
        select reason from rejected_usage_records
        where record ->> 'recordId' = any(${list.map(({ recordId }) => recordId)})`);
      expect(kept).toHaveLength(2);
    });
  });

  it('is settled in parts when an account has more than a thousand records', async () => {
    const list = Array.from({ length: 2_500 }, () => aRecord(iccid, { bytes: 1 }));
    const { reportId } = (await send(list)).json();
    expect(await settled(reportId)).toMatchObject({ accepted: 2_500, duplicates: 0 });
  });

  it('is only shown to the carrier that sent it', async () => {
    const { reportId } = (await send([aRecord(iccid)])).json();
    const stranger = await openCarrier(store, 'alpine');
    for (const [id, caller] of [
      [reportId, stranger],
      [newId(), carrier],
      ['none', carrier],
    ] as const) {
      const answer = await read(id, caller);
      expect([answer.statusCode, answer.json().code]).toEqual([404, 'usage_report_not_found']);
    }
    await settled(reportId);
  });
});

describe('a report whose process died', () => {
  const parts = () => {
    const usageLane = createUsageLane({ db: store.db, realNow: () => new Date() });
    return { db: store.db, usageLane };
  };

  it('is settled by the worker, once, however many workers look', async () => {
    const list = Array.from({ length: 50 }, () => aRecord(iccid, { bytes: 3 }));
    const id = await leaveBehind(list);
    const before = await usedBytes();
    const counts = await Promise.all([1, 2, 3].map(() => settleLeftReports(parts())));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
    expect(await settled(id)).toMatchObject({ accepted: 50, duplicates: 0 });
    expect(await usedBytes()).toBe(before + 150n);
  });

  it('keeps the outcomes of the parts that were settled before', async () => {
    const list = [aRecord(iccid), aRecord(iccid)];
    const id = await leaveBehind(list);
    await settleLeftReports(parts());
    const first = await settled(id);
    // As if it had died between the last part and the mark.
    await store.db.run(sql`
      update usage_reports set settled_at = null, leased_until = now() - interval '1 second'
      where id = ${id}`);
    await settleLeftReports(parts());
    expect((await settled(id)).results).toEqual(first.results);
  });

  it('is left alone while its lease lasts', async () => {
    const id = await leaveBehind([aRecord(iccid)]);
    await store.db.run(sql`
      update usage_reports set leased_until = now() + interval '1 minute' where id = ${id}`);
    expect(await settleLeftReports(parts())).toBe(0);
    expect((await read(id)).json()).toMatchObject({ status: 'settling', results: [null] });
  });
});
