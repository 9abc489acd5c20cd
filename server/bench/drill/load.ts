import { setTimeout as delay } from 'node:timers/promises';
import type { Attempt, Operation } from './history.ts';

const CLIENTS = 4;
const PAUSE_MS = 60;
const RETRY_MS = 1_000;
/** Longer than the store may take to answer. */
const PATIENCE_MS = 60_000;
const ACCEPT = { 'content-type': 'application/json' };

export type Shop = { url: string; token: string; itemId: string };
type Sold = { packageId: string; customerUid: string };
type Answer = { activatedItem?: { uid: string }; customer?: { uid: string } };

export type Load = {
  operations: Operation[];
  /** Ends the clients; each repeats what it wanted last until it is answered or time is up. */
  stop(withinMs: number): Promise<void>;
};

/** Starts clients that register, top up, refund and add credits, each thing with a key. */
export function startLoad(shop: Shop, round: number): Load {
  const operations: Operation[] = [];
  const state = { isOver: false, endsAt: Number.POSITIVE_INFINITY };
  const clients = Array.from({ length: CLIENTS }, async (_, client) => {
    const sold: Sold[] = [];
    for (let count = 0; !state.isOver; count += 1) {
      const operation = newOperation(`${round}-${client}-${count}`, { count, round, client });
      operations.push(operation);
      await untilAnswered(shop, { operation, sold, state });
      await delay(PAUSE_MS);
    }
  });
  return {
    operations,
    async stop(withinMs) {
      state.isOver = true;
      state.endsAt = performance.now() + withinMs;
      await Promise.all(clients);
    },
  };
}

const KINDS = ['register', 'topUp', 'credits', 'register', 'refund'] as const;

function newOperation(key: string, place: Record<'count' | 'round' | 'client', number>): Operation {
  const kind = KINDS[place.count % KINDS.length] as Operation['kind'];
  const cents = (place.round * CLIENTS + place.client) * 10_000 + place.count + 100;
  return {
    key,
    kind,
    attempts: [],
    acknowledged: [],
    ...(kind === 'credits' && { amountMinor: cents }),
  };
}

type Wanted = { operation: Operation; sold: Sold[]; state: { endsAt: number } };

async function untilAnswered(shop: Shop, { operation, sold, state }: Wanted): Promise<void> {
  const request = requestOf(shop, operation, sold);
  while (operation.acknowledged.length === 0 && performance.now() < state.endsAt) {
    const answer = await attempt(shop, operation, request);
    // It would be refused again; the check reports it.
    if (isRefused(operation)) return;
    if (answer?.activatedItem && answer.customer && operation.kind === 'register') {
      sold.push({ packageId: answer.activatedItem.uid, customerUid: answer.customer.uid });
    }
    if (answer === undefined) await delay(RETRY_MS);
  }
}

function isRefused({ attempts }: Operation): boolean {
  const status = attempts.at(-1)?.status;
  return typeof status === 'number' && status >= 400 && status < 500;
}

type Request = { path: string; body: object };

function requestOf(shop: Shop, operation: Operation, sold: Sold[]): Request {
  const { key, kind, amountMinor = 0 } = operation;
  if (kind === 'credits') {
    const amount = { priceValue: amountMinor / 100, currencyCode: 'USD' };
    return { path: '/gigastore/sandbox/credits', body: { amount } };
  }
  if (kind === 'refund') {
    operation.packageId = sold.shift()?.packageId ?? '';
    const path = `/gigastore/activations/activated-items/${operation.packageId}/refund`;
    return { path, body: {} };
  }
  const sale = { inventoryItemId: shop.itemId, metatag: key };
  const customerUid = sold.at(-1)?.customerUid;
  if (kind === 'register') return { path: '/gigastore/activations/register', body: sale };
  return { path: '/gigastore/activations/top-up', body: { ...sale, customerUid } };
}

/** Sends it once more and notes the answer. Returns the answer of a success. */
async function attempt(
  shop: Shop,
  operation: Operation,
  { path, body }: Request,
): Promise<Answer | undefined> {
  const startedAt = performance.now();
  const note = (outcome: Omit<Attempt, 'startedAt' | 'endedAt'>) =>
    operation.attempts.push({ startedAt, endedAt: performance.now(), ...outcome });
  const headers = { ...ACCEPT, authorization: `Bearer ${shop.token}` };
  try {
    const response = await fetch(shop.url + path, {
      method: 'POST',
      headers: { ...headers, 'idempotency-key': operation.key },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await response.text();
    const { status } = response;
    note({ status, retryAfter: response.headers.get('retry-after'), detail: text.slice(0, 200) });
    if (status !== 200) return undefined;
    const answer = JSON.parse(text) as Answer;
    operation.acknowledged.push(answer.activatedItem?.uid ?? 'answered');
    return answer;
  } catch (error) {
    note({ status: 'none', retryAfter: null, detail: String(error) });
    return undefined;
  }
}

/** Repeats sales that were answered; the answers must be the same. */
export async function repeatSales(shop: Shop, operations: readonly Operation[]): Promise<void> {
  for (const operation of operations.filter(({ kind }) => kind === 'register')) {
    await attempt(shop, operation, requestOf(shop, operation, []));
  }
}

/** Signs in with the key of the demonstration and takes its cheapest item. */
export async function enter(url: string): Promise<Shop> {
  const authorization = `Basic ${Buffer.from('demo-client:demo-secret').toString('base64')}`;
  const headers = { authorization };
  const signedIn = await fetch(`${url}/reseller/authenticate`, { method: 'POST', headers });
  const { accessToken: token } = (await signedIn.json()) as { accessToken: string };
  const items = await fetch(`${url}/gigastore/products/inventory?sort_by=PRICE&active=true`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const [item] = ((await items.json()) as { items: { id: string }[] }).items;
  if (!item) throw new Error('The demonstration has no inventory.');
  return { url, token, itemId: item.id };
}
