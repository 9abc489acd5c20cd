import { beforeEach, describe, expect, it } from 'vitest';
import { auditEntries } from '../../../test/support/audit-entries.ts';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { addCreditsAndItems, LINKS, loadPlans, type Shop } from '../../../test/support/shop.ts';
import { type Call, openSlice, type TestAccount } from '../../../test/support/slice.ts';
import { eventually } from '../../../test/support/webhooks.ts';
import { sql } from '../../platform/db/database.ts';
import { revokeApiKey } from '../../tenancy/accounts/index.ts';
import { registerSaleBatchRoutes } from './index.ts';
import { sellBatchItems } from './sell-batch-items.ts';

const BATCHES = '/gigastore/activations/batches';

const slice = await forThisFile(
  openSlice((app, parts) => registerSaleBatchRoutes(app, { ...parts, links: LINKS })),
);
await loadPlans(slice.db);

let account: TestAccount;
let shop: Shop;
let call: Call;

beforeEach(async () => {
  account = await slice.newAccount();
  shop = await addCreditsAndItems(slice.db, account);
  call = await account.caller('sell');
});

const line = (over: object = {}) => ({ inventoryItemId: shop.items.worldwide, ...over });
const create = async (body: object) => (await call('POST', BATCHES, { body })).json();
const read = async (id: string) => (await call('GET', `${BATCHES}/${id}`)).json();

/** Does the work of the job. */
function work(id: string) {
  const parts = { db: slice.db, carriers: shop.carriers, links: LINKS, realNow: () => new Date() };
  return sellBatchItems(parts, { accountId: account.id, id });
}

async function countPackages(): Promise<number> {
  const row = await slice.db.row<{ count: number }>(sql`
    select count(*)::int as count from activated_items where account_id = ${account.id}`);
  return row?.count ?? 0;
}

describe('a batch', () => {
  it('stops when its API key is revoked, and goes on in the name of who resumes it', async () => {
    const key = await account.keyOf({ name: 'Leaked' });
    const leaked = await account.callerOf(key);
    const body = { lines: [line({ quantity: 200 })] };
    const { id } = (await leaked('POST', BATCHES, { body })).json();
    const working = work(id);
    await eventually(countPackages, (count) => count > 0);
    await slice.db.transaction((tx) => revokeApiKey({ ...shop.ctx, db: tx }, key));
    const atRevocation = await countPackages();
    await working;
    const stopped = await read(id);
    expect(stopped).toMatchObject({ state: 'stopped', stoppedBy: 'api_key_not_found' });
    expect(stopped.sold).toBe(await countPackages());
    expect(stopped.sold).toBeLessThanOrEqual(atRevocation + 64);
    expect(stopped.waiting).toBe(200 - stopped.sold);
    await work(id);
    expect((await read(id)).sold).toBe(stopped.sold);

    expect((await call('POST', `${BATCHES}/${id}/resume`)).json().state).toBe('running');
    await work(id);
    expect(await read(id)).toMatchObject({ state: 'done', stoppedBy: null, sold: 200 });
    const sellers = await slice.db.rows<{ clientId: string; sales: number }>(sql`
      select actor_id as "clientId", count(*)::int as sales
      from ${auditEntries}
      where account_id = ${account.id} and action = 'package.sold'
      group by actor_id`);
    expect(sellers).toContainEqual({ clientId: key.clientId, sales: stopped.sold });
    expect(sellers).toHaveLength(2);
  });

  it('stops when its API key may no longer sell', async () => {
    const key = await account.keyOf({ name: 'Till' });
    const till = await account.callerOf(key);
    const { id } = (await till('POST', BATCHES, { body: { lines: [line()] } })).json();
    await slice.db.run(sql`
      update api_keys set scopes = '{read}'
      where account_id = ${account.id} and client_id = ${key.clientId}`);
    await work(id);
    expect(await read(id)).toMatchObject({
      state: 'stopped',
      stoppedBy: 'insufficient_scope',
      waiting: 1,
    });
    expect(await countPackages()).toBe(0);
  });

  it('stops if the mandate of its API key has another channel only', async () => {
    const { id } = (await call('POST', BATCHES, { body: { lines: [line()] } })).json();
    const mandate = '{"channels": ["MCP"]}';
    await slice.db.run(sql`
      update api_keys set mandate = ${mandate}::jsonb where account_id = ${account.id}`);
    await work(id);
    expect(await read(id)).toMatchObject({ stoppedBy: 'mandate_exceeded', waiting: 1 });
  });

  it.each([
    { before: null, after: 400n, sold: 2, title: 'a limit that is set' },
    { before: 400n, after: 700n, sold: 3, title: 'a limit that is raised' },
    { before: 700n, after: 400n, sold: 2, title: 'a limit that is lowered' },
    { before: 400n, after: null, sold: 4, title: 'a limit that is taken away' },
  ])('obeys $title while it runs', async ({ before, after, sold }) => {
    const limited = before === null ? {} : { dailySpendLimitMinor: before };
    const key = await account.keyOf({ name: 'Till', ...limited });
    const till = await account.callerOf(key);
    const { id } = (
      await till('POST', BATCHES, { body: { lines: [line({ quantity: 4 })] } })
    ).json();
    await slice.db.run(sql`
      update api_keys set daily_spend_limit_minor = ${after}
      where account_id = ${account.id} and client_id = ${key.clientId}`);
    await work(id);
    expect(await countPackages()).toBe(sold);
    const stoppedBy = sold === 4 ? null : 'spend_limit_reached';
    expect(await read(id)).toMatchObject({ stoppedBy, sold, waiting: 4 - sold });
  });

  it('cannot be resumed past the daily limit of a key', async () => {
    const { id } = await create({ lines: [line({ quantity: 3 })] });
    await call('POST', `${BATCHES}/${id}/stop`);
    const limited = await account.callerOf(await account.keyOf({ dailySpendLimitMinor: 400n }));
    await limited('POST', `${BATCHES}/${id}/resume`);
    await work(id);
    expect(await read(id)).toMatchObject({ state: 'stopped', stoppedBy: 'spend_limit_reached' });
    expect(await countPackages()).toBe(2);
  });
});
