import type { Database } from '../../platform/db/database.ts';
import type { Schedule, Tasks } from '../../platform/jobs/index.ts';
import { warnOfLowStock } from './profile-stock.ts';
import { runSelfAudit } from './self-audit.ts';

export const SELF_AUDIT_TASK = 'audit-books';
const LOW_STOCK_TASK = 'warn-of-low-stock';

/** When the platform looks after itself, in UTC. */
export const OPERATOR_SCHEDULE: Schedule = [
  { task: SELF_AUDIT_TASK, cron: '17 * * * *' },
  { task: LOW_STOCK_TASK, cron: '*/10 * * * *' },
];

type Log = {
  error(facts: object, message: string): void;
  info(facts: object, message: string): void;
};

/** The platform's own work; each may be run twice without harm. */
export function createOperatorTasks({
  db,
  log,
  realNow,
}: {
  db: Database;
  log: Log;
  realNow: () => Date;
}): Tasks {
  return {
    async [SELF_AUDIT_TASK]() {
      const findings = await runSelfAudit(db, realNow);
      for (const finding of findings) log.error(finding, 'The books do not balance');
      if (findings.length === 0) log.info({}, 'The books balance');
    },
    async [LOW_STOCK_TASK]() {
      const carriers = await warnOfLowStock(db, realNow());
      if (carriers.length > 0) log.info({ carriers }, 'Few profiles left');
    },
  };
}
