import { createOrganization } from '../../src/commerce/onboarding/index.ts';
import { newId } from '../../src/kernel/ids.ts';
import type { Database } from '../../src/platform/db/database.ts';
import { createApiKey } from '../../src/tenancy/accounts/index.ts';
import { addCreditsAndItems, openShop, PLANS, type Shop } from '../../test/support/shop.ts';

/** More than any run can spend. */
const CREDITS_MINOR = 100_000_000_000n;

/** A reseller with credits and a key: what a client of the benchmark is. */
export type Reseller = { shop: Shop; clientId: string; clientSecret: string };

/** Opens a reseller that sells in its sandbox. */
export async function openReseller(db: Database): Promise<Reseller> {
  return withKey(db, await openShop(db, CREDITS_MINOR));
}

/** Opens a reseller that sells imported profiles in its live account, as in life. */
export async function openLiveReseller(db: Database): Promise<Reseller> {
  const asked = { name: 'Shop', email: `${newId()}@shop.test`, now: new Date() };
  const made = await db.transaction((tx) => createOrganization(tx, asked));
  const { organizationId, liveAccountId: id } = made;
  const shop = await addCreditsAndItems(db, { id, organizationId, creditsMinor: CREDITS_MINOR });
  return withKey(db, { ...shop, ctx: { ...shop.ctx, mode: 'live' } });
}

async function withKey(db: Database, shop: Shop): Promise<Reseller> {
  const scope = { accountId: shop.ctx.accountId, now: new Date() };
  const key = await db.transaction((tx) => createApiKey({ ...scope, db: tx }, { name: 'bench' }));
  return { shop, ...key };
}

/** Adds so many free profiles to the stock that live accounts sell from. */
export async function stockProfiles(db: Database, count: number): Promise<void> {
  const { carrier } = PLANS.imported;
  await db.pool.query(
    `insert into carrier_profiles (iccid, carrier, imsi, smdp_address, matching_id)
    select '8943' || lpad(n::text, 15, '0'), $1, '23299' || lpad(n::text, 10, '0'), 'smdp.example',
      md5(n::text)
    from generate_series(1, $2::int) as n`,
    [carrier, count],
  );
  await db.pool.query(
    `insert into free_profiles (carrier, iccid)
    select carrier, iccid from carrier_profiles where carrier = $1`,
    [carrier],
  );
  await db.pool.query('vacuum analyze carrier_profiles, free_profiles');
}

/** The request that sells a first package for the reseller at this server, ready to be repeated. */
export async function registerRequest(url: string, { shop, ...key }: Reseller) {
  const plan = shop.ctx.mode === 'live' ? 'imported' : 'worldwide';
  return {
    method: 'POST' as const,
    path: '/gigastore/activations/register',
    headers: {
      authorization: `Bearer ${await authenticate(url, key)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      inventoryItemId: shop.items[plan],
      metatag: 'bench',
      customerEmail: 'traveller@example.com',
    }),
  };
}

export async function authenticate(
  url: string,
  { clientId, clientSecret }: { clientId: string; clientSecret: string },
): Promise<string> {
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64');
  const headers = { authorization: `Basic ${basic}` };
  const answer = await fetch(`${url}/reseller/authenticate`, { method: 'POST', headers });
  if (!answer.ok) throw new Error(`authentication failed: ${await answer.text()}`);
  return ((await answer.json()) as { accessToken: string }).accessToken;
}
