import { setTimeout as delay } from 'node:timers/promises';
import { type Database, sql } from '../../../src/platform/db/database.ts';
import type { DrilledSupplier } from './suppliers.ts';

const ROUND_MS = 1_000;
/** A person looks at the supplier when a worker has looked for an order for so long. */
const LOOKED_FOR_S = 10;

type Open = { id: string; carrier: string; item: string; supplierOrder: string | null };
type Asked = { url: string; token: string };

/**
 * Waits until every order has ended, or the time is over. Settles what workers do not find as a
 * person does, who sees at the supplier whether there is an order that no other one of ours has.
 * Returns how many orders a person settled.
 */
export async function settleAll(
  db: Database,
  of: Asked & { suppliers: readonly DrilledSupplier[]; endsAt: number },
): Promise<number> {
  let settled = 0;
  while (performance.now() < of.endsAt) {
    const row = await db.row<{ open: number }>(sql`
      select count(*)::int as open from carrier_orders where ended_at is null`);
    if (row?.open === 0) break;
    // One after another: two of them may be told of the same order.
    const asked = await selectAsked(db);
    const unknown = asked.length === 0 ? [] : await listUnknown(db, of.suppliers);
    for (const order of asked) settled += (await settle(order, unknown, of)) ? 1 : 0;
    await delay(ROUND_MS);
  }
  return settled;
}

function selectAsked(db: Database): Promise<Open[]> {
  return db.rows<Open>(sql`
    select id, carrier, item, supplier_order as "supplierOrder"
    from carrier_orders
    where ended_at is null
      and attempts > 0
      and state in ('UNKNOWN', 'EXPIRED')
      and supplier_order is null
      and detail is not null
      and sent_at < now() - ${LOOKED_FOR_S} * interval '1 second'
    order by sent_at
    limit 200`);
}

type AtSupplier = { carrier: string; order: string; reference: string | null; item: string };

/** Returns what the suppliers sold that no order of ours is known to have. */
async function listUnknown(
  db: Database,
  suppliers: readonly DrilledSupplier[],
): Promise<AtSupplier[]> {
  const rows = await db.rows<{ number: string }>(sql`
    select carrier || ' ' || supplier_order as number
    from carrier_orders
    where supplier_order is not null`);
  const known = new Set(rows.map(({ number }) => number));
  return suppliers
    .flatMap(({ name: carrier, books }) => books().orders.map((one) => ({ ...one, carrier })))
    .filter(({ carrier, order }) => !known.has(`${carrier} ${order}`));
}

/**
 * Returns false if a worker has the order at this moment, or the server is away: it is tried again
 * in the next round.
 */
async function settle(
  { id, carrier, item }: Open,
  unknown: AtSupplier[],
  { url, token }: Asked,
): Promise<boolean> {
  const reference = id.replaceAll('-', '');
  const index = unknown.findIndex((one) => {
    const isOwn = one.reference === null ? one.item === item : one.reference === reference;
    return one.carrier === carrier && isOwn;
  });
  const [found] = index < 0 ? [] : unknown.splice(index, 1);
  const body = found
    ? { outcome: 'PLACED', supplierOrder: found.order }
    : { outcome: 'NOT_PLACED' };
  const answer = await fetch(`${url}/operator/carrier-orders/${id}/settle`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
    body: JSON.stringify(body),
  }).catch(() => undefined);
  // The server is being started again after its last kill.
  if (!answer) return false;
  const text = await answer.text();
  if (answer.ok || text.includes('invalid_state')) return answer.ok;
  throw new Error(`An order could not be settled: ${answer.status} ${text}`);
}
