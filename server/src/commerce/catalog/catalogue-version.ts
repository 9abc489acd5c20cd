import type { Queryable } from '../../platform/db/database.ts';
import { selectCatalogueVersion } from './store.ts';

/** Rises with every change of plans, prices or sets; what is made from them is for one version. */
export async function catalogueVersion(db: Queryable): Promise<bigint> {
  const row = await selectCatalogueVersion(db);
  if (!row) throw new Error('the catalogue has no version');
  return row.version;
}
