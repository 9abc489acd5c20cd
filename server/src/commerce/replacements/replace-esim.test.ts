import { beforeEach, describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import {
  factsOf,
  openSessionsOf,
  type SoldProfile,
  sellProfile,
  topUp,
} from '../../../test/support/profiles.ts';
import {
  addCreditsAndItems,
  LINKS,
  loadPlans,
  openShop,
  type Shop,
} from '../../../test/support/shop.ts';
import { type Call, openSlice } from '../../../test/support/slice.ts';
import {
  createCarriers,
  importedCarrier,
  importProfiles,
} from '../../connectivity/carriers/index.ts';
import { changeProfileState, openSession } from '../../connectivity/esims/index.ts';
import { withLuhn } from '../../kernel/check-digits.ts';
import { newId } from '../../kernel/ids.ts';
import { sql } from '../../platform/db/database.ts';
import { markOwing, suspendAccount } from '../../tenancy/accounts/index.ts';
import { registerReplacementRoutes } from './index.ts';

let shop: Shop;
let call: Call;
let sold: SoldProfile;

/** Every carrier's stock is what was imported, so that a test decides what there is. */
const carriers = createCarriers([], importedCarrier);

const slice = await forThisFile(
  openSlice((app, parts) => registerReplacementRoutes(app, { ...parts, carriers, links: LINKS })),
  { hasBooks: false },
);
await loadPlans(slice.db);

beforeEach(async () => {
  const account = await slice.newAccount();
  const furnished = await addCreditsAndItems(slice.db, account);
  // Only a live account is sold what a real carrier has.
  shop = { ...furnished, ctx: { ...furnished.ctx, mode: 'live' } };
  call = await account.caller('sell');
  await stock(1);
  sold = await sellProfile(shop, { inventoryItemId: shop.items.imported });
});

let lastNumber = 0;

/** Leaves this many free profiles of the carrier in stock. */
async function stock(count: number): Promise<void> {
  await slice.db.run(sql`
    with gone as (delete from free_profiles returning iccid)
    delete from carrier_profiles where iccid in (select iccid from gone)`);
  const lines = Array.from({ length: count }, () => {
    lastNumber += 1;
    const number = String(lastNumber).padStart(14, '0');
    return `${withLuhn(`8988${number}`)},26201${number.slice(-10)},LPA:1$smdp.test$AB-${number}`;
  });
  const file = { carrier: 'alpine', csv: lines.join('\n') };
  if (count > 0) await slice.db.transaction((tx) => importProfiles(tx, file));
}

const replace = (iccid: string, key?: string) =>
  call('POST', `/gigastore/esim/${iccid}/replace`, {
    ...(key !== undefined && { headers: { 'idempotency-key': key } }),
  });

async function rowOf(iccid: string) {
  return slice.db.row<Record<string, unknown>>(sql`
    select id, customer_id as "customerId", profile_domain_id as "domainId", carrier, state,
      replaced_by as "replacedBy", retired_at as "retiredAt", created_at as "createdAt"
    from esim_profiles where iccid = ${iccid}`);
}

describe('a replaced eSIM', () => {
  it('is over, and a new one of the same carrier has its place', async () => {
    await stock(1);
    const answer = await replace(sold.iccid);
    expect(answer.statusCode).toBe(200);
    const { esimProfile, replaced } = answer.json();
    expect(replaced).toMatchObject({
      uid: sold.id,
      iccid: sold.iccid,
      active: false,
      replacedBy: esimProfile.uid,
    });
    expect(esimProfile).toMatchObject({ state: 'RELEASED', active: true, installCount: 0 });
    const [old, successor] = [await rowOf(sold.iccid), await rowOf(esimProfile.iccid)];
    expect(successor).toMatchObject({
      customerId: sold.customerId,
      domainId: sold.domainId,
      carrier: 'alpine',
      createdAt: old?.createdAt,
    });
    expect(old?.retiredAt).toEqual(expect.any(Date));
  });

  it('is told, and shares the packages of its domain', async () => {
    await stock(1);
    const { esimProfile } = (await replace(sold.iccid)).json();
    expect(await factsOf(slice.db, shop.ctx.accountId, 'esim.replaced')).toEqual([
      {
        uid: sold.customerId,
        iccid: sold.iccid,
        imsi: sold.imsi,
        replacedByIccid: esimProfile.iccid,
        replacedByImsi: esimProfile.imsi,
      },
    ]);
    const item = await slice.db.row<{ domain: string; profile: string }>(sql`
      select profile_domain_id as domain, esim_profile_id as profile from activated_items
      where account_id = ${shop.ctx.accountId}`);
    expect(item).toEqual({ domain: sold.domainId, profile: sold.id });
  });

  it('leaves the network', async () => {
    await stock(1);
    await slice.db.transaction(async (tx) => {
      await changeProfileState({ ...shop.ctx, db: tx }, { iccid: sold.iccid, action: 'install' });
      const start = { profileId: sold.id, country: 'AT', mcc: null, mnc: null, at: shop.ctx.now };
      expect(await openSession({ db: tx, accountId: shop.ctx.accountId }, start)).toBe(true);
    });
    await replace(sold.iccid);
    expect(await openSessionsOf(slice.db, sold.id)).toBe(0);
  });

  it.each(['RELEASED', 'INSTALLED', 'DISABLED', 'ERROR'])('may be %s', async (state) => {
    await stock(1);
    await slice.db.run(sql`update esim_profiles set state = ${state} where id = ${sold.id}`);
    expect((await replace(sold.iccid)).json().replaced).toMatchObject({ state, active: false });
  });

  it('keeps its place in the order of purchase', async () => {
    await stock(2);
    const second = await topUp(shop, sold.customerId, {
      kind: 'top_up_with_profile',
      inventoryItemId: shop.items.imported,
    });
    const { esimProfile } = (await replace(sold.iccid)).json();
    const rows = await slice.db.rows<{ id: string }>(sql`
      select id from esim_profiles
      where customer_id = ${sold.customerId} and replaced_by is null
      order by created_at, id`);
    expect(rows.map(({ id }) => id)).toEqual([esimProfile.uid, second.esimProfile.uid]);
  });

  it('cannot be replaced again, but its successor can', async () => {
    await stock(2);
    const { esimProfile } = (await replace(sold.iccid)).json();
    expect((await replace(sold.iccid)).json().code).toBe('invalid_state');
    expect((await replace(esimProfile.iccid)).statusCode).toBe(200);
  });

  it('of twenty at once is replaced by exactly one', async () => {
    await stock(20);
    const answers = await Promise.all(Array.from({ length: 20 }, () => replace(sold.iccid)));
    const statuses = answers.map(({ statusCode }) => statusCode);
    expect(statuses.filter((status) => status === 200)).toHaveLength(1);
    expect(statuses.filter((status) => status === 409)).toHaveLength(19);
    const free = await slice.db.row<{ count: number }>(sql`
      select count(*)::int as count from free_profiles`);
    expect(free?.count).toBe(19);
  });

  it('with one key is replaced once, by the same one', async () => {
    await stock(2);
    const key = newId();
    const [first, second] = [await replace(sold.iccid, key), await replace(sold.iccid, key)];
    expect(second.body).toBe(first.body);
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(await factsOf(slice.db, shop.ctx.accountId, 'esim.replaced')).toHaveLength(1);
  });
});

describe('replacing is refused', () => {
  it('without stock, and changes nothing', async () => {
    await stock(0);
    const before = await rowOf(sold.iccid);
    expect((await replace(sold.iccid)).json()).toMatchObject({ status: 409, code: 'out_of_stock' });
    expect(await rowOf(sold.iccid)).toEqual(before);
    expect(await factsOf(slice.db, shop.ctx.accountId, 'esim.replaced')).toEqual([]);
  });

  it.each([
    ['refunded', sql`state = 'REFUNDED', status = 'REFUNDED', refunded_at = now()`],
    ['used up', sql`state = 'DEPLETED'`],
    ['expired', sql`expires_at = now() - interval '1 hour'`],
  ])('when its only package is %s', async (_, change) => {
    await stock(1);
    await slice.db.run(sql`
      update activated_items set ${change} where account_id = ${shop.ctx.accountId}`);
    expect((await replace(sold.iccid)).json().code).toBe('invalid_state');
  });

  it('while the account is suspended or owes credits', async () => {
    await stock(1);
    const at = { accountId: shop.ctx.accountId, now: new Date() };
    await slice.db.transaction((tx) => markOwing({ ...at, db: tx }));
    expect((await replace(sold.iccid)).json().code).toBe('account_suspended');
    await slice.db.transaction((tx) => suspendAccount({ ...at, db: tx }));
    expect((await replace(sold.iccid)).json().code).toBe('account_suspended');
  });

  it('beyond the limit of one eSIM, whatever its successors are called', async () => {
    await stock(3);
    await slice.db.run(sql`
      update accounts set replacement_limit_per_esim = 2 where id = ${shop.ctx.accountId}`);
    const first = (await replace(sold.iccid)).json().esimProfile;
    const second = (await replace(first.iccid)).json().esimProfile;
    expect((await replace(second.iccid)).json().code).toBe('replacement_limit_reached');
  });

  it("beyond the account's limit of the month, and is possible in the next one", async () => {
    await stock(3);
    await slice.db.run(sql`
      update accounts set replacement_limit_per_month = 1 where id = ${shop.ctx.accountId}`);
    const { esimProfile } = (await replace(sold.iccid)).json();
    expect((await replace(esimProfile.iccid)).json().code).toBe('replacement_limit_reached');
    await slice.db.run(sql`
      update replacement_counts set month = month - interval '1 month'
      where account_id = ${shop.ctx.accountId}`);
    expect((await replace(esimProfile.iccid)).statusCode).toBe(200);
  });

  it('for a retired eSIM', async () => {
    await slice.db.run(sql`update esim_profiles set retired_at = now() where id = ${sold.id}`);
    expect((await replace(sold.iccid)).json().code).toBe('invalid_state');
  });

  it.each(['8999901000099999999', 'x', "' or 1=1"])('for %s', async (iccid) => {
    const answer = await replace(encodeURIComponent(iccid));
    expect(answer.json()).toMatchObject({ status: 404, code: 'esim_profile_not_found' });
  });

  it("for another account's eSIM", async () => {
    await stock(1);
    const other = await openShop(slice.db);
    const theirs = await sellProfile(other);
    expect((await replace(theirs.iccid)).json().code).toBe('esim_profile_not_found');
  });

  it('without a token, and without the scope', async () => {
    const url = `/gigastore/esim/${sold.iccid}/replace`;
    expect((await slice.app.inject({ method: 'POST', url })).json().code).toBe('missing_token');
    const reader = await (await slice.newAccount()).caller('read', 'refund');
    expect((await reader('POST', url)).json().code).toBe('insufficient_scope');
  });
});
