import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { UsageFileFormat } from './format.ts';

export type KeptFormat = {
  carrier: string;
  format: UsageFileFormat;
  updatedByName: string | null;
  updatedAt: Date;
};

const columns = sql`
  carrier, format, updated_by_name as "updatedByName", updated_at as "updatedAt"`;

/** Returns the formats of all carriers, by carrier. */
export function listFormats(db: Queryable): Promise<KeptFormat[]> {
  return db.rows<KeptFormat>(sql`
    select ${columns}
    from usage_file_formats
    order by carrier`);
}

export function selectFormat(db: Queryable, carrier: string): Promise<KeptFormat | undefined> {
  return db.row<KeptFormat>(sql`
    select ${columns}
    from usage_file_formats
    where carrier = ${carrier}`);
}

/** Inserts the format of a carrier, or replaces it. */
export async function upsertFormat(
  tx: Tx,
  { carrier, format, updatedByName }: Omit<KeptFormat, 'updatedAt'>,
): Promise<KeptFormat> {
  const kept = await tx.row<KeptFormat>(sql`
    insert into usage_file_formats (carrier, format, updated_by_name)
    values (${carrier}, ${JSON.stringify(format)}::jsonb, ${updatedByName})
    on conflict (carrier) do update
    set format = excluded.format, updated_by_name = excluded.updated_by_name, updated_at = now()
    returning ${columns}`);
  if (!kept) throw new Error('the format was neither inserted nor replaced');
  return kept;
}

/** Deletes the format of a carrier. Returns false if there is none. */
export async function deleteFormat(tx: Tx, carrier: string): Promise<boolean> {
  const deleted = await tx.run(sql`
    delete from usage_file_formats
    where carrier = ${carrier}`);
  return deleted === 1;
}
