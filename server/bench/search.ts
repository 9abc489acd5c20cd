import { startBenchServer } from './support/bench-server.ts';
import type { BenchStore } from './support/bench-store.ts';
import { latencyRow } from './support/latency-row.ts';
import { authenticate, openReseller } from './support/resellers.ts';
import type { Row } from './support/row.ts';
import { sellBefore } from './support/sold-before.ts';

const CUSTOMERS = 1_000_000;
const SEARCHES = 200;
const WARM_SEARCHES = 10;
const GOAL_P95_MS = 50;

/** A search for one of the customers, by its number. */
type Ask = (customer: number) => { searchKey: string; searchMode: string; searchQuery: string };

const mailOf = (n: number) => `traveller${n}@mail${n % 997}.example.com`;
const iccidOf = (n: number) => `8988${String(n).padStart(15, '0')}`;
const imsiOf = (n: number) => `90199${String(n).padStart(10, '0')}`;
/** What a person types of a number: so many of its last digits. */
const tail = (text: string, length: number) => text.slice(-length);

const MODES = ['isExact', 'startsWith', 'contains'] as const;

/** By what the row is called; a row mixes its searches. */
const SEARCHED: Record<string, readonly Ask[]> = {
  'email, exact': [by('EMAIL', 'isExact', (n) => mailOf(n).toUpperCase())],
  'email, prefix': [4, 5, 6].map((digits) =>
    by('EMAIL', 'startsWith', (n) => `traveller${String(n).slice(0, digits)}`),
  ),
  'email, contains': [
    by('EMAIL', 'contains', (n) => `ER${String(n).slice(0, 5)}`),
    by('EMAIL', 'contains', (n) => `${tail(String(n), 4)}@mail`),
    by('EMAIL', 'contains', (n) => `${tail(String(n), 3)}@mail${n % 997}.`),
    by('EMAIL', 'contains', mailOf),
  ],
  ICCID: MODES.map((mode) => by('ICCID', mode, (n) => partOf(iccidOf(n), mode))),
  IMSI: MODES.map((mode) => by('IMSI', mode, (n) => partOf(imsiOf(n), mode))),
  metatag: MODES.map((mode) => by('METATAG', mode, (n) => partOf(`order-${n}`, mode))),
  anything: [by('ANY', 'contains', mailOf), by('ANY', 'contains', (n) => tail(iccidOf(n), 8))],
  'a text that all have': [
    by('EMAIL', 'contains', () => 'example'),
    by('EMAIL', 'startsWith', () => 'travel'),
    by('METATAG', 'contains', () => 'order'),
    by('ICCID', 'startsWith', () => '8988'),
  ],
};

function by(searchKey: string, searchMode: string, queryOf: (n: number) => string): Ask {
  return (customer) => ({ searchKey, searchMode, searchQuery: queryOf(customer) });
}

function partOf(text: string, mode: (typeof MODES)[number]): string {
  if (mode === 'isExact') return text;
  return mode === 'startsWith' ? text.slice(0, -2) : tail(text, 5);
}

/** Searches among a million customers of one account, one after the other, over HTTP. */
export function searchRows(store: BenchStore): Promise<Row[]> {
  return searchScenario(store, { customers: CUSTOMERS });
}

/** The same among any number of customers. */
export async function searchScenario(
  store: BenchStore,
  { customers }: { customers: number },
): Promise<Row[]> {
  const reseller = await openReseller(store.db);
  await sellBefore(store.db, reseller.shop, { packages: customers });
  const server = await startBenchServer(store.url, 'lane');
  try {
    const token = await authenticate(server.url, reseller);
    const search = searchAt(server.url, token);
    const rows: Row[] = [];
    for (const [name, asks] of Object.entries(SEARCHED)) {
      const scenario = `search ${name}, among ${customers.toLocaleString('en')}`;
      rows.push(latencyRow(scenario, await measure(search, asks, customers), GOAL_P95_MS));
    }
    return rows;
  } finally {
    await server.stop();
  }
}

type Search = (body: object) => Promise<void>;

function searchAt(url: string, token: string): Search {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return async (body) => {
    const answer = await fetch(`${url}/gigastore/activations/search-customers`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    const { totalCount } = (await answer.json()) as { totalCount?: number };
    if (!totalCount) throw new Error(`${JSON.stringify(body)} found nothing: ${answer.status}`);
  };
}

async function measure(search: Search, asks: readonly Ask[], customers: number): Promise<number[]> {
  const latencies: number[] = [];
  for (let count = 0; count < WARM_SEARCHES + SEARCHES; count += 1) {
    const ask = asks[count % asks.length] as Ask;
    const started = performance.now();
    await search(ask(1 + ((count * 7_919_317) % customers)));
    if (count >= WARM_SEARCHES) latencies.push(performance.now() - started);
  }
  return latencies;
}
