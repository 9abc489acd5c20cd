import type { OrderingCarrier } from '../../connectivity/carriers/index.ts';
import type { Schedule, TaskParts, Tasks } from '../../platform/jobs/index.ts';
import { readBalances } from './read-balances.ts';

const BALANCES_TASK = 'read-carrier-balances';

export const ROUTING_SCHEDULE: Schedule = [{ task: BALANCES_TASK, cron: '* * * * *' }];

/** Returns the job that reads our balances at carriers; it can be run twice without harm. */
export function createRoutingTasks({
  db,
  log,
  realNow,
  carriers,
}: TaskParts & { carriers: readonly OrderingCarrier[] }): Tasks {
  return {
    async [BALANCES_TASK]() {
      const silent = await readBalances(db, { carriers, now: realNow });
      if (silent.length > 0) log.info({ carriers: silent }, 'balances at carriers not read');
    },
  };
}
