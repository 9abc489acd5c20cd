import type { SeenProfile } from '../../connectivity/esims/index.ts';
import { bigints, texts, timestamps, uuids } from '../../platform/db/arrays.ts';
import { sql, type Tx } from '../../platform/db/database.ts';
import type { Charge } from './domain-use.ts';
import type { UsageRecord } from './usage-record.ts';

/** A record that was counted before; `bytes` is null if that was not kept. */
export type KnownRecord = { recordId: string; bytes: bigint | null };

/**
 * Marks records as counted; gives those that were before. Rows are added to the open table of IDs
 * and looked for in the closed ones too, which cannot change.
 */
export async function insertRecordIds(
  tx: Tx,
  accountId: string,
  { carrier, records }: { carrier: string; records: readonly UsageRecord[] },
): Promise<KnownRecord[]> {
  const sorted = records.toSorted((one, other) => (one.recordId < other.recordId ? -1 : 1));
  // Nearly always all are new: then nothing travels back. Each is looked for by its key (limit): a
  // join may read all records of the account, for every thousand.
  return tx.rows<KnownRecord>(sql`
    with asked as (
      select record_id collate "C" as record_id, bytes
      from unnest(
        ${texts(sorted.map(({ recordId }) => recordId))}::text[],
        ${bigints(sorted.map(({ bytes }) => bytes))}::bigint[]
      ) as asked (record_id, bytes)
    ), known as (
      select asked.record_id, kept.bytes
      from asked
      cross join lateral (
        select ids.bytes
        from usage_record_ids as ids
        where ids.account_id = ${accountId}
          and ids.carrier = ${carrier}
          and ids.record_id = asked.record_id
        limit 1
      ) as kept
    ), claimed as (
      insert into usage_record_ids (account_id, carrier, record_id, bytes)
      select ${accountId}, ${carrier}, record_id, bytes
      from asked
      where record_id not in (select record_id from known)
      on conflict do nothing
      returning record_id
    )
    select asked.record_id as "recordId", known.bytes
    from asked
    left join known using (record_id)
    where ${sorted.length} > (select count(*) from claimed)
      and asked.record_id not in (select record_id from claimed)`);
}

/** A record with what became of its bytes. */
export type ChargedRecord = {
  record: UsageRecord;
  profile: SeenProfile;
  charges: Charge[];
  uncoveredBytes: bigint;
};

export async function insertUsageRecords(
  tx: Tx,
  accountId: string,
  { carrier, charged }: { carrier: string; charged: readonly ChargedRecord[] },
): Promise<void> {
  const rows: Row[] = [];
  for (const one of charged) addRows(rows, one);
  await tx.run(sql`
    insert into usage_records (
      account_id, carrier, record_id, esim_profile_id, activated_item_id, bytes, country,
      started_at, ended_at
    )
    select ${accountId}, ${carrier}, *
    from unnest(
      ${texts(rows.map(({ record }) => record.recordId))}::text[],
      ${uuids(rows.map(({ profileId }) => profileId))}::uuid[],
      ${uuids(rows.map(({ activatedItemId }) => activatedItemId))}::uuid[],
      ${bigints(rows.map(({ bytes }) => bytes))}::bigint[],
      ${texts(rows.map(({ record }) => record.country))}::text[],
      ${timestamps(rows.map(({ record }) => record.startedAt))}::timestamptz[],
      ${timestamps(rows.map(({ record }) => record.endedAt))}::timestamptz[]
    )`);
}

type Row = {
  record: UsageRecord;
  profileId: string;
  activatedItemId: string | null;
  bytes: bigint;
};

/**
 * Returns a row for each package that gave data, and one for the data that no package covered; at
 * least one row.
 */
function addRows(rows: Row[], { record, profile, charges, uncoveredBytes }: ChargedRecord): void {
  const { id: profileId } = profile;
  for (const { activatedItemId, bytes } of charges) {
    rows.push({ record, profileId, activatedItemId, bytes });
  }
  if (uncoveredBytes > 0n || charges.length === 0) {
    rows.push({ record, profileId, activatedItemId: null, bytes: uncoveredBytes });
  }
}
