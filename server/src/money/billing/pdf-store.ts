import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

export type PdfKey = { accountId: string; documentId: string; stateKey: string };

/** Returns the PDF of a document in this payment state, if it was rendered before. */
export async function selectPdf(
  db: Queryable,
  { accountId, documentId, stateKey }: PdfKey,
): Promise<Buffer | undefined> {
  const row = await db.row<{ content: Buffer }>(sql`
    select content
    from document_pdfs
    where account_id = ${accountId}
      and document_id = ${documentId}
      and state_key = ${stateKey}`);
  return row?.content;
}

/** Keeps a PDF in place of the one of an earlier state; skipped if the document was deleted. */
export async function upsertPdf(
  db: Queryable,
  { accountId, documentId, stateKey }: PdfKey,
  content: Buffer,
): Promise<void> {
  await db.run(sql`
    insert into document_pdfs (account_id, document_id, state_key, content)
    select account_id, id, ${stateKey}, ${content}
    from billing_documents
    where account_id = ${accountId}
      and id = ${documentId}
    on conflict (account_id, document_id) do update
    set state_key = excluded.state_key, content = excluded.content`);
}

export async function deletePdfs(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`delete from document_pdfs where account_id = ${accountId}`);
}
