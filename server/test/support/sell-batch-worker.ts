// A worker that can be killed: sells the batch given, and ends.

import { createBatchTasks, SELL_BATCH_TASK } from '../../src/commerce/sale-batches/index.ts';
import { connect } from '../../src/platform/db/connect.ts';
import { LINKS, openCounter } from './shop.ts';

const [url = '', accountId = '', id = ''] = process.argv.slice(2);
const db = connect({ url, maxConnections: 4, applicationName: 'gigastore doomed worker' });
const { carriers } = openCounter(db);
const tasks = createBatchTasks({ db, carriers, links: LINKS, realNow: () => new Date() });
await tasks[SELL_BATCH_TASK]?.({ accountId, id }, new AbortController().signal);
await db.close();
