import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { ProfileType } from './profile-type.ts';
import { deleteUnsent } from './stock-order-store.ts';

const columns = sql`
  carrier, smdp, profile_type as "profileType", level, batch_size as "batchSize",
  confirmation_codes as "confirmationCodes",
  case when iccid_first is not null then
    json_build_object('first', iccid_first, 'last', iccid_last)
  end as iccids, iccid_next as "iccidNext"`;

/** Returns every profile type by carrier. */
export function selectProfileTypes(db: Queryable): Promise<ProfileType[]> {
  return db.rows<ProfileType>(sql`
    select ${columns}
    from smdp_profile_types
    order by carrier`);
}

/** Returns the type and locks it; undefined if it is gone or another transaction has it. */
export function lockProfileType(tx: Tx, carrier: string): Promise<ProfileType | undefined> {
  return tx.row<ProfileType>(sql`
    select ${columns}
    from smdp_profile_types
    where carrier = ${carrier}
    for no key update skip locked`);
}

/** Inserts or changes a type. Returns false if another SM-DP+ fills the stock of its carrier. */
export async function upsertProfileType(tx: Tx, type: ProfileType): Promise<boolean> {
  const { first = null, last = null } = type.iccids ?? {};
  const written = await tx.run(sql`
    insert into smdp_profile_types (carrier, smdp, profile_type, level, batch_size,
      confirmation_codes, iccid_first, iccid_last, iccid_next)
    values (${type.carrier}, ${type.smdp}, ${type.profileType}, ${type.level}, ${type.batchSize},
      ${type.confirmationCodes}, ${first}, ${last}, ${type.iccidNext})
    on conflict (carrier) do update
    set profile_type = excluded.profile_type, level = excluded.level,
      batch_size = excluded.batch_size, confirmation_codes = excluded.confirmation_codes,
      iccid_first = excluded.iccid_first, iccid_last = excluded.iccid_last,
      iccid_next = excluded.iccid_next
    where smdp_profile_types.smdp = excluded.smdp`);
  return written === 1;
}

export async function updateNextIccid(
  tx: Tx,
  { carrier, iccidNext }: Pick<ProfileType, 'carrier' | 'iccidNext'>,
): Promise<void> {
  await tx.run(sql`
    update smdp_profile_types
    set iccid_next = ${iccidNext}
    where carrier = ${carrier}`);
}

/**
 * Deletes a type of which nothing was ever ordered, with orders that were not sent. Returns false
 * if something was ordered.
 */
export async function deleteProfileType(tx: Tx, carrier: string): Promise<boolean> {
  // Waits for a batch that is being queued, whose orders only the next statement sees.
  await tx.run(sql`
    select carrier
    from smdp_profile_types
    where carrier = ${carrier}
    for update`);
  await deleteUnsent(tx, carrier);
  const deleted = await tx.run(sql`
    delete from smdp_profile_types
    where carrier = ${carrier}
      and not exists (select 1 from stock_orders where carrier = ${carrier})`);
  return deleted === 1;
}
