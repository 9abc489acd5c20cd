import type { Database } from '../../src/platform/db/database.ts';
import { PLANS } from '../../test/support/shop.ts';
import type { Reseller } from './resellers.ts';
import { sellBefore } from './sold-before.ts';

/**
 * Sells through a year, ever faster: of four items, in three channels, by six keys; a fiftieth is
 * refunded a day later.
 */
export async function sellForAYear(
  db: Database,
  shop: Reseller['shop'],
  sales: number,
): Promise<void> {
  const { items, ctx } = shop;
  const names = ['worldwide', 'europe', 'austria', 'endless'] as const;
  const ofPlan = (value: (name: (typeof names)[number]) => string) =>
    `(array[${names.map((name) => `'${value(name)}'`)}])[1 + n * 7 % 11 % 4]`;
  const variety = {
    itemId: `${ofPlan((name) => items[name])}::uuid`,
    planId: `${ofPlan((name) => PLANS[name].id)}::uuid`,
    countrySet: ofPlan((name) => PLANS[name].countrySet),
    channel: `case when n % 1000 = 0 then 'PORTAL' when n % 13 = 0 then 'IOS_SDK' else 'API' end`,
    clientId: `case when n % 1000 > 0 then 'key-' || n % 17 % 6 end`,
    moment: `now() - interval '360 days' * (1 - sqrt(n / ${sales}.0))`,
  };
  await sellBefore(db, shop, { packages: sales, variety });
  await db.pool.query(
    `update activated_items
    set status = 'REFUNDED', state = 'REFUNDED', refunded_at = sold_at + interval '1 day',
      due_at = null, activated_at = null
    where account_id = $1 and ('x' || right(id::text, 12))::bit(48)::bigint % 50 = 0`,
    [ctx.accountId],
  );
  await db.pool.query('vacuum analyze');
}
