import type { Config } from '../config.ts';
import { connect } from '../db/connect.ts';
import { startWorker } from '../jobs/index.ts';
import type { Log } from '../log.ts';
import { createTasks, SCHEDULE } from './tasks.ts';

const TASK_CONNECTIONS = 4;

/** Runs the housekeeping with connections of its own, so that it never takes one from a request. */
export function runWorker({ config, url, log }: { config: Config; url: string; log: Log }) {
  const preparedStatements = config.usesPreparedStatements;
  const db = connect({
    url,
    maxConnections: TASK_CONNECTIONS,
    preparedStatements,
    applicationName: 'gigastore worker',
  });
  const tasks = createTasks({ db, log });
  const worker = startWorker({ url, db, tasks, schedule: SCHEDULE, log, preparedStatements });
  return {
    async stop() {
      await worker.stop();
      await db.close();
    },
  };
}
