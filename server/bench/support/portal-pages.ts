import type { Reseller } from './resellers.ts';

/** Returns the paths of a row, of which each request takes the next one. */
type Paths = (n: number) => string;

const DAY_MS = 86_400_000;
const dateBefore = (days: number) =>
  new Date(Date.now() - days * DAY_MS).toISOString().slice(0, 10);
const mailOf = (n: number) => `traveller${n}@mail${n % 997}.example.com`;
const idOf = (n: number) => `01904000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const customerOf = (n: number) => `01901000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`;
const iccidOf = (n: number) => `8988${String(n).padStart(15, '0')}`;
const imsiOf = (n: number) => `90199${String(n).padStart(10, '0')}`;
const within = (n: number) => `from=${dateBefore(50 - (n % 10))}&to=${dateBefore(40 - (n % 10))}`;

/** What the portal asks for, by page and filter. */
export function portalPages({ items }: Reseller['shop']): Record<string, Paths> {
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
    'sales report, a year by day': report(`${year}&time_zone=Europe/Vienna`),
    'sales report of a metatag prefix': report(`${year}&interval=month&metatag_prefix=order-`),
    'sales report in India': report('time_zone=Asia/Kolkata&group_by=item'),
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
    'eSIMs by state': esims((n) => `state=${['RELEASED', 'INSTALLED', 'ERROR'][n % 3]}`),
    'eSIMs by country': esims((n) => `country=${['AT', 'DE'][n % 2]}`),
    'eSIMs by the start of an ICCID': esims((n) => `iccid=${iccidOf(n).slice(0, -2)}`),
    'eSIMs by IMSI': esims((n) => `imsi=${imsiOf(n)}`),
    'credit entries': (n) => `/gigastore/credits/entries?limit=50&${n % 2 ? '' : within(n)}`,
    'refunds in the credit entries': () => '/gigastore/credits/entries?limit=50&type=refund',
    'balance by day': () => '/gigastore/credits/balance-history',
    events: () => '/gigastore/events?limit=50&sort_dir=DESC',
    'events by type': () => '/gigastore/events?limit=50&sort_dir=DESC&type=package.refunded',
    requests: () => '/gigastore/requests?limit=50',
    'requests by status': (n) =>
      `/gigastore/requests?limit=50&status=${['4xx', '5xx', '200'][n % 3]}`,
    'requests by path': (n) =>
      `/gigastore/requests?limit=50&path=/gigastore/${n % 2 ? 'credits' : 'activations'}`,
    'requests by code': (n) =>
      `/gigastore/requests?limit=50&code=${n % 2 ? 'out_of_stock' : 'insufficient_credits'}`,
    deliveries: () => '/gigastore/webhooks/deliveries?limit=50',
    'deliveries by status': (n) =>
      `/gigastore/webhooks/deliveries?limit=50&status=${['failed', 'delivered', 'pending'][n % 3]}`,
    catalogue: () => '/gigastore/catalogue?limit=50',
    inventory: () => '/gigastore/products/inventory?limit=50',
    batches: () => '/gigastore/activations/batches?limit=50',
    invoices: () => '/gigastore/credits/invoices?limit=50',
    purchases: () => '/gigastore/credits/purchases?limit=50',
    'a customer': (n) => `/gigastore/activations/customers/${customerOf(n)}`,
    'timeline of a customer': (n) => `/gigastore/customers/${customerOf(n)}/timeline`,
    'first steps': () => '/gigastore/go-live',
    'global search': (n) =>
      `/gigastore/search?q=${[mailOf(n), iccidOf(n), imsiOf(n), `order-${n}`, 'order'][n % 5]}`,
  };
}
