import { bigints, texts, uuids } from '../../../platform/db/arrays.ts';
import { type Queryable, type Sql, sql, type Tx } from '../../../platform/db/database.ts';
import type { BankLine, LineState, ReadLine, StatementFormat } from './bank-line.ts';

export type BankStatement = {
  id: string;
  format: StatementFormat;
  fileName: string | null;
  lines: number;
  newLines: number;
  outgoing: number;
  uploadedByName: string | null;
  uploadedAt: Date;
};

export async function insertStatement(tx: Tx, statement: BankStatement): Promise<void> {
  await tx.run(sql`
    insert into bank_statements
      (id, format, file_name, lines, new_lines, outgoing, uploaded_by_name, uploaded_at)
    values (${statement.id}, ${statement.format}, ${statement.fileName}, ${statement.lines},
      ${statement.newLines}, ${statement.outgoing}, ${statement.uploadedByName},
      ${statement.uploadedAt})`);
}

/** Returns a page of the uploads, the newest first. */
export function listStatements(
  db: Queryable,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<BankStatement[]> {
  return db.rows<BankStatement>(sql`
    select id, format, file_name as "fileName", lines, new_lines as "newLines", outgoing,
      uploaded_by_name as "uploadedByName", uploaded_at as "uploadedAt"
    from bank_statements
    where ${after ?? null}::uuid is null or id < ${after ?? null}
    order by id desc
    limit ${limit}`);
}

export type NewLine = ReadLine & { id: string; entryId: string };

/** Keeps the lines that are not kept yet, and returns their number. */
export async function insertLines(
  tx: Tx,
  { statementId, lines }: { statementId: string; lines: readonly NewLine[] },
): Promise<number> {
  const kept = await tx.rows(sql`
    insert into bank_lines
      (id, statement_id, entry_id, booked_on, amount_minor, currency, payer, text)
    select id, ${statementId}, entry_id, booked_on::date, amount_minor, currency, payer, text
    from unnest(
      ${uuids(lines.map(({ id }) => id))}::uuid[],
      ${texts(lines.map(({ entryId }) => entryId))}::text[],
      ${texts(lines.map(({ bookedOn }) => bookedOn))}::text[],
      ${bigints(lines.map(({ amountMinor }) => amountMinor))}::bigint[],
      ${texts(lines.map(({ currency }) => currency))}::text[],
      ${texts(lines.map(({ payer }) => payer))}::text[],
      ${texts(lines.map(({ text }) => text))}::text[]
    ) as given (id, entry_id, booked_on, amount_minor, currency, payer, text)
    on conflict (entry_id) do nothing
    returning id`);
  return kept.length;
}

/** Returns how many of these entries are kept. */
export async function countKnown(db: Queryable, entryIds: readonly string[]): Promise<number> {
  const row = await db.row<{ known: number }>(sql`
    select count(*)::integer as known
    from bank_lines
    where entry_id = any (${texts(entryIds)}::text[])`);
  return row?.known ?? 0;
}

/** The lines with their state: receipts and approval requests name the entry. */
const lines = sql`
  select line.id, line.statement_id as "statementId", line.entry_id as "entryId",
    line.booked_on::text as "bookedOn", line.amount_minor as "amountMinor", line.currency,
    line.payer, line.text, line.note,
    case
      when receipt.entry_id is not null then 'confirmed'
      when request.id is not null then 'waiting'
      when line.dismissed_at is not null then 'dismissed'
      else 'open'
    end as state,
    coalesce(receipt.purchase_id::text, request.payload ->> 'purchaseId') as "purchaseId"
  from bank_lines as line
  left join bank_receipts as receipt
    on receipt.entry_id = line.entry_id
  left join approval_requests as request
    on request.payload ->> 'entryId' = line.entry_id
    and request.kind = 'bank_receipt'
    and request.state = 'pending'`;

/** The state of a line in the words of the database. */
const STATES: Record<LineState, Sql> = {
  open: sql`receipt.entry_id is null and request.id is null and line.dismissed_at is null`,
  waiting: sql`receipt.entry_id is null and request.id is not null`,
  confirmed: sql`receipt.entry_id is not null`,
  dismissed: sql`receipt.entry_id is null and request.id is null
    and line.dismissed_at is not null`,
};

type Place = { bookedOn: string; id: string };

/** Returns a page of the lines, the latest booking first. */
export function listLines(
  db: Queryable,
  of: { state: LineState | undefined; after: Place | undefined; limit: number },
): Promise<BankLine[]> {
  const { after } = of;
  return db.rows<BankLine>(sql`
    ${lines}
    where ${of.state ? STATES[of.state] : sql`true`}
      ${after ? sql`and (line.booked_on, line.id) < (${after.bookedOn}::date, ${after.id})` : sql``}
    order by line.booked_on desc, line.id desc
    limit ${of.limit}`);
}

export function selectLine(db: Queryable, id: string): Promise<BankLine | undefined> {
  return db.row<BankLine>(sql`
    ${lines}
    where line.id = ${id}`);
}

/** Locks a line, so that it is confirmed or dismissed by one person at a time. */
export async function lockLine(tx: Tx, id: string): Promise<void> {
  await tx.run(sql`
    select id
    from bank_lines
    where id = ${id}
    for update`);
}

export async function updateDismissal(
  tx: Tx,
  { id, note, dismissedAt }: { id: string; note: string | null; dismissedAt: Date | null },
): Promise<void> {
  await tx.run(sql`
    update bank_lines
    set note = ${note}, dismissed_at = ${dismissedAt}
    where id = ${id}`);
}
