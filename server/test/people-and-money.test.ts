import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createTestDatabase, type TestDatabase } from './support/database.ts';
import { readPdf } from './support/pdf.ts';
import { type RunningStore, startStore } from './support/running-store.ts';

const TIMEOUT_MS = 120_000;
const EMAIL = 'ada@acme.test';
const PASSWORD = 'correct horse battery staple';
const DETAILS = {
  legalName: 'Acme Travel GmbH',
  addressLine1: 'Friedrichstraße 1',
  postalCode: '10117',
  city: 'Berlin',
  country: 'DE',
  billingEmail: 'books@acme.test',
};

type Price = { priceValue: number };
type Mail = { id: string; subject: string; text: string; attachments: { filename: string }[] };
type Purchase = { id: string; status: string; total: Price; invoiceNumber: string | null };
type Invoice = { number: string; pdfUrl: string; total: Price; status: string };
type Item = { id: string; prices: Price[] };
type Entry = { type: string; amount: Price; balanceAfter: Price };
type Statement = { openingBalance: Price; closingBalance: Price; items: Entry[] };

const home = await mkdtemp(join(tmpdir(), 'gigastore-people-'));
let database: TestDatabase;
let store: RunningStore;

beforeAll(async () => {
  database = await createTestDatabase();
  // Pages come from one address, which the store has to know before it listens.
  store = await startStore(home, { DATABASE_URL: database.url, PORT: await freePort() });
}, TIMEOUT_MS);
afterAll(async () => {
  await store?.stop();
  await database?.close();
  await rm(home, { recursive: true });
}, TIMEOUT_MS);

/** A browser on a page of the store: it keeps cookies, and says where it comes from. */
function openBrowser() {
  let cookie = '';
  const send = async (method: string, path: string, body?: object) => {
    const answer = await fetch(new URL(path, store.url), {
      method,
      headers: {
        cookie,
        origin: new URL(store.url).origin,
        'x-account': 'live',
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const set = answer.headers.getSetCookie().map((each) => each.split(';', 1)[0] ?? '');
    if (set.length > 0) cookie = set.join('; ');
    return answer;
  };
  const call = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const answer = await send(method, path, body);
    const text = await answer.text();
    expect(answer.ok, `${method} ${path}: ${answer.status} ${text}`).toBe(true);
    return text === '' ? (undefined as T) : JSON.parse(text);
  };
  return { send, call };
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return `${port}`;
}

/** What `attempt` gives once it gives something. */
function until<T>(attempt: () => Promise<T | false>): Promise<T> {
  const once = async () => {
    const found = await attempt();
    if (found === false) throw new Error('it has not happened');
    return found;
  };
  return vi.waitFor(once, { timeout: 30_000, interval: 100 });
}

/** The first mail to an address, once it is there. */
async function mailTo(address: string): Promise<Mail> {
  const headers = { accept: 'application/json' };
  const [first] = await until(async () => {
    const list = await fetch(`${store.url}/sandbox/mail?to=${address}`, { headers });
    const { items } = (await list.json()) as { items: Mail[] };
    return items.length > 0 && items;
  });
  const mail = await fetch(`${store.url}/sandbox/mail/${first?.id}`, { headers });
  return (await mail.json()) as Mail;
}

describe('from signing up to books that add up', () => {
  const browser = openBrowser();
  let invoice: Invoice;

  it('a company signs up, and nobody can sign in before the address is verified', async () => {
    const company = { companyName: 'Acme Travel', name: 'Ada', email: EMAIL, password: PASSWORD };
    await browser.call('POST', '/auth/sign-up', company);
    const early = await browser.send('POST', '/auth/sign-in', { email: EMAIL, password: PASSWORD });
    expect(early.ok).toBe(false);
  });

  it('the link in the mail verifies the address, and the owner signs in', async () => {
    const { text } = await mailTo(EMAIL);
    const token = /\/auth\/verify\?token=([^\s)]+)/.exec(text)?.[1];
    await browser.call('POST', '/auth/verify-email', { token });
    await browser.call('POST', '/auth/sign-in', { email: EMAIL, password: PASSWORD });
    const session = await browser.call<{ role: string }>('GET', '/auth/session');
    expect(session).toMatchObject({ role: 'owner' });
  });

  it('credits are not sold to a company without billing details', async () => {
    const quote = { amount: { priceValue: 100, currencyCode: 'USD' } };
    const refused = await browser.send('POST', '/gigastore/credits/purchases/quote', quote);
    expect(refused.status).toBe(409);
    expect(await refused.json()).toMatchObject({ code: 'billing_details_required' });
    await browser.call('PUT', '/gigastore/billing-details', DETAILS);
  });

  it('credits are bought with a test card, and are added once', async () => {
    const amount = { priceValue: 100, currencyCode: 'USD' };
    const quote = await browser.call<{ total: Price }>(
      'POST',
      '/gigastore/credits/purchases/quote',
      { amount },
    );
    expect(quote.total.priceValue).toBe(119);
    const card = { testCard: '4242424242424242' };
    await browser.call('POST', '/gigastore/payment-methods/setup', card);
    const asked = { amount, expectedTotal: { priceValue: 119, currencyCode: 'USD' } };
    const { id } = await browser.call<Purchase>('POST', '/gigastore/credits/purchases', asked);
    const paid = await until(async () => {
      const read = await browser.call<Purchase>('GET', `/gigastore/credits/purchases/${id}`);
      return read.status === 'paid' && read;
    });
    expect(paid.total.priceValue).toBe(119);
    const credits = await browser.call<{ available: Price }>('GET', '/gigastore/credits');
    expect(credits.available.priceValue).toBe(100);
  });

  it('the invoice is in the list, in the mail and in the PDF', async () => {
    const path = '/gigastore/credits/invoices';
    const { items } = await browser.call<{ items: Invoice[] }>('GET', path);
    expect(items).toHaveLength(1);
    invoice = items[0] as Invoice;
    expect(invoice).toMatchObject({ status: 'paid', total: { priceValue: 119 } });
    const pdf = await browser.send('GET', invoice.pdfUrl);
    const { text: words } = await readPdf(Buffer.from(await pdf.arrayBuffer()));
    for (const word of [invoice.number, 'Acme Travel GmbH', '10117', '119.00', '19']) {
      expect(words).toContain(word);
    }
    const mail = await mailTo(DETAILS.billingEmail);
    expect(mail.subject).toContain(invoice.number);
    expect(mail.attachments).toHaveLength(1);
  });

  it('a package is sold and refunded, and the statement adds up', async () => {
    const inventory = '/gigastore/products/inventory?country_set=WWW&active=true';
    const { items } = await browser.call<{ items: Item[] }>('GET', inventory);
    const item = items[0] as Item;
    const sale = await browser.call<{ activatedItem: { uid: string } }>(
      'POST',
      '/gigastore/activations/register',
      { inventoryItemId: item.id, customerEmail: 'traveller@example.com' },
    );
    const { uid } = sale.activatedItem;
    await browser.call('POST', `/gigastore/activations/activated-items/${uid}/refund`);

    const statement = await browser.call<Statement>('GET', '/gigastore/credits/statement');
    const price = item.prices[0]?.priceValue ?? 0;
    const moved = statement.items.map(({ type, amount }) => [type, amount.priceValue]);
    expect(moved).toEqual([
      ['credit_purchase', 100],
      ['activation', -price],
      ['refund', price],
    ]);
    expect(statement.openingBalance.priceValue).toBe(0);
    expect(statement.closingBalance.priceValue).toBe(100);
  });

  it('every step is in the audit log, with its author', async () => {
    const { items } = await browser.call<{ items: { action: string; actor: object }[] }>(
      'GET',
      '/gigastore/audit-log?limit=200',
    );
    expect(items.length).toBeGreaterThanOrEqual(5);
    for (const { actor } of items) expect(actor).toMatchObject({ kind: 'person', name: 'Ada' });
  });

  it('a session that has signed out is over', async () => {
    await browser.call('POST', '/auth/sign-out');
    const after = await browser.send('GET', '/gigastore/credits');
    expect(after.status).toBe(401);
  });
});
