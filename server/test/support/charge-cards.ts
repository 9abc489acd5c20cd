import {
  createPayments,
  createPaymentTasks,
  stripeProvider,
  testCardProvider,
} from '../../src/money/payments/index.ts';
import { connect } from '../../src/platform/db/connect.ts';
import { startWorker } from '../../src/platform/jobs/index.ts';
import { createLog } from '../../src/platform/log/log.ts';
import type { FakeStripe } from './fake-stripe.ts';

// A worker that charges cards, in a process of its own that tests can kill.
const [url = '', keys = '{}'] = process.argv.slice(2);
const db = connect({ url, maxConnections: 4, applicationName: 'gigastore tests' });
const payments = createPayments({
  mode: 'live',
  test: testCardProvider(),
  stripe: stripeProvider(JSON.parse(keys) as FakeStripe['keys']),
  realNow: () => new Date(),
});
const tasks = createPaymentTasks({ db, payments });
startWorker({ url, db, tasks, schedule: [], log: createLog('silent') });
