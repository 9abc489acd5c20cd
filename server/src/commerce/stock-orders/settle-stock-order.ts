import { audit } from '../../kernel/context.ts';
import { isIccid } from '../../kernel/iccid.ts';
import { isUuid } from '../../kernel/ids.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { StockOrder } from './stock-order.ts';
import { selectStockOrder, updateSettledStockOrder } from './stock-order-store.ts';

/**
 * Settles an order that waits for a person, with the ICCID that the SM-DP+ has given it, or null if
 * it has none. Throws `invalid_request`, `carrier_order_not_found`, `invalid_state`.
 */
export async function settleStockOrder(
  scope: Pick<Scope, 'db' | 'changes'>,
  { id, iccid }: { id: string; iccid: string | null },
): Promise<StockOrder> {
  const { db } = scope;
  const before = isUuid(id) ? await selectStockOrder(db, id) : undefined;
  if (!before) throw new Refusal('carrier_order_not_found', 'No order for the stock has this ID.');
  if (iccid !== null && !isIccid(iccid)) throw invalid('/allocatedIccid', 'must be an ICCID');
  const detail = iccid === null ? 'A person found no such order.' : 'A person found it.';
  if (!(await updateSettledStockOrder(db, { id, iccid, detail }))) {
    throw new Refusal('invalid_state', 'Only an order that waits for a person can be settled.');
  }
  const { state } = before;
  audit(scope, { action: 'stock_order.settled', target: id, before: { state }, after: { iccid } });
  return (await selectStockOrder(db, id)) ?? before;
}
