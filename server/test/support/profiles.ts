import type { SaleRequest } from '../../src/commerce/activations/index.ts';
import { withEidCheckDigits } from '../../src/kernel/eid.ts';
import { newId } from '../../src/kernel/ids.ts';
import { type Database, sql } from '../../src/platform/db/database.ts';
import { registration, type Shop, sell } from './shop.ts';

export type SoldProfile = {
  id: string;
  iccid: string;
  imsi: string;
  customerId: string;
  domainId: string;
};

/** Sells a first package and gives the profile that came with it. */
export async function sellProfile(
  shop: Shop,
  over: Parameters<typeof registration>[1] = {},
): Promise<SoldProfile> {
  const { sold } = await sell(shop, registration(shop, over));
  const { uid: id, iccid, imsi } = sold.esimProfile;
  const customerId = sold.customer.uid;
  const domain = await shop.db.row<{ id: string }>(sql`
    select id from profile_domains
    where account_id = ${shop.ctx.accountId} and customer_id = ${customerId}`);
  return { id, iccid, imsi, customerId, domainId: domain?.id ?? newId() };
}

/** Sells a customer more; `kind: 'top_up_with_profile'` with another eSIM. */
export async function topUp(
  shop: Shop,
  customerUid: string,
  over: Partial<Omit<TopUp, 'ctx' | 'customerUid'>> = {},
) {
  const request = registration(shop, { inventoryItemId: shop.items.worldwide });
  const { sold } = await sell(shop, { ...request, kind: 'top_up', ...over, customerUid } as TopUp);
  return sold;
}
type TopUp = Extract<SaleRequest, { customerUid: string }>;

/** What was recorded of this type in the account, oldest first. */
export async function factsOf(db: Database, accountId: string, type: string) {
  const rows = await db.rows<{ body: Record<string, unknown>; at: Date }>(sql`
    select body, created_at as at from events
    where account_id = ${accountId} and type = ${type}
    order by sequence`);
  return rows.map(({ body }) => body);
}

/** The open network sessions of a profile. */
export async function openSessionsOf(db: Database, profileId: string): Promise<number> {
  const row = await db.row<{ count: number }>(sql`
    select count(*)::int as count from network_sessions
    where esim_profile_id = ${profileId} and closed_at is null`);
  return row?.count ?? 0;
}

/** A valid EID for each number. */
export function anEid(number: number): string {
  return withEidCheckDigits(`8904903200000${String(number).padStart(17, '0')}`);
}
