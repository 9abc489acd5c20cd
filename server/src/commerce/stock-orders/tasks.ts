import type { Schedule, Tasks } from '../../platform/jobs/index.ts';
import { type OrderAheadParts, orderAhead } from './order-ahead.ts';

const STOCK_TASK = 'order-profiles-ahead';

export const STOCK_ORDER_SCHEDULE: Schedule = [{ task: STOCK_TASK, cron: '* * * * *' }];

type Log = OrderAheadParts['log'] & { info(facts: object, message: string): void };

/** Returns the job that keeps the stock at its level; it can be run twice without harm. */
export function createStockOrderTasks(parts: OrderAheadParts & { log: Log }): Tasks {
  return {
    async [STOCK_TASK](_, signal) {
      const queued = await orderAhead(parts, signal);
      if (queued > 0) parts.log.info({ queued }, 'profiles ordered ahead');
    },
  };
}
