import type { Locale } from '../../kernel/locale.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable, Tx } from '../../platform/db/database.ts';
import { selectReseller, selectResellerForUpdate } from './store.ts';

/** A reseller as the platform knows it; without a `priceListId` it has the default list. */
export type Reseller = {
  id: string;
  name: string;
  email: string;
  priceListId: string | null;
  createdAt: Date;
};

/** Returns a reseller. Throws `organization_not_found`. */
export async function findReseller(db: Queryable, id: string): Promise<Reseller> {
  return found(await selectReseller(db, id));
}

/** Returns a reseller and locks it. Throws `organization_not_found`. */
export async function lockReseller(tx: Tx, id: string): Promise<Reseller> {
  return found(await selectResellerForUpdate(tx, id));
}

function found(reseller: Reseller | undefined): Reseller {
  if (!reseller) {
    throw new Refusal('organization_not_found', 'There is no reseller with this ID.');
  }
  return reseller;
}

/** The organization of the platform, and where its people receive mail. */
export type Platform = { id: string; email: string; locale: Locale };
