import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable, Tx } from '../../platform/db/database.ts';
import type { Reseller } from './reseller.ts';
import { selectReseller, selectResellerForUpdate } from './store.ts';

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
    throw new Refusal('organization_not_found', 'No reseller has this ID.');
  }
  return reseller;
}
