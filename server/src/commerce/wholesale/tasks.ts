import type { Schedule, TaskParts, Tasks } from '../../platform/jobs/index.ts';
import { announcePlannedPrices, applyPlannedPrices } from './apply-planned-prices.ts';
import { PLANNED_PRICES_TASK } from './plan-prices.ts';

export const WHOLESALE_SCHEDULE: Schedule = [{ task: PLANNED_PRICES_TASK, cron: '* * * * *' }];

/** Returns the job of planned prices; it can be run twice without harm. */
export function createWholesaleTasks({ db, log, realNow }: TaskParts): Tasks {
  return {
    async [PLANNED_PRICES_TASK]() {
      const told = await announcePlannedPrices(db, realNow());
      const applied = await applyPlannedPrices(db, realNow());
      if (told + applied > 0) log.info({ told, applied }, 'planned prices');
    },
  };
}
