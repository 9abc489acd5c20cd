import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

/** Profiles that were imported together. */
export type ProfileBatch = {
  id: string;
  carrier: string;
  fileName: string | null;
  profiles: number;
  unusualIccids: number;
  /** Null for the command line. */
  importedByName: string | null;
  importedAt: Date;
};

type NewBatch = Pick<ProfileBatch, 'id' | 'carrier' | 'profiles' | 'unusualIccids'> & {
  fileName?: string | undefined;
  importedByName?: string | undefined;
};

export async function insertBatch(tx: Tx, batch: NewBatch): Promise<void> {
  await tx.run(sql`
    insert into profile_batches
      (id, carrier, file_name, profiles, unusual_iccids, imported_by_name)
    values (${batch.id}, ${batch.carrier}, ${batch.fileName ?? null}, ${batch.profiles},
      ${batch.unusualIccids}, ${batch.importedByName ?? null})`);
}

/** Counts another profile into a batch that comes one by one. */
export async function growBatch(
  tx: Tx,
  batch: Pick<ProfileBatch, 'id' | 'carrier'> & { importedByName: string },
): Promise<void> {
  await tx.run(sql`
    insert into profile_batches
      (id, carrier, profiles, unusual_iccids, imported_by_name)
    values (${batch.id}, ${batch.carrier}, 1, 0, ${batch.importedByName})
    on conflict (id) do update
    set profiles = profile_batches.profiles + 1`);
}

const columns = sql`
  id, carrier, file_name as "fileName", profiles, unusual_iccids as "unusualIccids",
  imported_by_name as "importedByName", imported_at as "importedAt"`;

/** Returns a page of the batches, the newest first. */
export function listProfileBatches(
  db: Queryable,
  { carrier, after, limit }: { carrier?: string; after?: string; limit: number },
): Promise<ProfileBatch[]> {
  return db.rows<ProfileBatch>(sql`
    select ${columns}
    from profile_batches
    where (${carrier ?? null}::text is null or carrier = ${carrier ?? null})
      and (${after ?? null}::uuid is null or id < ${after ?? null})
    order by id desc
    limit ${limit}`);
}

/** Returns the number of profiles that each carrier was given since a moment. */
export async function countImportedSince(db: Queryable, since: Date) {
  return db.rows<{ carrier: string; day: string; profiles: number }>(sql`
    select carrier, (imported_at at time zone 'UTC')::date::text as day,
      sum(profiles)::integer as profiles
    from profile_batches
    where imported_at >= ${since}
    group by 1, 2`);
}
