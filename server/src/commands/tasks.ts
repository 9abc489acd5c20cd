import {
  ANNOUNCEMENT_SCHEDULE,
  createAnnouncementTasks,
} from '../backoffice/announcements/index.ts';
import { dropHistory, type Retention } from '../backoffice/archive/index.ts';
import { createOperatorTasks, OPERATOR_SCHEDULE } from '../backoffice/operator/index.ts';
import { createRollUpTasks, ROLL_UP_TASK } from '../backoffice/reports/index.ts';
import {
  createTimeTask,
  EXPIRE_HOLDS_TASK,
  expireHoldsEverywhere,
  TIME_TASK,
} from '../commerce/activations/index.ts';
import { eraseExpiredCalls, expireApprovals } from '../commerce/approvals/index.ts';
import { createApprovedTasks } from '../commerce/approved-sales/index.ts';
import { settleHappenings } from '../commerce/radius-usage/index.ts';
import { createRoutingTasks, ROUTING_SCHEDULE } from '../commerce/routing/index.ts';
import { createBatchTasks, RESUME_BATCHES_TASK } from '../commerce/sale-batches/index.ts';
import {
  createSupplierCatalogueTasks,
  SUPPLIER_CATALOGUE_SCHEDULE,
} from '../commerce/supplier-catalogues/index.ts';
import { createTravellerMailTask, TRAVELLER_MAIL_TASK } from '../commerce/traveller-mails/index.ts';
import {
  createUsageLane,
  pruneEventIds,
  pruneRecordIds,
  pruneRejected,
  pruneReports,
  settleLeftReports,
} from '../commerce/usage/index.ts';
import { pruneUsageFiles } from '../commerce/usage-files/index.ts';
import { createWholesaleTasks, WHOLESALE_SCHEDULE } from '../commerce/wholesale/index.ts';
import { pruneCalls } from '../connectivity/carrier-orders/index.ts';
import {
  type Carriers,
  giveBackIdleProfiles,
  type OrderingCarrier,
  topUpSandboxProfiles,
} from '../connectivity/carriers/index.ts';
import type { PublicLinks } from '../connectivity/esims/index.ts';
import { pruneRadiusSessions } from '../connectivity/radius/index.ts';
import { pruneDeviceLogins } from '../identity/device-logins/index.ts';
import { isProvedAddress } from '../identity/people/index.ts';
import { pruneSignIns } from '../identity/sign-in/index.ts';
import {
  createMailTask,
  eraseOldMails,
  type Post,
  SEND_MAIL_TASK,
} from '../messaging/mail/index.ts';
import { pruneDeliveries } from '../messaging/webhooks/index.ts';
import { createAutoTopUpTasks, SWEEP_TASK } from '../money/auto-top-up/index.ts';
import { SUM_TRANSFERS_TASK, sumTransfersEverywhere } from '../money/credits/index.ts';
import { type Payments, RECONCILE_TASK, reconcilePayments } from '../money/payments/index.ts';
import type { Database } from '../platform/db/database.ts';
import { ensurePartitions } from '../platform/db/partitions.ts';
import type { Schedule, Tasks } from '../platform/jobs/index.ts';
import { deleteFullBuckets } from '../platform/limits/limit-store.ts';
import type { Log } from '../platform/log/log.ts';
import { auditLog } from '../tenancy/audit/index.ts';
import { checkPageHosts, type HostProofs } from '../tenancy/branding/index.ts';
import { pruneIdempotencyKeys } from '../tenancy/idempotency/index.ts';
import { pruneRequests } from '../tenancy/requests/index.ts';
import { eraseOldAddresses } from './erase-old-addresses.ts';

/** The schedule of the background jobs, in UTC; odd minutes avoid the load of the full hour. */
export const SCHEDULE: Schedule = [
  { task: TIME_TASK, cron: '* * * * *' },
  { task: EXPIRE_HOLDS_TASK, cron: '* * * * *' },
  { task: 'top-up-sandbox-profiles', cron: '* * * * *' },
  { task: 'give-back-idle-profiles', cron: '*/10 * * * *' },
  { task: TRAVELLER_MAIL_TASK, cron: '* * * * *' },
  { task: SEND_MAIL_TASK, cron: '* * * * *' },
  { task: RECONCILE_TASK, cron: '* * * * *' },
  { task: SWEEP_TASK, cron: '* * * * *' },
  { task: 'settle-usage-reports', cron: '* * * * *' },
  { task: 'settle-radius-usage', cron: '* * * * *' },
  { task: 'prune-rate-limits', cron: '*/10 * * * *' },
  { task: RESUME_BATCHES_TASK, cron: '* * * * *' },
  { task: ROLL_UP_TASK, cron: '* * * * *' },
  { task: SUM_TRANSFERS_TASK, cron: '*/5 * * * *' },
  ...OPERATOR_SCHEDULE,
  ...ANNOUNCEMENT_SCHEDULE,
  ...WHOLESALE_SCHEDULE,
  ...ROUTING_SCHEDULE,
  ...SUPPLIER_CATALOGUE_SCHEDULE,
  { task: 'ensure-partitions', cron: '23 2 * * *' },
  { task: 'prune-idempotency-keys', cron: '41 3 * * *' },
  { task: 'erase-expired-calls', cron: '43 3 * * *' },
  { task: 'prune-usage-ids', cron: '45 3 * * *' },
  { task: 'prune-requests', cron: '47 3 * * *' },
  { task: 'prune-deliveries', cron: '48 3 * * *' },
  { task: 'prune-carrier-calls', cron: '49 3 * * *' },
  { task: 'prune-profile-event-ids', cron: '51 3 * * *' },
  { task: 'drop-history', cron: '57 3 * * *' },
  { task: 'erase-old-mails', cron: '53 3 * * *' },
  { task: 'erase-ip-addresses', cron: '7 4 * * *' },
  { task: 'prune-sign-ins', cron: '19 4 * * *' },
  { task: 'prune-usage-reports', cron: '31 4 * * *' },
  { task: 'check-page-hosts', cron: '11 5 * * *' },
  { task: 'prune-radius-sessions', cron: '33 4 * * *' },
];

type TaskParts = {
  db: Database;
  carriers: Carriers;
  /** The connectors of the suppliers that are set up; none unless given. */
  orderingCarriers?: readonly OrderingCarrier[];
  links: PublicLinks;
  log: Log;
  /** Undefined: emails are stored and not sent. */
  post?: Post | undefined;
  payments: Payments;
  hostProofs: HostProofs;
  /** The number of days for which IP addresses are kept. */
  ipRetentionDays: number;
  /** For how many days what has no other end is kept; for ever unless given. */
  retention?: Retention;
};

/** Returns the background jobs by name; each of them can safely run twice. */
export function createTasks(parts: TaskParts): Tasks {
  const { db, carriers, links, log, post, payments, hostProofs, ipRetentionDays } = parts;
  const usageLane = createUsageLane({ db, realNow: () => new Date() });
  return {
    ...createBatchTasks({ db, carriers, links, realNow: () => new Date() }),
    ...createApprovedTasks({ db, carriers, links, realNow: () => new Date() }),
    async 'erase-expired-calls'() {
      await expireApprovals(db, new Date());
      const erased = await eraseExpiredCalls(db, new Date());
      if (erased > 0) log.info({ erased }, 'calls of expired approvals erased');
    },
    async 'prune-sign-ins'() {
      await pruneSignIns(db, new Date());
      await pruneDeviceLogins(db, new Date());
    },
    ...createAutoTopUpTasks({
      db,
      payments,
      realNow: () => new Date(),
      onError: (err, accountId) => log.error({ err, accountId }, 'low credits job failed'),
    }),
    [TIME_TASK]: createTimeTask({
      db,
      realNow: () => new Date(),
      onError: (err, accountId) => log.error({ err, accountId }, 'package clock job failed'),
    }),
    [TRAVELLER_MAIL_TASK]: createTravellerMailTask({
      db,
      links,
      realNow: () => new Date(),
      onError: (err, accountId) => log.error({ err, accountId }, 'mails to travellers failed'),
    }),
    async [EXPIRE_HOLDS_TASK]() {
      const onError = (err: unknown, accountId: string) =>
        log.error({ err, accountId }, 'expiry of holds failed');
      const released = await expireHoldsEverywhere({ db, realNow: () => new Date(), onError });
      if (released > 0) log.info({ released }, 'expired holds released');
    },
    async 'top-up-sandbox-profiles'() {
      const created = await db.transaction(topUpSandboxProfiles);
      if (created > 0) log.info({ created }, 'sandbox profiles created');
    },
    async 'give-back-idle-profiles'() {
      const freed = await giveBackIdleProfiles(db, new Date());
      if (freed > 0) log.info({ freed }, 'idle profiles given back to the stock');
    },
    async 'settle-usage-reports'() {
      const settled = await settleLeftReports({ db, usageLane });
      if (settled > 0) log.info({ settled }, 'Usage reports settled that were left');
    },
    async 'settle-radius-usage'() {
      const parts = { db, usageLane, realNow: () => new Date() };
      let settled = 0;
      for (let some = 1; some > 0; settled += some) some = await settleHappenings(parts);
      if (settled > 0) log.info({ settled }, 'usage by RADIUS settled that was left');
    },
    async 'prune-rate-limits'() {
      await deleteFullBuckets(db);
    },
    async 'prune-radius-sessions'() {
      const pruned = await pruneRadiusSessions(db, new Date());
      if (pruned > 0) log.info({ pruned }, 'old RADIUS sessions deleted');
    },
    async 'prune-usage-reports'() {
      const pruned = await pruneReports(db);
      const rejected = await pruneRejected(db, new Date());
      if (pruned + rejected > 0) log.info({ pruned, rejected }, 'usage reports pruned');
      const files = await pruneUsageFiles(db);
      if (files > 0) log.info({ files }, 'usage files pruned');
    },
    async [RECONCILE_TASK]() {
      const reconciled = await reconcilePayments(db, { realNow: new Date() });
      if (reconciled.purchases > 0) log.info(reconciled, 'payments reconciled');
    },
    ...createRollUpTasks({
      db,
      onError: (err, accountId) => log.error({ err, accountId }, 'roll-up of sales failed'),
    }),
    async [SUM_TRANSFERS_TASK]() {
      await sumTransfersEverywhere(db, (err, accountId) =>
        log.error({ err, accountId }, 'sums of transfers failed'),
      );
    },
    ...createAnnouncementTasks({ db, log, realNow: () => new Date() }),
    ...createRoutingTasks({
      db,
      log,
      realNow: () => new Date(),
      carriers: parts.orderingCarriers ?? [],
    }),
    ...createSupplierCatalogueTasks({
      db,
      log,
      realNow: () => new Date(),
      carriers: parts.orderingCarriers ?? [],
    }),
    ...createWholesaleTasks({ db, log, realNow: () => new Date() }),
    ...createOperatorTasks({ db, log, realNow: () => new Date() }),
    async 'ensure-partitions'() {
      const created = await ensurePartitions(db);
      if (created.length > 0) log.info({ created }, 'partitions created');
    },
    async 'prune-idempotency-keys'() {
      const pruned = await pruneIdempotencyKeys(db);
      if (pruned.dropped.length + pruned.deleted > 0)
        log.info(pruned, 'old idempotency keys dropped');
    },
    async 'check-page-hosts'() {
      const removed = await checkPageHosts({ db, auditLog, realNow: new Date(), ...hostProofs });
      if (removed > 0) log.info({ removed }, 'hosts without proof removed');
    },
    async 'prune-usage-ids'() {
      const pruned = await pruneRecordIds(db);
      if (pruned.dropped.length + pruned.deleted > 0)
        log.info(pruned, 'old IDs of usage records dropped');
    },
    async 'prune-requests'() {
      const dropped = await pruneRequests(db);
      if (dropped.length > 0) log.info({ dropped }, 'old API requests dropped');
    },
    async 'prune-deliveries'() {
      const dropped = await pruneDeliveries(db);
      if (dropped.length > 0) log.info({ dropped }, 'old webhook deliveries dropped');
    },
    async 'drop-history'() {
      if (!parts.retention) return;
      const { dropped, needed } = await dropHistory(db, parts.retention);
      if (dropped.length > 0) log.info({ dropped }, 'old months dropped');
      if (needed.length > 0) log.warn({ needed }, 'old months that cannot be dropped yet');
    },
    async 'prune-profile-event-ids'() {
      const pruned = await pruneEventIds(db);
      if (pruned.dropped.length + pruned.deleted > 0)
        log.info(pruned, "old IDs of carriers' events dropped");
    },
    async 'prune-carrier-calls'() {
      const pruned = await pruneCalls(db);
      if (pruned > 0) log.info({ pruned }, 'old calls to carriers deleted');
    },
    [SEND_MAIL_TASK]: createMailTask({
      db,
      log,
      post,
      isProvedAddress: (of) => isProvedAddress(db, of),
    }),
    async 'erase-old-mails'() {
      const erased = await eraseOldMails(db);
      if (erased > 0) log.info({ erased }, 'old emails erased');
    },
    async 'erase-ip-addresses'() {
      const erased = await eraseOldAddresses(db, ipRetentionDays);
      if (erased > 0) log.info({ erased }, 'old IP addresses erased');
    },
  };
}
