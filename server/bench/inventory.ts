import { loadCatalogue } from '../src/commerce/catalog/index.ts';
import { offerItems } from '../src/commerce/inventory/index.ts';
import { newId } from '../src/kernel/ids.ts';
import { ROUNDS, SECONDS, toRow } from './register.ts';
import { startBenchServer, startChild } from './support/bench-server.ts';
import type { BenchStore } from './support/bench-store.ts';
import { compare, loadOverHttp } from './support/load.ts';
import { authenticate, openReseller, type Reseller } from './support/resellers.ts';
import type { Row } from './support/row.ts';

const ITEMS = 200;
const CONNECTIONS = 64;
const GOAL = 0.8;
const PATH = '/gigastore/products/inventory';

/** An inventory of 200 items against a bare server that sends the same bytes. */
export async function inventoryRows(store: BenchStore): Promise<Row[]> {
  const reseller = await openReseller(store.db);
  await fillInventory(store, reseller);
  const server = await startBenchServer(store.url, 'lane');
  const headers = { authorization: `Bearer ${await authenticate(server.url, reseller)}` };
  const answer = await fetch(server.url + PATH, { headers });
  const body = await answer.text();
  const { items } = JSON.parse(body) as { items: unknown[] };
  if (items.length !== ITEMS) throw new Error(`the inventory has ${items.length} items`);
  const bare = await startChild('bench/bare-server.ts', [body]);
  try {
    const requests = [{ method: 'GET' as const, path: PATH, headers }];
    const load = { connections: CONNECTIONS, seconds: SECONDS, requests };
    const ours = () => loadOverHttp({ ...load, url: server.url });
    const theirs = () => loadOverHttp({ ...load, url: bare.url });
    await ours();
    const measured = await compare(ROUNDS, ours, theirs);
    const scenario = `inventory of ${ITEMS} items, ${Math.round(body.length / 1024)} KiB`;
    return [toRow({ scenario, yardstick: 'bare node:http, same bytes', goal: GOAL }, measured)];
  } finally {
    await server.stop();
    await bare.stop();
  }
}

async function fillInventory({ db }: BenchStore, { shop }: Reseller): Promise<void> {
  const present = Object.keys(shop.items).length;
  const dataPlans = Array.from({ length: ITEMS - present }, (_, index) => ({
    id: newId(),
    name: `eSIM Europe ${index + 1} GB`,
    sizeValue: index + 1,
    sizeUnit: 'GB' as const,
    validityDays: 30,
    countrySet: 'EU',
    carrier: 'sandbox',
  }));
  const prices = dataPlans.map(({ id }) => ({ dataPlanId: id, wholesaleMinor: 250n }));
  const offers = dataPlans.map(({ id }) => ({ dataPlanId: id, retailMinor: 599n }));
  await db.transaction(async (tx) => {
    await loadCatalogue(tx, { countrySets: [], dataPlans, prices });
    await offerItems({ ...shop.ctx, db: tx }, offers);
  });
}
