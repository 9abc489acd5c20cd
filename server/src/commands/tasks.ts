import { createOperatorTasks, OPERATOR_SCHEDULE } from '../backoffice/operator/index.ts';
import { createTimeTask, TIME_TASK } from '../commerce/activations/index.ts';
import { topUpSandboxProfiles } from '../connectivity/carriers/index.ts';
import { isProvedAddress } from '../identity/people/index.ts';
import { pruneSignIns } from '../identity/sign-in/index.ts';
import {
  createMailTask,
  eraseOldMails,
  type Post,
  SEND_MAIL_TASK,
} from '../messaging/mail/index.ts';
import { createAutoTopUpTasks, SWEEP_TASK } from '../money/auto-top-up/index.ts';
import { type Payments, RECONCILE_TASK, reconcilePayments } from '../money/payments/index.ts';
import type { Database } from '../platform/db/database.ts';
import { ensurePartitions } from '../platform/db/partitions.ts';
import type { Schedule, Tasks } from '../platform/jobs/index.ts';
import type { Log } from '../platform/log/log.ts';
import { pruneIdempotencyKeys } from '../tenancy/idempotency/index.ts';
import { forgetAddresses } from './erase-old-addresses.ts';

/** When the housekeeping is done, in UTC; the odd minutes keep it out of everybody's full hour. */
export const SCHEDULE: Schedule = [
  { task: TIME_TASK, cron: '* * * * *' },
  { task: 'top-up-sandbox-profiles', cron: '* * * * *' },
  { task: SEND_MAIL_TASK, cron: '* * * * *' },
  { task: RECONCILE_TASK, cron: '* * * * *' },
  { task: SWEEP_TASK, cron: '* * * * *' },
  ...OPERATOR_SCHEDULE,
  { task: 'ensure-partitions', cron: '23 2 * * *' },
  { task: 'prune-idempotency-keys', cron: '41 3 * * *' },
  { task: 'erase-old-mails', cron: '53 3 * * *' },
  { task: 'forget-ip-addresses', cron: '7 4 * * *' },
  { task: 'prune-sign-ins', cron: '19 4 * * *' },
];

type TaskParts = {
  db: Database;
  log: Log;
  /** Without it, mails are kept. */
  post?: Post | undefined;
  payments: Payments;
  /** How long IP addresses are kept. */
  ipRetentionDays: number;
};

/** What the worker can do; each may be run twice without harm. */
export function createTasks({ db, log, post, payments, ipRetentionDays }: TaskParts): Tasks {
  return {
    'prune-sign-ins': () => pruneSignIns(db, new Date()),
    ...createAutoTopUpTasks({
      db,
      payments,
      realNow: () => new Date(),
      complain: (err, accountId) =>
        log.error({ err, accountId }, 'Low credits are not looked after'),
    }),
    [TIME_TASK]: createTimeTask({
      db,
      realNow: () => new Date(),
      complain: (err, accountId) => log.error({ err, accountId }, 'Time does not pass'),
    }),
    async 'top-up-sandbox-profiles'() {
      const minted = await db.transaction(topUpSandboxProfiles);
      if (minted > 0) log.info({ minted }, 'Sandbox profiles minted');
    },
    async [RECONCILE_TASK]() {
      const reconciled = await reconcilePayments(db, { realNow: new Date() });
      if (reconciled.purchases > 0) log.info(reconciled, 'Payments asked about');
    },
    ...createOperatorTasks({ db, log, realNow: () => new Date() }),
    async 'ensure-partitions'() {
      const made = await ensurePartitions(db);
      if (made.length > 0) log.info({ made }, 'Partitions made');
    },
    async 'prune-idempotency-keys'() {
      const pruned = await pruneIdempotencyKeys(db);
      log.info({ pruned }, 'Idempotency keys pruned');
    },
    [SEND_MAIL_TASK]: createMailTask({
      db,
      log,
      post,
      isProvedAddress: (of) => isProvedAddress(db, of),
    }),
    async 'erase-old-mails'() {
      const erased = await eraseOldMails(db);
      if (erased > 0) log.info({ erased }, 'Old mails erased');
    },
    async 'forget-ip-addresses'() {
      const forgotten = await forgetAddresses(db, ipRetentionDays);
      if (forgotten > 0) log.info({ forgotten }, 'Old IP addresses forgotten');
    },
  };
}
