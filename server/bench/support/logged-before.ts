import type { Database } from '../../src/platform/db/database.ts';
import { sql } from '../../src/platform/db/database.ts';
import type { Reseller } from './resellers.ts';

const CHUNK = 100_000;

/**
 * Gives an account whose packages are there already what their sales would have logged: an event,
 * a request and a delivery of a webhook for each. One in fifty requests is refused, and one in a
 * thousand deliveries has failed.
 */
export async function logBefore(db: Database, { ctx }: Reseller['shop'], sales: number) {
  for (let from = 1; from <= sales; from += CHUNK) {
    const values = [from, Math.min(from + CHUNK - 1, sales), ctx.accountId];
    for (const statement of Object.values(LOGS)) await db.pool.query(statement, values);
  }
  await db.run(sql`
    update event_sequences set last_sequence = ${sales} where account_id = ${ctx.accountId}`);
}

const id = (kind: string) => `('0190${kind}000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid`;

const SOLD = `
  from (
    select ('x' || right(item.id::text, 12))::bit(48)::bigint as n, item.id, item.customer_id,
      item.sold_at, item.client_id
    from activated_items as item
    where item.account_id = $3::uuid
      and item.id between ${id('4').replace('to_hex(n)', 'to_hex($1::int)')}
        and ${id('4').replace('to_hex(n)', 'to_hex($2::int)')}
  ) as sale`;

const EVENT = `json_build_object('uid', customer_id, 'activatedItem', id, 'name', 'eSIM Worldwide',
  'metatag', 'order-' || n, 'status', 'PURCHASED', 'activationMode', 'NOW')`;

const LOGS = {
  events: `
  insert into events (account_id, sequence, id, type, body, created_at, recorded_at)
  select $3::uuid, n, ${id('5')}, 'package.purchased', ${EVENT}, sold_at, sold_at ${SOLD}`,
  requests: `
  insert into api_requests (account_id, at, id, request_id, actor_kind, actor_id, method, route,
    path, request_body, response_body, status, code, duration_ms, is_replay, remote_address,
    user_agent)
  select $3::uuid, now() - (now() - sold_at) / 13, ${id('7')}, 'req-' || n, 'api_key',
    coalesce(client_id, 'none'), 'POST', '/gigastore/activations/register',
    '/gigastore/activations/register', ${EVENT}, ${EVENT},
    case when n % 50 = 0 then 409 else 200 end,
    case when n % 50 = 0 then 'insufficient_credits' end, 12, false, '192.0.2.' || n % 250,
    'bench' ${SOLD}`,
  deliveries: `
  insert into webhook_deliveries (account_id, id, event, url, status, event_sequence, order_key,
    body, attempts, tries, created_at)
  select $3::uuid, ${id('8')}, 'package.purchased', 'https://shop.example/hook',
    case when n % 1000 = 0 then 'failed' else 'delivered' end, n, customer_id, ${EVENT}, 1, 1,
    sold_at ${SOLD}`,
};
