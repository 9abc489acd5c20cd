import type { Queryable } from '../db/database.ts';
import { selectCatalogueVersion } from './store.ts';

/** Rises with every change of plans, prices or sets: what was made from them is good for one version. */
export async function catalogueVersion(db: Queryable): Promise<bigint> {
  const row = await selectCatalogueVersion(db);
  if (!row) throw new Error('the catalogue has no version');
  return row.version;
}
