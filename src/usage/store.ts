import { bigints, texts, timestamps, uuids } from '../db/arrays.ts';
import { sql, type Tx } from '../db/database.ts';
import type { SeenProfile } from '../esims/index.ts';
import type { Charge } from './domain-use.ts';
import type { UsageRecord } from './usage-record.ts';

/** Marks records as counted, for ever; gives the ids that were not before. */
export async function insertRecordIds(
  tx: Tx,
  accountId: string,
  { carrier, recordIds }: { carrier: string; recordIds: readonly string[] },
): Promise<string[]> {
  const rows = await tx.rows<{ recordId: string }>(sql`
    insert into usage_record_ids (account_id, carrier, record_id)
    select ${accountId}, ${carrier}, record_id
    from unnest(${texts(recordIds.toSorted())}::text[]) as record_id
    on conflict do nothing
    returning record_id as "recordId"`);
  return rows.map(({ recordId }) => recordId);
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
  const rows = charged.flatMap(toRows);
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

/** One for each package that gave, and one for what none covered; one at least. */
function toRows({ record, profile, charges, uncoveredBytes }: ChargedRecord): Row[] {
  const { id: profileId } = profile;
  const rows: Row[] = charges.map((charge) => ({ record, profileId, ...charge }));
  if (uncoveredBytes > 0n || rows.length === 0) {
    rows.push({ record, profileId, activatedItemId: null, bytes: uncoveredBytes });
  }
  return rows;
}
