import { enqueueJob, type Task } from '../../platform/jobs/index.ts';
import { type MailParts, mailTravellersEverywhere } from './mail-events.ts';

export const TRAVELLER_MAIL_TASK = 'mail-travellers';
const AGAIN_MS = 5_000;

/**
 * Returns the job that mails travellers and enqueues itself again seconds later. Its schedule,
 * every minute, starts the chain and restarts it when its worker died; the job key keeps one chain.
 */
export function createTravellerMailTask(parts: MailParts): Task {
  return async () => {
    await mailTravellersEverywhere(parts);
    const runAt = new Date(parts.realNow().getTime() + AGAIN_MS);
    const next = { task: TRAVELLER_MAIL_TASK, payload: {}, jobKey: TRAVELLER_MAIL_TASK, runAt };
    await parts.db.transaction((tx) => enqueueJob(tx, next));
  };
}
