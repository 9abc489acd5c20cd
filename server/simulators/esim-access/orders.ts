import type { Books, SimulatedAnswer } from '../simulator.ts';
import { fail, succeed } from './answers.ts';
import { orderNotices, stateNotices } from './notices.ts';
import {
  addNamed,
  type Body,
  namedIn,
  newEsim,
  ofPeriod,
  type Package,
  type State,
} from './state.ts';

/** Sells eSIMs, which are there some time later, unless the supplier would refuse it. */
export function order(state: State, body: Body): SimulatedAnswer {
  const transactionId = String(body.transactionId ?? '');
  if (transactionId === '') return fail('000105', 'transactionId is missing');
  if (transactionId.length > 50) return fail('000107', 'transactionId is too long');
  const known = state.orders.get(transactionId);
  if (known && state.duplicates === 'error') return fail('310402', 'duplicate transactionId');
  if (known) return succeed({ orderNo: known.orderNo, transactionId });
  const [line] = (body.packageInfoList ?? []) as Body[];
  if (!line) return fail('200008', 'packageInfoList is empty');
  const listed = state.packages.find(
    (one) => one.packageCode === line.packageCode || one.slug === line.slug,
  );
  if (!listed) return fail('310241', 'packageCode does not exist');
  const bought = ofPeriod(listed, line.periodNum);
  if (!bought) return fail('200008', 'periodNum is wrong');
  const count = Number(line.count ?? 1);
  if (line.price !== undefined && Number(line.price) !== bought.price) {
    return fail('200005', 'package price error');
  }
  const total = bought.price * count;
  if (body.amount !== undefined && Number(body.amount) !== total) {
    return fail('200006', 'order total amount error');
  }
  if (state.balance < total) return fail('200007', 'account balance insufficient');
  if (state.outOfStock.has(bought.packageCode)) return fail('200011', 'insufficient profiles');
  const orderNo = sell(state, transactionId, { bought, count });
  const notices = orderNotices(state, orderNo);
  return { ...succeed({ orderNo, transactionId }), notices };
}

/** Returns the number of the order. */
function sell(
  state: State,
  transactionId: string,
  { bought, count }: { bought: Package; count: number },
): string {
  const total = bought.price * count;
  state.balance -= total;
  const createdAt = Date.now();
  const orderNo = `B${createdAt}${String(state.orders.size).padStart(6, '0')}`;
  const dates = { createdAt, allocatedAt: createdAt + state.allocateMs };
  const sold = state.soldCount;
  state.soldCount += count;
  const made = Array.from({ length: count }, (_, index) => {
    const id = count === 1 ? transactionId : `${transactionId}-1-${index + 1}`;
    return newEsim(sold + index + 1, { orderNo, transactionId: id, ...dates, bought });
  });
  const { packageCode: item } = bought;
  addNamed(state, orderNo, made);
  state.orders.set(transactionId, { orderNo, transactionId, item, charged: total, esims: made });
  return orderNo;
}

/** Adds a package to an eSIM, unless the supplier would refuse it. */
export function topUp(state: State, body: Body): SimulatedAnswer {
  const transactionId = String(body.transactionId ?? '');
  const esim = namedIn(state, body);
  if (!esim) return fail('310403', 'no such esim');
  const code = String(body.packageCode ?? '').replace(/^TOPUP_/, '');
  const listed = state.packages.find((one) => one.packageCode === code || one.slug === code);
  if (!listed) return fail('310241', 'packageCode does not exist');
  const bought = ofPeriod(listed, body.periodNum);
  if (!bought) return fail('200008', 'periodNum is wrong');
  if (['CANCEL', 'USED_EXPIRED', 'REVOKED'].includes(esim.esimStatus)) {
    return fail('200002', 'not allowed in this status');
  }
  if (body.amount !== undefined && Number(body.amount) !== bought.price) {
    return fail('200006', 'amount error');
  }
  if (state.balance < bought.price) return fail('200007', 'account balance insufficient');
  state.balance -= bought.price;
  // Whether a repetition is recognised is not documented, so that each is charged here.
  const key = `${transactionId}/${state.topUps.size}`;
  state.topUps.set(key, { transactionId, item: code, charged: bought.price, iccid: esim.iccid });
  esim.totalVolume += bought.volume;
  esim.packages.push({
    code: `TOPUP_${bought.packageCode}`,
    slug: bought.slug,
    createTime: new Date().toISOString(),
  });
  return succeed({
    transactionId,
    iccid: esim.iccid,
    expiredTime: null,
    totalVolume: esim.totalVolume,
    totalDuration: esim.totalDuration,
    orderUsage: esim.orderUsage,
  });
}

/** Takes an unused eSIM back and returns what it cost. */
export function cancel(state: State, body: Body): SimulatedAnswer {
  const esim = namedIn(state, body);
  if (!esim) return fail('310403', 'no such esim');
  const isUnused = esim.esimStatus === 'GOT_RESOURCE' && esim.smdpStatus === 'RELEASED';
  if (!isUnused || esim.orderUsage > 0) return fail('200002', 'not allowed in this status');
  const sold = [...state.orders.values()].find((one) => one.orderNo === esim.orderNo);
  esim.esimStatus = 'CANCEL';
  state.balance += (sold?.charged ?? 0) / (sold?.esims.length ?? 1);
  return { ...succeed({}), notices: stateNotices(state, esim) };
}

/** Returns what the supplier has sold. */
export function bookOf({ balance, orders, topUps }: State): Books {
  return {
    balance,
    orders: [...orders.values()].map(({ orderNo, transactionId, item, charged, esims }) => ({
      order: orderNo,
      reference: transactionId,
      item,
      charged,
      iccids: esims.map(({ iccid }) => iccid),
    })),
    topUps: [...topUps.values()].map(({ transactionId, ...one }) => ({
      ...one,
      reference: transactionId,
    })),
  };
}
