import { beforeEach, describe, expect, it } from 'vitest';
import { openStore } from '../../../test/support/app.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { personOf } from '../../../test/support/people.ts';
import { openReseller } from '../../../test/support/resellers.ts';
import { loadPlans } from '../../../test/support/shop.ts';
import { importProfiles } from '../../connectivity/carriers/index.ts';
import { sql } from '../../platform/db/database.ts';
import { createOperatorTasks } from './index.ts';

const PROFILE = '8944500101180012348,234500000000001,LPA:1$smdp.alpine.test$1234567890ABCDEF';
const silent = { error() {}, info() {} };

let now: Date;

const store = await forThisFile(openStore());
await loadPlans(store.db);
const { call } = await personOf(store, '', 'operator');

beforeEach(() => {
  now = new Date();
});

async function run(task: string): Promise<void> {
  const tasks = createOperatorTasks({ db: store.db, log: silent, realNow: () => now });
  await tasks[task]?.({}, new AbortController().signal);
}

const mailsOf = (kind: string) =>
  store.db.rows<{ subject: string; recipient: string }>(sql`
    select subject, recipient
    from mails
    where kind = ${kind}
    order by created_at, id`);

describe('the stock of profiles', () => {
  const setThreshold = (alertThreshold: number) =>
    call('PUT', '/operator/profile-stock', { body: { carrier: 'alpine', alertThreshold } });
  const stockOf = async (carrier: string) => {
    const { items } = (await call('GET', '/operator/profile-stock')).json();
    return items.find((stock: { carrier: string }) => stock.carrier === carrier);
  };

  it('is low below the threshold, which is told once until it is filled up', async () => {
    expect(await stockOf('alpine')).toBeUndefined();
    await setThreshold(1);
    expect(await stockOf('alpine')).toEqual({
      ...{ carrier: 'alpine', free: 0, alertThreshold: 1, isLow: true },
      ...{ usedPerDay: null, daysLeft: null, days: [] },
    });
    await Promise.all([run('warn-of-low-stock'), run('warn-of-low-stock')]);
    await run('warn-of-low-stock');
    expect(await mailsOf('low-profile-stock')).toEqual([
      { subject: 'Few eSIM profiles left: alpine', recipient: 'operator@platform.test' },
    ]);

    await store.db.transaction((tx) => importProfiles(tx, { carrier: 'alpine', csv: PROFILE }));
    await run('warn-of-low-stock');
    expect(await stockOf('alpine')).toMatchObject({ free: 1, isLow: false });
    expect(await mailsOf('low-profile-stock')).toHaveLength(1);

    await setThreshold(2);
    now = new Date(now.getTime() + 60_000);
    await run('warn-of-low-stock');
    expect(await mailsOf('low-profile-stock')).toHaveLength(2);
  });
});

describe('the self-audit', () => {
  const last = async () => (await call('GET', '/operator/audits?limit=1')).json().items[0];

  it('is kept, and a finding is mailed once a day', async () => {
    const { id: accountId } = await openReseller(store, 5_000n);
    await run('audit-books');
    expect(await last()).toMatchObject({ balanced: true, findingsCount: 0, findings: [] });
    expect(await mailsOf('books-do-not-balance')).toEqual([]);

    const falsify = (minor: number) =>
      store.db.run(sql`
        update ledger_accounts
        set posted_credits_minor = posted_credits_minor + ${minor}
        where account_id = ${accountId} and code = 'credits'`);
    await falsify(1);
    await run('audit-books');
    await run('audit-books');
    expect(await last()).toMatchObject({
      balanced: false,
      findingsCount: 1,
      findings: [{ accountId }],
    });
    expect(await mailsOf('books-do-not-balance')).toHaveLength(1);
    now = new Date(now.getTime() + 86_400_000);
    await run('audit-books');
    expect(await mailsOf('books-do-not-balance')).toHaveLength(2);
    await falsify(-1);
    await run('audit-books');
    expect(await last()).toMatchObject({ balanced: true });
  });

  it('can be asked for, and a worker makes it', async () => {
    const answer = await call('POST', '/operator/audits', { body: {} });
    expect(answer.statusCode).toBe(202);
    const job = await store.db.row(sql`
      select task_identifier as task
      from graphile_worker.jobs
      where key = 'audit-books-now'`);
    expect(job).toEqual({ task: 'audit-books' });
  });

  it('is in pages, the newest first, and no more than a thousand', async () => {
    await store.db.run(sql`
      insert into book_audits (id, started_at, finished_at, findings_count, findings)
      select gen_random_uuid(), now(), now(), 0, '[]'
      from generate_series(1, 1005)`);
    await run('audit-books');
    const row = await store.db.row(sql`select count(*)::int as count from book_audits`);
    expect(row).toEqual({ count: 1000 });
    const first = (await call('GET', '/operator/audits?limit=2')).json();
    const next = `/operator/audits?limit=2&after=${first.nextCursor}`;
    const second = (await call('GET', next)).json();
    const ids = [...first.items, ...second.items].map(({ id }: { id: string }) => id);
    expect(ids).toEqual([...ids].sort().reverse());
    expect(new Set(ids).size).toBe(4);
  });
});

describe('who sells credits', () => {
  it('is said once, checked, and read again', async () => {
    const seller = {
      ...{ legalName: 'Gigastore GmbH', addressLine1: 'Ring 1', city: 'Wien', country: 'at' },
      ...{ vatId: 'ATU13585627', bankName: 'Erste Bank', iban: 'AT61 1904 3002 3457 3201' },
    };
    const wrong = { ...seller, iban: 'AT611904300234573202' };
    const refused = await call('PUT', '/operator/seller', { body: wrong });
    expect(refused.json()).toMatchObject({ errors: [{ path: '/iban' }] });
    const set = await call('PUT', '/operator/seller', { body: seller });
    expect(set.statusCode, set.body).toBe(200);
    const read = (await call('GET', '/operator/seller')).json();
    expect(read).toEqual({ seller: set.json().seller });
    expect(read.seller).toMatchObject({ country: 'AT', iban: 'AT611904300234573201' });
    expect(set.json().approvalRequest).toMatchObject({ bankAccount: { bic: null } });
  });
});

describe('a bank transfer', () => {
  it('is awaited until it is confirmed, once, and the credits follow', async () => {
    const reseller = await openReseller(store, 0n);
    const body = { amount: { priceValue: 100, currencyCode: 'USD' }, method: 'bank_transfer' };
    const bought = await reseller.call('POST', '/gigastore/credits/purchases', { body });
    const { id: purchaseId, instructions } = bought.json();
    const awaited = (await call('GET', '/operator/bank-transfers?limit=200')).json().items;
    expect(awaited).toContainEqual(
      expect.objectContaining({ purchaseId, status: 'awaiting_transfer', accountId: reseller.id }),
    );

    const receipt = {
      ...{ reference: instructions.reference.toLowerCase(), entryId: `entry-${purchaseId}` },
      ...{ received: instructions.amount, receivedAt: '2026-04-30T00:00:00Z' },
    };
    const confirm = () => call('POST', '/operator/bank-transfers', { body: receipt });
    const answers = await Promise.all([confirm(), confirm()]);
    const codes = answers.map((answer) => answer.json().code ?? answer.json().status);
    expect(codes.sort()).toEqual(['invalid_state', 'paid']);
    const credits = (await reseller.call('GET', '/gigastore/credits')).json();
    expect(credits.balance.priceValue).toBe(100);
    const left = (await call('GET', '/operator/bank-transfers?limit=200')).json().items;
    expect(left.map((each: { purchaseId: string }) => each.purchaseId)).not.toContain(purchaseId);
  });
});
