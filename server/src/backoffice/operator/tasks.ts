import { audit } from '../../kernel/context.ts';
import type { Scope } from '../../platform/db/scope.ts';
import {
  enqueueJob,
  type Schedule,
  type TaskParts,
  type Tasks,
} from '../../platform/jobs/index.ts';
import { askAboutOrders } from './ask-about-orders.ts';
import { mailWaitingApps } from './mail-waiting-apps.ts';
import { warnOfLowStock } from './profile-stock.ts';
import { runSelfAudit } from './self-audit.ts';
import { warnOfLowBalances } from './warn-of-low-balances.ts';
import { warnOfUnusualActivity } from './warn-of-unusual-activity.ts';

const SELF_AUDIT_TASK = 'audit-books';
const LOW_STOCK_TASK = 'warn-of-low-stock';
const LOW_BALANCES_TASK = 'warn-of-low-balances';
const UNKNOWN_ORDERS_TASK = 'ask-about-orders';
const WAITING_APPS_TASK = 'mail-waiting-apps';
const UNUSUAL_ACTIVITY_TASK = 'warn-of-unusual-activity';

/** When the platform's own jobs run, in UTC. */
export const OPERATOR_SCHEDULE: Schedule = [
  { task: SELF_AUDIT_TASK, cron: '17 * * * *' },
  { task: LOW_STOCK_TASK, cron: '*/10 * * * *' },
  { task: LOW_BALANCES_TASK, cron: '*/5 * * * *' },
  { task: UNKNOWN_ORDERS_TASK, cron: '*/5 * * * *' },
  { task: WAITING_APPS_TASK, cron: '*/5 * * * *' },
  { task: UNUSUAL_ACTIVITY_TASK, cron: '*/5 * * * *' },
];

/** Queues a check of the ledger, which a worker runs at once. */
export async function queueSelfAudit(scope: Scope): Promise<void> {
  await enqueueJob(scope.db, { task: SELF_AUDIT_TASK, payload: {}, jobKey: 'audit-books-now' });
  audit(scope, { action: 'audit.started', target: null, before: null, after: null });
}

/** Returns the platform's own jobs; each can be run twice without harm. */
export function createOperatorTasks({ db, log, realNow }: TaskParts): Tasks {
  return {
    async [SELF_AUDIT_TASK]() {
      const findings = await runSelfAudit(db, realNow);
      for (const finding of findings) log.error(finding, 'ledger check found a fault');
      if (findings.length === 0) log.info({}, 'ledger check passed');
    },
    async [LOW_STOCK_TASK]() {
      const carriers = await warnOfLowStock(db, realNow());
      if (carriers.length > 0) log.info({ carriers }, 'profile stock low');
    },
    async [LOW_BALANCES_TASK]() {
      const carriers = await warnOfLowBalances(db, realNow());
      if (carriers.length > 0) log.info({ carriers }, 'balance at carriers low');
    },
    async [UNKNOWN_ORDERS_TASK]() {
      const orders = await askAboutOrders(db);
      if (orders > 0) log.info({ orders }, 'orders at carriers wait for a person');
    },
    async [WAITING_APPS_TASK]() {
      await mailWaitingApps(db, realNow());
    },
    async [UNUSUAL_ACTIVITY_TASK]() {
      for (const { accountId, kind, count, usual } of await warnOfUnusualActivity(db, realNow())) {
        log.info({ accountId, kind, count, usual }, 'unusual activity of an account');
      }
    },
  };
}
