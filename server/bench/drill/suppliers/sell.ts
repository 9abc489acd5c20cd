import { setTimeout as delay } from 'node:timers/promises';
import { authenticate } from '../../support/resellers.ts';
import type { DrilledShop } from './shops.ts';

const CLIENTS = 24;
const RETRY_MS = 200;
const PATIENCE_MS = 30_000;

/** A sale that a client wants, under one key. */
export type Sale = {
  key: string;
  shop: DrilledShop;
  itemId: string;
  waits: boolean;
  /** Of the last answer; undefined without one. */
  status?: number;
  packageId?: string;
  code?: string;
};

/** Sells through any of the servers until each sale has an answer or the time is over. */
export async function sellAll(
  sales: readonly Sale[],
  of: { urls: readonly string[]; endsAt: number; onSold: (count: number) => void },
): Promise<void> {
  const tokens = new Map<string, string>();
  let next = 0;
  let sold = 0;

  async function tokenOf(shop: DrilledShop, url: string): Promise<string> {
    const known = tokens.get(shop.accountId) ?? (await authenticate(url, shop));
    tokens.set(shop.accountId, known);
    return known;
  }

  async function attempt(sale: Sale, url: string): Promise<boolean> {
    const token = await tokenOf(sale.shop, url);
    const answer = await fetch(`${url}/gigastore/activations/register`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        'idempotency-key': sale.key,
        ...(sale.waits ? {} : { prefer: 'respond-async' }),
      },
      body: JSON.stringify({ inventoryItemId: sale.itemId, metatag: sale.key }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const body = (await answer.json()) as { activatedItem?: { uid: string }; code?: string };
    Object.assign(sale, { status: answer.status, packageId: body.activatedItem?.uid });
    if (body.code !== undefined) sale.code = body.code;
    return answer.status < 300 || ENDED.has(body.code ?? '');
  }

  /** Sends it to one server after another until it is answered. */
  async function untilAnswered(sale: Sale, first: number): Promise<void> {
    for (let turn = first; performance.now() < of.endsAt; turn += 1) {
      const url = of.urls[turn % of.urls.length] ?? '';
      if (await attempt(sale, url).catch(() => false)) return;
      await delay(RETRY_MS);
    }
  }

  async function sellInTurn(client: number): Promise<void> {
    for (let sale = sales[next++]; sale; sale = sales[next++]) {
      await untilAnswered(sale, client);
      sold += 1;
      of.onSold(sold);
    }
  }

  await Promise.all(Array.from({ length: CLIENTS }, (_, client) => sellInTurn(client)));
}

/** Answers after which the sale has failed, and its key names no sale any more. */
const ENDED = new Set(['out_of_stock', 'supplier_unavailable']);
