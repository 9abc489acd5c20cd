import { askAgain } from '../ordering/ask-again.ts';
import { type CallEnd, done, mapDone, unknownEnd } from '../ordering/call-end.ts';
import { member, numberOf, textOf } from '../ordering/carrier-json.ts';
import type {
  Found,
  Listed,
  ListRequest,
  OrderingCarrier,
  OrderRequest,
  Placed,
  SentOrder,
  TopUpRequest,
} from '../ordering/ordering-carrier.ts';
import type { EsimAccessApi } from './api.ts';
import { ALLOCATING, BUSY, DUPLICATE } from './envelope.ts';
import { readItem } from './item.ts';
import { hasPackageSince, isOfReference, rowsOf, toListed, toPlaced, toTopUps } from './shapes.ts';

const PAGE_SIZE = 500;
const MOST_PAGES = 40;
/** Clocks differ: an order is looked for from so long before it was sent. */
const EARLIER_MS = 120_000;
const LATER_MS = 600_000;
const NOTHING_YET: Placed = { order: null, isDelivered: false, profile: null, cost: null };

export function orderVerbs(
  api: EsimAccessApi,
): Pick<OrderingCarrier, 'order' | 'find'> & Required<Pick<OrderingCarrier, 'topUp' | 'list'>> {
  return {
    order: (request) => order(api, request),
    topUp: (request) => topUp(api, request),
    find: (sent) => (sent.kind === 'top_up' ? findTopUp(api, sent) : findOrder(api, sent)),
    list: (request) => list(api, request),
  };
}

/**
 * Orders at the expected price, which the supplier compares. That of several days is not known and
 * not sent along: it is at most the one that `check` returned.
 */
async function order(
  api: EsimAccessApi,
  { reference, item, cost, answerBy }: OrderRequest,
): Promise<CallEnd<Placed>> {
  const { code, field, days } = readItem(item);
  const price = Number(cost.tenThousandths);
  const line = { [field]: code, count: 1, ...(days === null ? { price } : { periodNum: days }) };
  const end = await api({
    verb: 'order',
    path: '/esim/order',
    ...{ reference, answerBy },
    changes: true,
    codes: {
      // An order that is known already was accepted; it is then found by its reference.
      [DUPLICATE]: () => done(null),
      [ALLOCATING]: () => done(null),
      // It may have been taken: it is looked for, and sent again here and nowhere else.
      [BUSY]: () => unknownEnd('900001: the supplier is busy.'),
    },
    body: {
      transactionId: reference,
      ...(days === null && { amount: price }),
      packageInfoList: [line],
    },
  });
  const charged = days === null ? cost : null;
  return mapDone(end, (obj) => ({ ...NOTHING_YET, order: textOf(obj, 'orderNo'), cost: charged }));
}

async function topUp(api: EsimAccessApi, request: TopUpRequest): Promise<CallEnd<Placed>> {
  const { reference, item, cost, profile, answerBy } = request;
  const { code, field, days } = readItem(item);
  const isCode = field === 'packageCode' && !code.startsWith('TOPUP_');
  const end = await api({
    verb: 'topUp',
    path: '/esim/topup',
    ...{ reference, answerBy },
    changes: true,
    codes: { [DUPLICATE]: () => unknownEnd('310402: accepted before') },
    body: {
      transactionId: reference,
      esimTranNo: profile.profileId,
      packageCode: isCode ? `TOPUP_${code}` : code,
      ...(days === null ? { amount: Number(cost.tenThousandths) } : { periodNum: days }),
    },
  });
  const charged = days === null ? cost : null;
  return mapDone(end, () => ({ order: null, isDelivered: true, profile: null, cost: charged }));
}

async function findOrder(api: EsimAccessApi, sent: SentOrder): Promise<CallEnd<Found>> {
  const { reference } = sent;
  const from = new Date(sent.sentAt.getTime() - EARLIER_MS).toISOString();
  const to = new Date((sent.lastSentAt ?? sent.sentAt).getTime() + LATER_MS).toISOString();
  const filter = sent.order === null ? { startTime: from, endTime: to } : { orderNo: sent.order };
  const end = await queryAll(api, { verb: 'find', reference, filter });
  return mapDone(end, (esims) => {
    if (esims === 'allocating') return { candidates: [{ ...NOTHING_YET, order: sent.order }] };
    const own = sent.order === null ? esims.filter((one) => isOfReference(one, reference)) : esims;
    return { candidates: own.map(toPlaced) };
  });
}

/** Top-ups have no list: one shows in the packages of its eSIM. */
async function findTopUp(api: EsimAccessApi, sent: SentOrder): Promise<CallEnd<Found>> {
  const { reference, profile } = sent;
  const { code } = readItem(sent.item);
  const filter = { esimTranNo: profile?.profileId ?? '' };
  const end = await queryAll(api, { verb: 'find', reference, filter });
  const since = new Date(sent.sentAt.getTime() - EARLIER_MS);
  return mapDone(end, (esims) => {
    const isThere =
      esims !== 'allocating' && esims.some((one) => hasPackageSince(one, code, since));
    const placed = { order: null, isDelivered: true, profile: null, cost: null };
    return { candidates: isThere ? [placed] : [] };
  });
}

/** An order is listed by its eSIMs, and a top-up by the packages of its eSIM. */
async function list(
  api: EsimAccessApi,
  { reference, from, to, profile }: ListRequest,
): Promise<CallEnd<Listed[]>> {
  const ofTime = { startTime: from.toISOString(), endTime: to.toISOString() };
  const filter = profile ? { esimTranNo: profile.profileId } : ofTime;
  const end = await queryAll(api, { verb: 'list', reference, filter });
  return mapDone(end, (esims) => {
    if (esims === 'allocating') return [];
    const all = esims.flatMap((esim) => (profile ? toTopUps(esim) : toListed(esim)));
    return all.filter(
      ({ createdAt }) => createdAt === null || (createdAt >= from && createdAt <= to),
    );
  });
}

/** Returns the eSIMs of all pages. */
async function queryAll(
  api: EsimAccessApi,
  { verb, reference, filter }: { verb: string; reference: string; filter: object },
): Promise<CallEnd<unknown[] | 'allocating'>> {
  const esims: unknown[] = [];
  for (let pageNum = 1; pageNum <= MOST_PAGES; pageNum += 1) {
    const page = {
      ...{ verb, path: '/esim/query', reference },
      body: { ...filter, pager: { pageNum, pageSize: PAGE_SIZE } },
      codes: {
        [ALLOCATING]: () => done('allocating'),
        // An order number or a time without eSIMs.
        '310272': () => done({ esimList: [] }),
      },
    };
    const end = await askAgain(() => api(page));
    if (end.end !== 'done') return end;
    if (end.value === 'allocating') return done('allocating');
    const rows = rowsOf(end.value, 'esimList');
    esims.push(...rows);
    const total = numberOf(member(end.value, 'pager'), 'total') ?? 0;
    if (rows.length === 0 || esims.length >= total) break;
  }
  return done(esims);
}
