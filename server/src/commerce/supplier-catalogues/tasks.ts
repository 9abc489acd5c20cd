import type { OrderingCarrier } from '../../connectivity/carriers/index.ts';
import type { Schedule, TaskParts, Tasks } from '../../platform/jobs/index.ts';
import { readCatalogues } from './read-catalogues.ts';
import { CATALOGUES_TASK } from './start-run.ts';

export const SUPPLIER_CATALOGUE_SCHEDULE: Schedule = [{ task: CATALOGUES_TASK, cron: '* * * * *' }];

/** Returns the job that reads the catalogues of suppliers; it can be run twice without harm. */
export function createSupplierCatalogueTasks({
  db,
  log,
  realNow,
  carriers,
}: TaskParts & { carriers: readonly OrderingCarrier[] }): Tasks {
  return {
    async [CATALOGUES_TASK]() {
      const read = await readCatalogues({ db, carriers, now: realNow });
      if (read > 0) log.info({ read }, 'catalogues of suppliers read');
    },
  };
}
