// A worker that can be killed: charges for the low credits of the database given, once, and stays.

import { createAutoTopUpTasks, SWEEP_TASK } from '../../src/money/auto-top-up/index.ts';
import { openPayments } from '../../src/open-payments.ts';
import { readConfig } from '../../src/platform/config/config.ts';
import { connect } from '../../src/platform/db/connect.ts';

const [url = ''] = process.argv.slice(2);
const tasks = createAutoTopUpTasks({
  db: connect({ url, maxConnections: 4, applicationName: 'gigastore doomed worker' }),
  payments: openPayments(readConfig({})),
  realNow: () => new Date(),
  onError: (error) => console.error(error),
});
await tasks[SWEEP_TASK]?.({}, new AbortController().signal);
process.stdin.resume();
