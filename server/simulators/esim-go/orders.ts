import type { Books, SimulatedAnswer } from '../simulator.ts';
import { fail, ok } from './answers.ts';
import { type Bundle, showBook, showCode, showOrder, toUnits } from './show.ts';
import { assign, newEsim, type State } from './state.ts';

export type Body = {
  type?: string;
  assign?: boolean;
  order?: { type?: string; quantity?: number; item?: string; iccids?: string[] }[];
};

/** Sells a bundle on new eSIMs or as top-ups of known ones, or only validates that it could. */
export function placeOrder(state: State, body: Body): SimulatedAnswer {
  const { order: [line] = [] } = body;
  const bundle = state.bundles.find(({ name }) => name === line?.item);
  if (!line || !bundle) return fail(400, `bundle not found: ${line?.item}`);
  const { quantity = 1, iccids = [] } = line;
  if (iccids.length > 0 && iccids.length !== quantity) return fail(400, 'quantity is wrong');
  const unknown = iccids.find((iccid) => !state.esims.has(iccid));
  if (unknown) return fail(400, `iccid not found: ${unknown}`);
  const total = Number((bundle.price * quantity).toFixed(4));
  const shown = {
    type: 'bundle',
    item: bundle.name,
    quantity,
    subTotal: total,
    pricePerUnit: bundle.price,
  };
  if (body.type === 'validate') {
    return ok({
      order: [{ ...shown, iccids, valid: true }],
      total,
      currency: 'USD',
      valid: true,
    });
  }
  if (state.outOfStock.has(bundle.name)) return fail(400, 'bundle is out of stock');
  if (state.balance < total) return fail(400, 'insufficient balance');
  if (!body.assign) return fail(400, 'the simulator has no inventory');
  return sell(state, { bundle, quantity, iccids, shown });
}

type Sale = {
  bundle: Bundle;
  quantity: number;
  iccids: string[];
  shown: { subTotal: number };
};

function sell(state: State, { bundle, quantity, iccids, shown }: Sale): SimulatedAnswer {
  const { subTotal: total } = shown;
  state.balance -= total;
  const createdDate = new Date().toISOString();
  const made = Array.from({ length: quantity }, (_, index) => {
    const esim = state.esims.get(iccids[index] ?? '') ?? newEsim(state);
    assign(state, esim, bundle);
    return esim;
  });
  const orderReference = `go-${String(state.orders.length + 1).padStart(8, '0')}`;
  for (const { iccid } of made) {
    const isTopUp = iccids.length > 0;
    state.orders.push({ orderReference, createdDate, item: bundle.name, total, iccid, isTopUp });
  }
  return ok({
    order: [{ ...shown, esims: made.map(showCode), iccids: made.map(({ iccid }) => iccid) }],
    total,
    currency: 'USD',
    status: 'completed',
    statusMessage: 'Order completed',
    orderReference,
    createdDate,
    assigned: true,
    sourceIP: '127.0.0.1',
  });
}

/** Lists the newest orders first. */
export function listOrders({ orders }: State, query: URLSearchParams): SimulatedAnswer {
  const [, from = ''] = /^gte:(.+)$/.exec(query.get('createdAt') ?? '') ?? [];
  const since = Date.parse(from || '1970-01-01');
  const limit = Number(query.get('limit') ?? 10);
  const start = (Number(query.get('page') ?? 1) - 1) * limit;
  // They are kept in the order of their time.
  const first = orders.findIndex(({ createdDate }) => Date.parse(createdDate) >= since);
  const found = first < 0 ? [] : orders.slice(first).reverse();
  return ok({ orders: found.slice(start, start + limit).map((one) => showOrder(one)) });
}

/** Returns what the supplier has sold, in ten-thousandths of a dollar. */
export function bookOf({ orders, balance }: State): Books {
  const topUps = orders.filter(({ isTopUp }) => isTopUp);
  return {
    balance: toUnits(balance),
    orders: orders.filter(({ isTopUp }) => !isTopUp).map(showBook),
    topUps: topUps.map(({ item, total, iccid }) => {
      return { reference: null, item, charged: toUnits(total), iccid };
    }),
  };
}
