import type { Database } from '../src/platform/db/database.ts';
import { startBenchServer } from './support/bench-server.ts';
import type { BenchStore } from './support/bench-store.ts';
import { latencyRow } from './support/latency-row.ts';
import { authenticate, openReseller, type Reseller } from './support/resellers.ts';
import type { Row } from './support/row.ts';
import { sellBefore } from './support/sold-before.ts';

const SALES = 1_000_000;
const WARM_REQUESTS = 3;
const REQUESTS = 40;
const GOAL_P95_MS = 300;

/** Returns the paths of a row, of which each request takes the next one. */
type Paths = (n: number) => string;

const DAY_MS = 86_400_000;
const dateBefore = (days: number) =>
  new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
const mailOf = (n: number) => `traveller${n}@mail${n % 997}.example.com`;
const idOf = (n: number) => `01904000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const iccidOf = (n: number) => `8988${String(n).padStart(15, '0')}`;
const imsiOf = (n: number) => `90199${String(n).padStart(10, '0')}`;
const within = (n: number) => `from=${dateBefore(50 - (n % 10))}&to=${dateBefore(40 - (n % 10))}`;

/** What the portal asks for, by page and filter. */
function portalPages({ items }: Reseller['shop']): Record<string, Paths> {
  const report =
    (query: string): Paths =>
    () =>
      `/gigastore/reports/sales?${query}`;
  const packages =
    (query: (n: number) => string): Paths =>
    (n) =>
      `/gigastore/packages?limit=50&${query(n)}`;
  const customers =
    (query: (n: number) => string): Paths =>
    (n) =>
      `/gigastore/customers?limit=50&${query(n)}`;
  const esims =
    (query: (n: number) => string): Paths =>
    (n) =>
      `/gigastore/esims?limit=50&${query(n)}`;
  const year = `from=${dateBefore(364)}`;
  return {
    'report summary': () => '/gigastore/reports/summary?time_zone=Europe/Vienna',
    'sales report, 30 days': report('time_zone=Europe/Vienna'),
    'sales report, a year by month': report(`${year}&interval=month`),
    'sales report by item': report(`${year}&interval=total&group_by=item`),
    'sales report by country set and channel': report(
      `${year}&interval=month&group_by=country_set,sales_channel`,
    ),
    'sales report by metatag prefix': report(`${year}&interval=total&group_by=metatag_prefix`),
    'sales report of one item': report(`${year}&inventory_item_id=${items.austria}`),
    packages: packages(() => ''),
    'packages by date': packages(within),
    'packages by status': packages((n) => `status=${n % 2 ? 'REFUNDED' : 'PURCHASED'}`),
    'packages by state': packages((n) => `state=${['ACTIVE', 'EXPIRED', 'REFUNDED'][n % 3]}`),
    'packages by channel': packages((n) => `channel=${['API', 'PORTAL', 'IOS_SDK'][n % 3]}`),
    'packages by item': packages(
      (n) => `inventoryItemId=${n % 2 ? items.austria : items.worldwide}`,
    ),
    'packages by country set': packages((n) => `countrySet=${['AT', 'WWW', 'EU'][n % 3]}`),
    'packages by channel and date': packages((n) => `channel=PORTAL&${within(n)}`),
    'packages by e-mail': packages((n) => `q=${mailOf(n)}`),
    'packages by part of an e-mail': packages((n) => `q=traveller${String(n).slice(0, 4)}`),
    'packages by UID': packages((n) => `q=${idOf(n)}`),
    'packages by ICCID': packages((n) => `q=${iccidOf(n)}`),
    'packages by the end of an ICCID': packages((n) => `q=${iccidOf(n).slice(-6)}`),
    'packages by IMSI': packages((n) => `q=${imsiOf(n)}`),
    'packages by metatag': packages((n) => `q=order-${n}`),
    'packages by a text that all have': packages(() => 'q=order'),
    customers: customers(() => ''),
    'customers by e-mail': customers((n) => `q=${mailOf(n)}`),
    'customers by a text that all have': customers(() => 'q=example'),
    'customers by metatag': customers((n) => `q=order-${n}`),
    'customers by status': customers((n) => `status=${n % 2 ? 'REFUNDED' : 'PURCHASED'}`),
    'customers by channel': customers((n) => `channel=${['PORTAL', 'API', 'IOS_SDK'][n % 3]}`),
    'customers by country set': customers((n) => `countrySet=${['AT', 'WWW', 'EU'][n % 3]}`),
    'customers by item': customers(
      (n) => `inventoryItemId=${n % 2 ? items.austria : items.worldwide}`,
    ),
    eSIMs: esims(() => ''),
    'eSIMs by state': esims((n) => `state=${['RELEASED', 'ENABLED', 'DELETED'][n % 3]}`),
    'eSIMs by country': esims((n) => `country=${['AT', 'DE'][n % 2]}`),
    'eSIMs by the start of an ICCID': esims((n) => `iccid=${iccidOf(n).slice(0, -2)}`),
    'eSIMs by IMSI': esims((n) => `imsi=${imsiOf(n)}`),
    'credit entries': (n) => `/gigastore/credits/entries?limit=50&${n % 2 ? '' : within(n)}`,
    'refunds in the credit entries': () => '/gigastore/credits/entries?limit=50&type=refund',
    'balance by day': () => '/gigastore/credits/balance-history',
    'global search': (n) =>
      `/gigastore/search?q=${[mailOf(n), iccidOf(n), imsiOf(n), `order-${n}`, 'order'][n % 5]}`,
  };
}

/** The pages of the portal in an account with a million sales, one request after the other. */
export function portalRows(store: BenchStore): Promise<Row[]> {
  return portalScenario(store, { sales: SALES });
}

/** The same with any number of sales. */
export async function portalScenario(
  store: BenchStore,
  { sales }: { sales: number },
): Promise<Row[]> {
  const reseller = await openReseller(store.db);
  await sellBefore(store.db, reseller.shop, sales);
  await varySales(store.db, reseller.shop);
  const server = await startBenchServer(store.url, 'lane');
  try {
    const headers = { authorization: `Bearer ${await authenticate(server.url, reseller)}` };
    const rows: Row[] = [];
    for (const [name, pathOf] of Object.entries(portalPages(reseller.shop))) {
      const ask = (n: number) => read(server.url + pathOf(n), headers);
      rows.push(latencyRow(`portal: ${name}`, await measure(ask, sales), GOAL_P95_MS));
    }
    return rows;
  } finally {
    await server.stop();
  }
}

/** Makes a tenth of the sales Austrian, and some of them refunded or sold in the portal. */
async function varySales(db: Database, { ctx, items }: Reseller['shop']): Promise<void> {
  const number = `('x' || right(id::text, 12))::bit(48)::bigint`;
  const change = (set: string, share: number, values: unknown[] = []) =>
    db.pool.query(
      `update activated_items set ${set} where account_id = $1 and ${number} % ${share} = 0`,
      [ctx.accountId, ...values],
    );
  await change(`inventory_item_id = $2, country_set = 'AT'`, 10, [items.austria]);
  await change(
    `status = 'REFUNDED', state = 'REFUNDED', refunded_at = sold_at + interval '1 day',
    due_at = null, activated_at = null`,
    50,
  );
  await change(`sales_channel = 'PORTAL'`, 1_000);
  await db.pool.query('vacuum analyze');
}

async function read(url: string, headers: Record<string, string>): Promise<void> {
  const answer = await fetch(url, { headers });
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${body.slice(0, 300)}`);
}

async function measure(ask: (n: number) => Promise<void>, sales: number): Promise<number[]> {
  const latencies: number[] = [];
  for (let count = 0; count < WARM_REQUESTS + REQUESTS; count += 1) {
    const started = performance.now();
    await ask(1 + ((count * 7_919_317) % sales));
    if (count >= WARM_REQUESTS) latencies.push(performance.now() - started);
  }
  return latencies;
}
