import { isUuid } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { enqueueJob } from '../../platform/jobs/index.ts';
import { SEND_MAIL_TASK } from './send-mails.ts';
import { selectForRetry, updateToDue } from './store.ts';

type Retried = 'retried' | 'not_found' | 'not_needed' | 'not_possible';

/**
 * Sends a mail that failed, or that waits for a later attempt, again. Returns `not_needed` if it
 * was sent or may be under way, and `not_possible` if its address is none, it was erased, or its
 * links have expired.
 */
export async function retryMail(tx: Tx, id: string): Promise<Retried> {
  const mail = isUuid(id) ? await selectForRetry(tx, id) : undefined;
  if (!mail) return 'not_found';
  if (!mail.isSendable) return 'not_possible';
  if (!mail.isWaiting) return 'not_needed';
  await updateToDue(tx, id);
  await enqueueJob(tx, { task: SEND_MAIL_TASK, payload: {} });
  return 'retried';
}
