import type { Database } from '../../src/platform/db/database.ts';
import { createApiKey } from '../../src/tenancy/accounts/index.ts';
import { openShop, type Shop } from '../../test/support/shop.ts';

/** More than any run can spend. */
const CREDITS_MINOR = 100_000_000_000n;

/** A reseller with credits and a key: what a client of the benchmark is. */
export type Reseller = { shop: Shop; clientId: string; clientSecret: string };

export async function openReseller(db: Database): Promise<Reseller> {
  const shop = await openShop(db, CREDITS_MINOR);
  const place = { accountId: shop.ctx.accountId, now: new Date() };
  const key = await db.transaction((tx) => createApiKey({ ...place, db: tx }, { name: 'bench' }));
  return { shop, ...key };
}

/** The request that sells a first package for the reseller at this server, ready to be repeated. */
export async function registerRequest(url: string, { shop, ...key }: Reseller) {
  return {
    method: 'POST' as const,
    path: '/gigastore/activations/register',
    headers: {
      authorization: `Bearer ${await authenticate(url, key)}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({
      inventoryItemId: shop.items.worldwide,
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
