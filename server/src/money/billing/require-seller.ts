import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { Seller } from './seller.ts';
import { findSeller } from './seller-store.ts';

/** Returns the seller of credits; throws `billing_not_set_up` while the operator has set none. */
export async function requireSeller(db: Queryable): Promise<Seller> {
  const seller = await findSeller(db);
  if (seller) return seller;
  const detail =
    'Credits cannot be bought yet: the operator has not set the seller of the invoices.';
  throw new Refusal('billing_not_set_up', detail);
}
