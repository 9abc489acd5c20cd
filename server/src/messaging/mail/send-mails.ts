import type { Queryable } from '../../platform/db/database.ts';
import type { Task } from '../../platform/jobs/index.ts';
import type { Log } from '../../platform/log/log.ts';
import type { Delivery, Post } from './post.ts';
import { MAX_ATTEMPTS, RETRY_DELAYS_MS } from './retry.ts';
import {
  type LeasedMail,
  leaseMail,
  updateDelayed,
  updateFailed,
  updateKept,
  updateSent,
} from './sending-store.ts';
import { selectAttachments } from './store.ts';

export const SEND_MAIL_TASK = 'send-mail';

/** Longer than any attempt takes. Nothing is locked meanwhile. */
const LEASE_MS = 5 * 60_000;
/** Of one worker, so that a mail server which hangs leaves room for the other jobs. */
const MAX_AT_ONCE = 2;

export type SendingParts = {
  db: Queryable;
  log: Log;
  /** Without it, mails are kept instead of sent. */
  post: Post | undefined;
  /** Whether a member of the organization has proved the address by a link in a mail. */
  isProvedAddress: (of: { organizationId: string; address: string }) => Promise<boolean>;
};

/**
 * Sends what is due, one after the other. It is run for each mail, and by the clock for those whose
 * attempt failed or broke off.
 */
export function createMailTask(parts: SendingParts): Task {
  let underWay = 0;
  let isAskedAgain = false;

  return async (_payload, signal) => {
    // Another worker is sending and will include this email.
    isAskedAgain = true;
    if (underWay >= MAX_AT_ONCE) return;
    underWay += 1;
    try {
      while (isAskedAgain && !signal.aborted) {
        isAskedAgain = false;
        await sendAllDue(parts, signal);
      }
    } finally {
      underWay -= 1;
    }
  };
}

async function sendAllDue(parts: SendingParts, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const mail = await leaseMail(parts.db, LEASE_MS);
    if (!mail) return;
    await settle(parts, mail, await attempt(parts, mail));
  }
}

type Attempt = Delivery | { state: 'kept' };

async function attempt(parts: SendingParts, mail: LeasedMail): Promise<Attempt> {
  const { db, post } = parts;
  if (!post || !(await mayLeave(parts, mail))) return { state: 'kept' };
  if (mail.attempts > MAX_ATTEMPTS) return { state: 'refused', reason: 'Each attempt broke off.' };
  return post.send({ ...mail, attachments: await selectAttachments(db, mail.id) });
}

/** Sandboxes are free, so their emails could be used to flood any address. */
async function mayLeave({ isProvedAddress }: SendingParts, mail: LeasedMail): Promise<boolean> {
  const { isOfSandbox, organizationId, recipient } = mail;
  if (!isOfSandbox || organizationId === null) return true;
  return isProvedAddress({ organizationId, address: recipient });
}

async function settle({ db, log }: SendingParts, mail: LeasedMail, end: Attempt): Promise<void> {
  const { id, kind, attempts } = mail;
  if (end.state === 'sent') return updateSent(db, id);
  if (end.state === 'kept') return updateKept(db, id);
  const { reason } = end;
  const delayMs = end.state === 'delayed' ? RETRY_DELAYS_MS[attempts - 1] : undefined;
  if (delayMs !== undefined) return updateDelayed(db, { id, attempts, reason, delayMs });
  await updateFailed(db, { id, attempts, reason });
  // The reason may name the recipient, so that it stays in the table.
  log.warn({ mailId: id, kind, attempts }, 'A mail could not be sent');
}
