// A worker that can be killed: sells the batch given, and ends.

import { sellBatchItems } from '../../src/commerce/sale-batches/sell-batch-items.ts';
import { connect } from '../../src/platform/db/connect.ts';
import { LINKS, openCounter } from './shop.ts';

const [url = '', accountId = '', id = ''] = process.argv.slice(2);
const db = connect({ url, maxConnections: 4, applicationName: 'gigastore doomed worker' });
const { carriers } = openCounter(db);
const parts = { db, carriers, links: LINKS, realNow: () => new Date() };
process.stdout.write('ready\n');
await sellBatchItems(parts, { accountId, id });
await db.close();
