import { askAgain } from '../ordering/ask-again.ts';
import { type CallEnd, done, mapDone, refused } from '../ordering/call-end.ts';
import { listOf, member, numberOf, textOf, timeOf } from '../ordering/carrier-json.ts';
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
import { type EsimGoApi, rowsOf } from './api.ts';
import { readSince, type SharedReading, shareReading } from './read-orders.ts';
import { iccidsOf, toCost, toListed, toPlaced, toProfile } from './shapes.ts';

/** Clocks differ: an order is looked for from so long before it was sent. */
const EARLIER_MS = 60_000;
/** The nearest candidates, whose eSIMs are read; others are read by their number if it is free. */
const READ_AT_ONCE = 3;

type Line = { item: string; iccids?: string[] };

export function orderVerbs(
  api: EsimGoApi,
): Pick<OrderingCarrier, 'order' | 'find'> & Required<Pick<OrderingCarrier, 'topUp' | 'list'>> {
  const readShared = shareReading(api);
  return {
    order: (request) => buy(api, request, { item: request.item }),
    topUp: (request: TopUpRequest) =>
      buy(api, request, { item: request.item, iccids: [request.profile.iccid] }),
    find: (sent) =>
      sent.order === null ? search(api, sent, readShared) : read(api, sent, sent.order),
    list: (request) => list(api, request),
  };
}

/** Buys what a dry run has at the expected price: an order itself has no guard. */
async function buy(
  api: EsimGoApi,
  { reference, cost, answerBy }: OrderRequest,
  line: Line,
): Promise<CallEnd<Placed>> {
  const order = [{ type: 'bundle', quantity: 1, ...line }];
  const send = (type: string, changes: boolean) =>
    api({
      verb: line.iccids ? 'topUp' : 'order',
      method: 'POST',
      path: '/orders',
      ...{ reference, changes, answerBy },
      missing: 'no_such_item',
      body: { type, assign: true, order },
    });
  const dry = await send('validate', false);
  if (dry.end !== 'done') return dry;
  const refusal = refuseDryRun(dry.value, cost.tenThousandths);
  if (refusal) return refusal;
  const bought = await send('transaction', true);
  if (bought.end !== 'done') return bought;
  return done(toPlaced(bought.value, line.iccids ? 'top_up' : 'profile'));
}

function refuseDryRun(json: unknown, expected: bigint): CallEnd<never> | undefined {
  const total = numberOf(json, 'total');
  const isInvalid = listOf(json, 'order').some((line) => member(line, 'valid') === false);
  if (isInvalid) return refused('rejected', textOf(json, 'statusMessage') ?? 'It is not valid.');
  if (total === null) return refused('rejected', 'The dry run has no total.');
  const { tenThousandths } = toCost(total, null);
  if (tenThousandths <= expected) return undefined;
  return refused('price_changed', `It costs ${total} now.`);
}

async function read(api: EsimGoApi, sent: SentOrder, order: string): Promise<CallEnd<Found>> {
  const { kind, reference } = sent;
  const path = `/orders/${encodeURIComponent(order)}`;
  const end = await api({ verb: 'find', path, reference });
  if (end.end === 'refused' && end.code === 'not_found') return done({ candidates: [] });
  if (end.end !== 'done') return end;
  return complete(api, sent, [toPlaced(end.value, kind)]);
}

/** An order has no reference of ours: it is found by its time and item. */
async function search(
  api: EsimGoApi,
  sent: SentOrder,
  readShared: SharedReading,
): Promise<CallEnd<Found>> {
  const since = new Date(sent.sentAt.getTime() - EARLIER_MS);
  const end = await readShared({ since, reference: sent.reference });
  if (end.end !== 'done') return end;
  const own = end.value
    .filter((one) => isLike(one, sent, since))
    .sort((one, other) => distance(one, sent) - distance(other, sent));
  const listed = own.map((one) => toPlaced(one, sent.kind));
  const placed = sent.freeOf ? await sent.freeOf(listed) : listed;
  const nearest = await complete(api, sent, placed.slice(0, READ_AT_ONCE));
  const others = placed.slice(READ_AT_ONCE);
  return mapDone(nearest, ({ candidates }) => ({ candidates: [...candidates, ...others] }));
}

async function list(
  api: EsimGoApi,
  { reference, from, to, profile }: ListRequest,
): Promise<CallEnd<Listed[]>> {
  const end = await readSince(api, { verb: 'list', since: from, reference });
  return mapDone(end, (rows) =>
    rows.flatMap(toListed).filter(({ createdAt, iccid }) => {
      const isOfEsim = profile === null || iccid === profile.iccid;
      return isOfEsim && createdAt !== null && createdAt >= from && createdAt <= to;
    }),
  );
}

/** Returns how long before or after the order was sent another one was made. */
function distance(given: unknown, { sentAt }: SentOrder): number {
  return Math.abs((timeOf(given, 'createdDate')?.getTime() ?? 0) - sentAt.getTime());
}

function isLike(given: unknown, { kind, item, profile, until }: SentOrder, since: Date): boolean {
  const createdAt = timeOf(given, 'createdDate');
  const [line, ...others] = listOf(given, 'order');
  const isOne = others.length === 0 && (numberOf(line, 'quantity') ?? 1) === 1;
  if (!isOne || textOf(line, 'item') !== item) return false;
  // One without a time may be the one: it comes last.
  if (createdAt && (createdAt < since || (until && createdAt > until))) return false;
  return kind === 'profile' || (profile !== null && iccidsOf(line).includes(profile.iccid));
}

/** Reads the activation codes of orders that were listed without them. */
async function complete(
  api: EsimGoApi,
  { reference }: SentOrder,
  placed: readonly Placed[],
): Promise<CallEnd<Found>> {
  const candidates: Placed[] = [];
  for (const one of placed) {
    if (one.isDelivered || one.order === null) {
      candidates.push(one);
      continue;
    }
    const path = `/esims/assignments?reference=${encodeURIComponent(one.order)}`;
    const end = await askAgain(() => api({ verb: 'find', path, reference }));
    if (end.end === 'retry_later') return end;
    const rows = end.end === 'done' ? rowsOf(end.value, 'esims') : [];
    const single = end.end === 'done' && rows.length === 0 ? [end.value] : rows;
    const [profile] = single.flatMap((esim) => toProfile(esim) ?? []);
    candidates.push({ ...one, profile: profile ?? null, isDelivered: profile !== undefined });
  }
  return done({ candidates });
}
