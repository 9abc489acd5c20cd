import type { Books, SimulatedAnswer } from '../simulator.ts';
import { failCode, failField, ok, showOrder } from './show.ts';
import { newIccid, type Order, type State } from './state.ts';

export type Body = Record<string, unknown>;

/** Packages with which the supplier's sandbox forces a failure. */
const FORCED: Record<string, [number, string]> = {
  'test-insufficient-balance-7days-1gb': [11, 'Insufficient credit'],
  'test-maintenance-mode-7days-1gb': [13, 'The operator is under maintenance'],
  'test-not-enough-7days-1gb': [33, 'Not enough eSIMs'],
  'test-out-of-stock-7days-1gb': [34, 'Out of stock'],
};

/** Sells eSIMs or a top-up, unless the supplier would refuse it. */
export function place(state: State, body: Body, type: Order['type']): SimulatedAnswer {
  const packageId = String(body.package_id ?? '');
  const forced = FORCED[packageId];
  if (forced) return failCode(...forced);
  const bought = state.packages.find(
    ({ id }) => packageId === (type === 'sim' ? id : `${id}-topup`),
  );
  if (!bought) return failField('package_id', 'The selected package is invalid.');
  const iccid = String(body.iccid ?? '');
  if (type === 'topup' && !state.iccids.includes(iccid))
    return failField('iccid', 'It is invalid.');
  const quantity = type === 'sim' ? Number(body.quantity ?? 1) : 1;
  if (quantity > 50) return failField('quantity', 'The quantity may not be greater than 50.');
  if (state.outOfStock.has(bought.id)) return failCode(33, 'There are not enough eSIMs.');
  const paid = state.isSandbox ? 0 : bought.netPrice * quantity;
  if (state.balance < paid) return failCode(11, 'Insufficient Airalo credit.');
  state.balance -= paid;
  const made = type === 'sim' ? Array.from({ length: quantity }, () => newIccid(state)) : [iccid];
  const id = 100_000 + state.orders.length;
  const description = typeof body.description === 'string' ? body.description : null;
  const createdAt = new Date().toISOString();
  const code = `20260430-${id}`;
  const order: Order = { id, code, packageId, type, description, paid, createdAt, iccids: made };
  state.orders.push(order);
  return ok(showOrder(state, order, true));
}

/** Lists the newest orders first. */
export function listOrders(state: State, query: URLSearchParams): SimulatedAnswer {
  const description = query.get('filter[description]');
  const iccid = query.get('filter[iccid]');
  const found = state.orders.filter(
    (one) =>
      (description === null || one.description === description) &&
      (iccid === null || one.iccids.includes(iccid)),
  );
  const hasSims = (query.get('include') ?? '').split(',').includes('sims');
  const limit = Number(query.get('limit') ?? 25);
  const start = (Number(query.get('page') ?? 1) - 1) * limit;
  const page = found.toReversed().slice(start, start + limit);
  return ok(page.map((one) => showOrder(state, one, hasSims)));
}

const toUnits = (dollars: number) => Math.round(dollars * 10_000);

/** Returns what the supplier has sold, in ten-thousandths of a dollar. */
export function bookOf({ orders, balance }: State): Books {
  const shown = orders.map(({ id, type, description, packageId, paid, iccids }) => {
    const of = { reference: description, item: packageId, charged: toUnits(paid) };
    return { type, of, order: String(id), iccids };
  });
  return {
    balance: toUnits(balance),
    orders: shown
      .filter(({ type }) => type === 'sim')
      .map(({ of, order, iccids }) => ({ ...of, order, iccids })),
    topUps: shown
      .filter(({ type }) => type === 'topup')
      .map(({ of, iccids }) => ({ ...of, iccid: iccids[0] ?? '' })),
  };
}
