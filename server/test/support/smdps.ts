import { randomBytes } from 'node:crypto';
import { newId } from '../../src/kernel/ids.ts';
import { type Database, sql } from '../../src/platform/db/database.ts';

/** Settings of an SM-DP+ at which nothing answers, with a profile type that is not ordered. */
export function smdpDraft() {
  const name = `alps-${randomBytes(4).toString('hex')}`;
  const type = { carrier: name, profileType: 'consumer-1', level: 0, batchSize: 10 };
  return { name, url: 'https://127.0.0.1:9', requesterId: 'us', profileTypes: [type] };
}

/** Sets an SM-DP+ up at which nothing answers, and returns its name. */
export async function newSmdp(db: Database, given?: string): Promise<string> {
  const { name: drawn, url, requesterId } = smdpDraft();
  const name = given ?? drawn;
  await db.run(sql`
    insert into smdps (name, url, requester_id, is_private, releases_apart, revision, updated_at)
    values (${name}, ${url}, ${requesterId}, false, false, ${newId()}, now())`);
  await db.run(sql`
    insert into smdp_profile_types (carrier, smdp, profile_type, level, batch_size)
    values (${name}, ${name}, 'consumer-1', 0, 10)`);
  return name;
}

/** Makes an order for the stock whose answer was lost, and returns its ID. */
export async function lostStockOrder(db: Database, smdp?: string): Promise<string> {
  const [id, carrier] = [newId(), smdp ?? (await newSmdp(db))];
  await db.run(sql`
    insert into stock_orders (id, carrier, batch_id, state, attempts, created_at, asks_since)
    values (${id}, ${carrier}, ${newId()}, 'ORDERING', 1, now(), now())`);
  return id;
}
