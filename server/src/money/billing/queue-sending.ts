import type { Tx } from '../../platform/db/database.ts';
import { enqueueJob } from '../../platform/jobs/index.ts';

/** The job that renders a document and mails it to who buys. */
export const SEND_INVOICE_TASK = 'send-invoice';

export type Sending = { accountId: string; number: string };

/** Rendering takes its time, so it waits for the commit. */
export function queueSending(tx: Tx, sending: Sending): Promise<void> {
  const jobKey = `${SEND_INVOICE_TASK}:${sending.number}`;
  return enqueueJob(tx, { task: SEND_INVOICE_TASK, payload: sending, jobKey });
}
