import type { TimeRange } from '../../kernel/time-range.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { BillingDocument, DocumentKind, Series } from './document.ts';
import { deletePdfs } from './pdf-store.ts';

const documentColumns = sql`
  one.id, one.kind, one.is_test as "isTest", one.number, one.purchase_id as "purchaseId",
  invoice.number as "invoiceNumber", one.issued_at as "issuedAt", one.seller, one.buyer,
  one.locale, one.description, one.payment_method as "paymentMethod",
  one.payment_reference as "paymentReference", one.amount_minor as "amountMinor",
  one.vat_minor as "vatMinor", one.total_minor as "totalMinor",
  one.vat_rate_basis_points as "vatRateBasisPoints", one.vat_treatment as "vatTreatment",
  one.vat_country as "vatCountry", one.vat_note as "vatNote", one.paid_at as "paidAt",
  one.credited_minor as "creditedMinor", one.credited_vat_minor as "creditedVatMinor"`;

const documentTables = sql`
  billing_documents one
  left join billing_documents invoice
    on invoice.account_id = one.account_id and invoice.id = one.invoice_id`;

/** Locks the counter of a series until the commit and returns the last number. */
export async function lockCounter(tx: Tx, series: Series, year: number): Promise<number> {
  await tx.run(sql`
    insert into billing_counters (series, year, last_number)
    values (${series}, ${year}, 0)
    on conflict do nothing`);
  const row = await tx.row<{ lastNumber: number }>(sql`
    select last_number as "lastNumber"
    from billing_counters
    where series = ${series} and year = ${year}
    for update`);
  return row?.lastNumber ?? 0;
}

export async function raiseCounter(tx: Tx, series: Series, year: number): Promise<void> {
  await tx.run(sql`
    update billing_counters
    set last_number = last_number + 1
    where series = ${series} and year = ${year}`);
}

type NewDocument = Omit<
  BillingDocument,
  'invoiceNumber' | 'creditedMinor' | 'creditedVatMinor' | 'totalMinor'
> & { invoiceId: string | null };

export async function insertDocument(
  tx: Tx,
  accountId: string,
  document: NewDocument,
): Promise<void> {
  const { amountMinor, vatMinor } = document;
  await tx.run(sql`
    insert into billing_document_owners (account_id, number)
    values (${accountId}, ${document.number})`);
  await tx.run(sql`
    insert into billing_documents (account_id, id, kind, is_test, number, purchase_id, invoice_id,
      issued_at, seller, buyer, locale, description, payment_method, payment_reference,
      amount_minor, vat_minor, total_minor, vat_rate_basis_points, vat_treatment, vat_country,
      vat_note, paid_at)
    values (${accountId}, ${document.id}, ${document.kind}, ${document.isTest},
      ${document.number}, ${document.purchaseId}, ${document.invoiceId}, ${document.issuedAt},
      ${JSON.stringify(document.seller)}, ${JSON.stringify(document.buyer)}, ${document.locale},
      ${document.description}, ${document.paymentMethod}, ${document.paymentReference},
      ${amountMinor}, ${vatMinor}, ${amountMinor + vatMinor}, ${document.vatRateBasisPoints},
      ${document.vatTreatment}, ${document.vatCountry}, ${document.vatNote}, ${document.paidAt})`);
}

export function selectInvoice(db: Queryable, accountId: string, purchaseId: string) {
  return db.row<BillingDocument>(sql`
    select ${documentColumns}
    from ${documentTables}
    where one.account_id = ${accountId}
      and one.purchase_id = ${purchaseId}
      and one.kind = 'invoice'`);
}

/** Returns the invoice of a purchase, locked until the commit. */
export function lockInvoice(tx: Tx, accountId: string, purchaseId: string) {
  return tx.row<BillingDocument>(sql`
    select ${documentColumns}
    from ${documentTables}
    where one.account_id = ${accountId}
      and one.purchase_id = ${purchaseId}
      and one.kind = 'invoice'
    for update of one`);
}

export function selectDocument(db: Queryable, accountId: string, number: string) {
  return db.row<BillingDocument>(sql`
    select ${documentColumns}
    from ${documentTables}
    where one.account_id = ${accountId}
      and one.number = ${number}`);
}

export type DocumentCursor = { issuedAt: Date; id: string };

export type DocumentFilter = { range: TimeRange; kind?: DocumentKind | undefined };

/** Returns documents, newest first, starting behind the cursor. */
export function selectDocuments(
  db: Queryable,
  accountId: string,
  { range, kind, limit, after }: DocumentFilter & { limit: number; after?: DocumentCursor },
): Promise<BillingDocument[]> {
  return db.rows<BillingDocument>(sql`
    select ${documentColumns}
    from ${documentTables}
    where one.account_id = ${accountId}
      and (one.issued_at, one.id) < (${after?.issuedAt ?? 'infinity'}::timestamptz,
        ${after?.id ?? 'ffffffff-ffff-ffff-ffff-ffffffffffff'}::uuid)
      and one.issued_at >= ${range.from ?? '-infinity'}
      and one.issued_at < ${range.before ?? 'infinity'}
      and (${kind ?? null}::text is null or one.kind = ${kind ?? null})
    order by one.issued_at desc, one.id desc
    limit ${limit}`);
}

export async function addCredited(
  tx: Tx,
  accountId: string,
  {
    invoiceId,
    amountMinor,
    vatMinor,
  }: { invoiceId: string; amountMinor: bigint; vatMinor: bigint },
): Promise<void> {
  await tx.run(sql`
    update billing_documents
    set credited_minor = credited_minor + ${amountMinor},
      credited_vat_minor = credited_vat_minor + ${vatMinor}
    where account_id = ${accountId}
      and id = ${invoiceId}`);
}

/** Deletes the samples of a sandbox account. Their numbers are not issued again. */
export async function resetDocuments(tx: Tx, accountId: string): Promise<void> {
  await deletePdfs(tx, accountId);
  await tx.run(sql`select delete_sandbox_documents(${accountId})`);
}
