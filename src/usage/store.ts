import { sql, type Tx } from '../db/database.ts';
import type { SeenProfile } from '../esims/index.ts';
import { newId } from '../lib/ids.ts';
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
    from unnest(${[...recordIds].sort()}::text[]) as record_id
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
  await tx.run(sql`
    insert into usage_records (
      account_id, carrier, id, record_id, esim_profile_id, profile_domain_id, bytes,
      uncovered_bytes, charges, country, started_at, ended_at
    )
    select ${accountId}, ${carrier}, *
    from unnest(
      ${charged.map(() => newId())}::uuid[],
      ${charged.map(({ record }) => record.recordId)}::text[],
      ${charged.map(({ profile }) => profile.id)}::uuid[],
      ${charged.map(({ profile }) => profile.profileDomainId)}::uuid[],
      ${charged.map(({ record }) => record.bytes)}::bigint[],
      ${charged.map(({ uncoveredBytes }) => uncoveredBytes)}::bigint[],
      ${charged.map(({ charges }) => showCharges(charges))}::jsonb[],
      ${charged.map(({ record }) => record.country)}::text[],
      ${charged.map(({ record }) => record.startedAt)}::timestamptz[],
      ${charged.map(({ record }) => record.endedAt)}::timestamptz[]
    )`);
}

function showCharges(charges: readonly Charge[]): string {
  return JSON.stringify(
    charges.map(({ activatedItemId, bytes }) => ({
      activatedItem: activatedItemId,
      bytes: Number(bytes),
    })),
  );
}
