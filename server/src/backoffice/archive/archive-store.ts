import { bigints, texts } from '../../platform/db/arrays.ts';
import { type Queryable, sql } from '../../platform/db/database.ts';
import { soldEntries } from '../../tenancy/audit/index.ts';

/** A row as the archive keeps it: the month (UTC) of its file, and all columns as a JSON object. */
export type ArchivedRow = { month: string; line: string };

/** Reads the rows that follow `after` in the order of the table's key; undefined: the first. */
export type ReadPage<Row extends ArchivedRow> = (
  db: Queryable,
  after: Row | undefined,
) => Promise<Row[]>;

const PAGE = 5_000;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const FIRST_TIME = '-infinity';

type TransferRow = ArchivedRow & { accountId: string; sequence: bigint };

export const selectTransfers: ReadPage<TransferRow> = (db, after) =>
  db.rows<TransferRow>(sql`
    select
      account_id as "accountId",
      sequence,
      to_char(created_at at time zone 'UTC', 'YYYY-MM') as month,
      row_to_json(transfers)::text as line
    from transfers
    where (account_id, sequence)
      > (${after?.accountId ?? FIRST_ID}::uuid, ${after?.sequence ?? 0n}::bigint)
    order by account_id, sequence
    limit ${PAGE}`);

type EntryRow = ArchivedRow & { organizationId: string; at: string; id: string };

export const selectEntries: ReadPage<EntryRow> = (db, after) =>
  db.rows<EntryRow>(sql`
    select
      organization_id as "organizationId",
      at::text,
      id,
      to_char(at at time zone 'UTC', 'YYYY-MM') as month,
      row_to_json(audit_log)::text as line
    from audit_log
    where (organization_id, audit_log.at, id)
      > (${after?.organizationId ?? FIRST_ID}::uuid, ${after?.at ?? FIRST_TIME}::timestamptz,
        ${after?.id ?? FIRST_ID}::uuid)
    order by organization_id, audit_log.at, id
    limit ${PAGE}`);

type SoldRow = ArchivedRow & { accountId: string; at: string; id: string };

/** The entries of sales, as `audit_log` would keep them. */
export const selectSales: ReadPage<SoldRow> = (db, after) =>
  db.rows<SoldRow>(sql`
    select
      account_id as "accountId",
      at::text,
      id,
      to_char(entry.at at time zone 'UTC', 'YYYY-MM') as month,
      row_to_json(entry)::text as line
    from (
      ${soldEntries}
      where (sale.account_id, sale.at, sale.id)
        > (${after?.accountId ?? FIRST_ID}::uuid, ${after?.at ?? FIRST_TIME}::timestamptz,
          ${after?.id ?? FIRST_ID}::uuid)
      order by sale.account_id, sale.at, sale.id
      limit ${PAGE}
    ) as entry
    order by account_id, entry.at, id`);

type UsageRow = ArchivedRow & {
  accountId: string;
  profileId: string;
  startedAt: string;
  carrier: string;
  recordId: string;
  itemId: string;
};

/** A record has a row for each package that gave data, and one for what no package gave. */
export const selectUsage: ReadPage<UsageRow> = (db, after) =>
  db.rows<UsageRow>(sql`
    select
      account_id as "accountId",
      esim_profile_id as "profileId",
      started_at::text as "startedAt",
      carrier,
      record_id as "recordId",
      coalesce(activated_item_id, ${FIRST_ID}::uuid) as "itemId",
      to_char(recorded_at at time zone 'UTC', 'YYYY-MM') as month,
      row_to_json(usage_records)::text as line
    from usage_records
    where (account_id, esim_profile_id, started_at)
        >= (${after?.accountId ?? FIRST_ID}::uuid, ${after?.profileId ?? FIRST_ID}::uuid,
          ${after?.startedAt ?? FIRST_TIME}::timestamptz)
      and (
        account_id, esim_profile_id, started_at, carrier, record_id,
        coalesce(activated_item_id, ${FIRST_ID}::uuid)
      ) > (
        ${after?.accountId ?? FIRST_ID}::uuid, ${after?.profileId ?? FIRST_ID}::uuid,
        ${after?.startedAt ?? FIRST_TIME}::timestamptz, ${after?.carrier ?? ''}::text,
        ${after?.recordId ?? ''}::text, ${after?.itemId ?? FIRST_ID}::uuid
      )
    order by account_id, esim_profile_id, started_at, carrier, record_id,
      coalesce(activated_item_id, ${FIRST_ID}::uuid)
    limit ${PAGE}`);

/** Returns whether the database takes no writes, as a standby does. */
export async function isReadOnly(db: Queryable): Promise<boolean> {
  const row = await db.row<{ is: boolean }>(sql`
    select current_setting('transaction_read_only')::boolean as is`);
  return row?.is === true;
}

/** Notes that these months were copied, so that they can be dropped once they are old enough. */
export async function insertArchived(
  db: Queryable,
  files: readonly { table: string; month: string; rows: number; sha256: string }[],
): Promise<void> {
  await db.run(sql`
    insert into archived_months (table_name, month, rows, sha256)
    select file.table_name, file.month, file.rows, file.sha256
    from unnest(
      ${texts(files.map(({ table }) => table))}::text[],
      ${texts(files.map(({ month }) => month))}::text[],
      ${bigints(files.map(({ rows }) => BigInt(rows)))}::bigint[],
      ${texts(files.map(({ sha256 }) => sha256))}::text[]
    ) as file (table_name, month, rows, sha256)
    on conflict (table_name, month) do update
    set rows = excluded.rows, sha256 = excluded.sha256, archived_at = excluded.archived_at`);
}
