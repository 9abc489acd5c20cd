import type { Tx } from '../../platform/db/database.ts';
import { enqueueJob } from '../../platform/jobs/index.ts';

/** The job that renders a document and mails it to the billing address. */
export const SEND_INVOICE_TASK = 'send-invoice';

export type DocumentToMail = { accountId: string; number: string };

/** Queues the job that mails a document; it runs after the commit, because rendering is slow. */
export function enqueueDocumentMail(tx: Tx, sending: DocumentToMail): Promise<void> {
  const jobKey = `${SEND_INVOICE_TASK}:${sending.number}`;
  return enqueueJob(tx, { task: SEND_INVOICE_TASK, payload: sending, jobKey });
}
