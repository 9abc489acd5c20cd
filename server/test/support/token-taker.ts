// A process that takes tokens of a bucket as fast as it can, and prints how many it was granted.

import { once } from 'node:events';
import { sql } from '../../src/platform/db/database.ts';
import { openLimits, takeAll } from './limits.ts';

const [url = '', kind = '', forMs = ''] = process.argv.slice(2);
const { limits, db, close } = openLimits(url);
await db.run(sql`select 1`);
console.log('ready');
await once(process.stdin, 'data');
const taken = await takeAll(limits, { kind, forMs: Number(forMs) });
await close();
console.log(JSON.stringify(taken));
process.exit();
