import { countStock } from '../../connectivity/carriers/index.ts';
import { newId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { takeIccids } from './profile-type.ts';
import { lockProfileType, updateNextIccid } from './profile-type-store.ts';
import { countOpenOrders, insertStockOrders } from './stock-order-store.ts';

/**
 * Queues a batch of orders if the free stock of the carrier is below its level. One batch of a type
 * is in flight at a time; orders that wait for a person do not count, up to a batch of them.
 * Returns the number of orders.
 */
export async function startBatch(
  tx: Tx,
  { carrier, now }: { carrier: string; now: Date },
): Promise<number> {
  const type = await lockProfileType(tx, carrier);
  if (!type || type.level === 0) return 0;
  const { inFlight, asking } = await countOpenOrders(tx, carrier);
  if (inFlight > 0 || asking >= type.batchSize) return 0;
  if ((await countStock(tx, carrier, type.level)) >= type.level) return 0;

  const { iccidNext } = type;
  const taken = iccidNext === null ? undefined : takeIccids({ ...type, iccidNext }, type.batchSize);
  const iccids = taken?.iccids ?? Array.from({ length: type.batchSize }, () => null);
  if (iccids.length === 0) return 0;
  if (taken) await updateNextIccid(tx, { carrier, iccidNext: taken.iccidNext });
  const ids = iccids.map(() => newId());
  await insertStockOrders(tx, { carrier, batchId: newId(), ids, iccids, now });
  return ids.length;
}
