import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

/** Returns the version of the catalogue. Every change of plans, prices or sets raises it. */
export async function readCatalogueVersion(db: Queryable): Promise<bigint> {
  const row = await db.row<{ version: bigint }>(sql`
    select version
    from catalogue_version
    where only_row`);
  if (!row) throw new Error('the catalogue has no version');
  return row.version;
}

export async function raiseCatalogueVersion(tx: Tx): Promise<void> {
  await tx.run(sql`
    update catalogue_version
    set version = version + 1
    where only_row`);
}

/** Has other changes of the catalogue that lock it wait until the transaction ends. */
export async function lockCatalogue(tx: Tx): Promise<void> {
  await tx.run(sql`
    select version
    from catalogue_version
    where only_row
    for update`);
}
