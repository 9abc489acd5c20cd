import type { Locale } from '../../kernel/locale.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable, Tx } from '../../platform/db/database.ts';
import {
  type ResellersAsked,
  selectPlatformAddress,
  selectReseller,
  selectResellerForUpdate,
  selectResellers,
  updatePriceList,
} from './directory-store.ts';

/** A reseller as the platform knows it; `priceListId` null goes by the default list. */
export type Reseller = {
  id: string;
  name: string;
  email: string;
  priceListId: string | null;
  createdAt: Date;
};

/** A page of the resellers, the newest first. */
export function listResellers(db: Queryable, asked: ResellersAsked): Promise<Reseller[]> {
  return selectResellers(db, asked);
}

/** Refuses `organization_not_found`. */
export async function findReseller(db: Queryable, id: string): Promise<Reseller> {
  return found(await selectReseller(db, id));
}

/** The same, kept from changing until the transaction ends. */
export async function lockReseller(tx: Tx, id: string): Promise<Reseller> {
  return found(await selectResellerForUpdate(tx, id));
}

/** Puts a locked reseller on a price list that is there; null on the default one. */
export async function assignPriceList(
  tx: Tx,
  of: { id: string; priceListId: string | null },
): Promise<void> {
  await updatePriceList(tx, of);
}

function found(reseller: Reseller | undefined): Reseller {
  if (!reseller) {
    throw new Refusal('organization_not_found', 'There is no reseller with this id.');
  }
  return reseller;
}

/** Where the platform's own people are written to. */
export type Platform = { id: string; email: string; locale: Locale };

/** Undefined while the platform has no organization. */
export function readPlatform(db: Queryable): Promise<Platform | undefined> {
  return selectPlatformAddress(db);
}
