import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { Seller } from './seller.ts';
import { selectSeller } from './seller-store.ts';

/** Who sells credits; refuses `service_unavailable` while the operator has not said so. */
export async function readSeller(db: Queryable): Promise<Seller> {
  const seller = await selectSeller(db);
  if (seller) return seller;
  const detail = 'Credits are not sold yet: the operator has not said who issues the invoices.';
  throw new Refusal('service_unavailable', detail);
}
