import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Webhook } from 'standardwebhooks';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createOrganization } from '../src/commerce/onboarding/index.ts';
import { withEidCheckDigits } from '../src/kernel/eid.ts';
import type { Database } from '../src/platform/db/database.ts';
import { createApiKey } from '../src/tenancy/accounts/index.ts';
import { createAuthority } from './support/certificates.ts';
import { createTestDatabase, type TestDatabase } from './support/database.ts';
import { type Received, type Receiver, startReceiver } from './support/receiver.ts';
import { type RunningStore, startStore } from './support/running-store.ts';

const TIMEOUT_MS = 120_000;
const MB = 1024 * 1024;
const EID = withEidCheckDigits('890490320050082010880000000000');
const DEMO = { clientId: 'demo-client', clientSecret: 'demo-secret' };
/** The names of the original API, and what the same facts are called in the common shape. */
const COMPATIBLE = {
  'esim-status': 'esim.status_changed',
  'country-change': 'esim.country_changed',
  'balance-activation': 'package.activated',
  'balance-alert': 'balance.low',
};
type CompatibleEvent = keyof typeof COMPATIBLE;
const WEBHOOKS = [...(Object.keys(COMPATIBLE) as CompatibleEvent[]), 'all'];
type Fact = { type: string; id: string; sequence: number; createdAt: string; data: object };
type Sold = {
  activatedItem: { uid: string; balance: { activatedAt: string; expiresAt: string } };
  customer: { uid: string };
  esimProfile: { iccid: string; imsi: string };
};
type Call = <T>(method: string, path: string, body?: object) => Promise<T>;
const home = await mkdtemp(join(tmpdir(), 'gigastore-life-'));
let db: Database;
let database: TestDatabase;
let store: RunningStore;
let receiver: Receiver;
beforeAll(async () => {
  database = await createTestDatabase();
  ({ db } = database);
  const authority = createAuthority();
  const authorityFile = join(home, 'authority.pem');
  await writeFile(authorityFile, authority.cert);
  receiver = await startReceiver({ certificate: authority.issue(['localhost']) });
  store = await startStore(home, {
    DATABASE_URL: database.url,
    NODE_EXTRA_CA_CERTS: authorityFile,
  });
}, TIMEOUT_MS);
afterAll(async () => {
  await store?.stop();
  await receiver?.close();
  await database?.close();
  await rm(home, { recursive: true });
}, TIMEOUT_MS);

/** Calls as a reseller's program with this key; an answer but 2xx fails the test. */
async function programOf(key: { clientId: string; clientSecret: string }) {
  const pair = Buffer.from(`${key.clientId}:${key.clientSecret}`).toString('base64');
  const login = { method: 'POST', headers: { authorization: `Basic ${pair}` } };
  const logged = await fetch(`${store.url}/reseller/authenticate`, login);
  const { accessToken } = (await logged.json()) as { accessToken: string };
  const send = (method: string, path: string, body?: object) =>
    fetch(`${store.url}${path}`, {
      method,
      headers: { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  const call: Call = async (method, path, body) => {
    const answer = await send(method, path, body);
    const text = await answer.text();
    expect(answer.ok, `${method} ${path}: ${text}`).toBe(true);
    return JSON.parse(text);
  };
  return { send, call };
}

describe('the life of an eSIM', () => {
  const secrets = new Map<string, string>();
  let life: Awaited<ReturnType<typeof live>>;
  let facts: Fact[];
  let received: Received[];

  beforeAll(async () => {
    const { call } = await programOf(DEMO);
    await call('POST', '/gigastore/sandbox/reset');
    for (const event of WEBHOOKS) {
      const url = `${receiver.url}/${event}`;
      const { secret } = await call<{ secret: string }>('PUT', `/gigastore/webhooks/${event}`, {
        url,
      });
      secrets.set(event, secret);
    }
    life = await live(call);
    facts = (await call<{ items: Fact[] }>('GET', '/gigastore/events?limit=200')).items;
    const compatible = facts.filter(({ type }) => Object.values(COMPATIBLE).includes(type));
    await receiver.arrived(facts.length + compatible.length);
    received = await allDelivered(call);
  }, TIMEOUT_MS);

  /** Bodies that came to the address of this event, as text. */
  const bodiesAt = (event: string) =>
    received.filter(({ path }) => path === `/hooks/${event}`).map(({ body }) => body);
  const momentsOf = (type: string) =>
    facts.filter((fact) => fact.type === type).map(({ createdAt }) => createdAt);

  it('an installation is an esim-status event with the EID', () => {
    const { iccid, imsi } = life.esim;
    expect(bodiesAt('esim-status')).toEqual([
      JSON.stringify({ iccid, imsi, profileState: 'INSTALLED', eid: EID }),
    ]);
  });

  it('the first country is an event without a previous country, and the next one has it', () => {
    const { iccid, imsi } = life.esim;
    expect(bodiesAt('country-change')).toEqual([
      JSON.stringify({ imsi, iccid, previousCountry: null, newCountry: 'AT' }),
      JSON.stringify({ imsi, iccid, previousCountry: 'AT', newCountry: 'DE' }),
    ]);
  });

  it('the activation of every package is an event, at the attach or at the purchase', () => {
    expect(bodiesAt('balance-activation')).toEqual(
      life.packages.map(({ uid: activatedItem, balance: { activatedAt, expiresAt } }) =>
        JSON.stringify({ uid: life.customerUid, activatedItem, activatedAt, expiresAt }),
      ),
    );
  });

  it('low data sends one alert, and one more after a top-up', () => {
    const { iccid, imsi } = life.esim;
    const uid = life.customerUid;
    const moments = momentsOf('balance.low');
    expect(bodiesAt('balance-alert')).toEqual(
      life.alertBytes.map((balanceAmountInByte, index) =>
        JSON.stringify({ uid, iccid, imsi, timestamp: moments[index], balanceAmountInByte }),
      ),
    );
  });

  it('one endpoint receives every event in the common shape and without a gap', () => {
    const [first, topUp, last] = life.packages.map(({ uid }) => uid);
    const told = bodiesAt('all')
      .map((body) => JSON.parse(body) as Fact & { data: { activatedItem?: string } })
      .sort((one, other) => one.sequence - other.sequence);
    expect(told.map(({ type, data }) => [type, data.activatedItem])).toEqual([
      ['package.purchased', first],
      ['esim.status_changed', undefined],
      ['esim.country_changed', undefined],
      ['package.activated', first],
      ['balance.low', undefined],
      ['package.purchased', topUp],
      ['package.activated', topUp],
      ['package.depleted', first],
      ['balance.low', undefined],
      ['esim.country_changed', undefined],
      ['package.depleted', topUp],
      ['package.purchased', last],
      ['package.activated', last],
      ['package.expiring', last],
      ['package.expired', last],
    ]);
    expect(told.map(({ sequence }) => sequence)).toEqual(told.map((_, index) => index + 1));
  });

  it('the event log keeps the same events for clients without an endpoint', () => {
    const sorted = bodiesAt('all').sort((one, other) => sequenceOf(one) - sequenceOf(other));
    expect(sorted).toEqual(facts.map((fact) => JSON.stringify(fact)));
    for (const event of Object.keys(COMPATIBLE) as CompatibleEvent[]) {
      const same = facts.filter(({ type }) => type === COMPATIBLE[event]);
      expect(same.map(({ data }) => data)).toMatchObject(
        bodiesAt(event).map((it) => JSON.parse(it)),
      );
    }
  });

  it('the warning and the end are dated by the clock of the sandbox', () => {
    const end = Date.parse(life.packages[2]?.balance.expiresAt ?? '');
    const warned = new Date(end - 86_400_000).toISOString();
    expect(momentsOf('package.expiring')).toEqual([warned]);
    expect(momentsOf('package.expired')).toEqual([new Date(end).toISOString()]);
    expect(end).toBeGreaterThan(Date.now());
  });

  it('every delivery is signed with its own secret, under an ID of its own', () => {
    for (const { path, body, headers } of received) {
      const secret = secrets.get(path.replace('/hooks/', '')) ?? '';
      expect(new Webhook(secret).verify(body, headers)).toEqual(JSON.parse(body));
    }
    expect(new Set(received.map(({ headers }) => headers['webhook-id'])).size).toBe(
      received.length,
    );
  });
});

/** Buys, installs, travels, uses, tops up, uses up, and lets time pass; gives what must be told. */
async function live(call: Call) {
  const inventory = '/gigastore/products/inventory?country_set=EU&active=true';
  type Item = { id: string; sizeValue: number; sizeUnit: string; validitySize: number };
  const { items } = await call<{ items: Item[] }>('GET', inventory);
  const item = items.find(({ sizeValue, sizeUnit }) => sizeValue === 1 && sizeUnit === 'GB');
  const buy = (path: string, more: object) =>
    call<Sold>('POST', `/gigastore/activations/${path}`, { inventoryItemId: item?.id, ...more });

  const sold = await buy('register', { activationMode: 'FIRST_USE', metatag: 'order-1001' });
  const { iccid, imsi } = sold.esimProfile;
  const customerUid = sold.customer.uid;
  const play = <T>(action: string, body: object = {}) =>
    call<T>('POST', `/gigastore/sandbox/esims/${iccid}/${action}`, body);
  const use = (bytes: number) =>
    play<{ consumedBytes: number; uncoveredBytes: number }>('use', { bytes });

  await play('install', { eid: EID });
  await play('attach', { country: 'AT', mcc: '232', mnc: '01' });
  await use(900 * MB);
  await use(40 * MB);
  await use(1 * MB);
  const topUp = await buy('top-up', { customerUid });
  await use(1000 * MB);
  await use(30 * MB);
  await play('attach', { country: 'DE' });
  const over = await use(100 * MB);
  expect(over).toMatchObject({ consumedBytes: 77 * MB, uncoveredBytes: 23 * MB });
  const last = await buy('top-up', { customerUid });
  await call('POST', '/gigastore/sandbox/clock', { advance: `P${item?.validitySize}D` });

  const uids = [sold, topUp, last].map(({ activatedItem }) => activatedItem.uid);
  const packages: Sold['activatedItem'][] = [];
  for (const uid of uids) {
    packages.push(
      (await call<Sold>('GET', `/gigastore/activations/activated-items/${uid}`)).activatedItem,
    );
  }
  return { esim: { iccid, imsi }, customerUid, packages, alertBytes: [84 * MB, 77 * MB] };
}

/** Everything that arrived, once the store has it all down as delivered and has tried no more. */
async function allDelivered(call: Call): Promise<Received[]> {
  for (;;) {
    const path = '/gigastore/webhooks/deliveries?limit=200';
    const { items } = await call<{ items: { status: string }[] }>('GET', path);
    if (items.every(({ status }) => status === 'delivered')) {
      expect(receiver.received).toHaveLength(items.length);
      return receiver.received;
    }
  }
}

const sequenceOf = (body: string): number => JSON.parse(body).sequence;

describe('the sandbox', () => {
  const amount = { sortIndex: 0, priceValue: 10, currencyCode: 'USD' };
  const phone = '/gigastore/sandbox/esims/{iccid}';
  const CALLS: [method: string, path: string, body?: object][] = [
    ...['install', 'remove', 'disable', 'enable', 'fail', 'detach'].map(
      (action): [string, string] => ['POST', `${phone}/${action}`],
    ),
    ['POST', `${phone}/attach`, { country: 'AT' }],
    ['POST', `${phone}/use`, { bytes: 1 }],
    ['GET', '/gigastore/sandbox/clock'],
    ['POST', '/gigastore/sandbox/clock', { advance: 'P31D' }],
    ['POST', '/gigastore/sandbox/credits', { amount }],
    ['POST', '/gigastore/sandbox/purchases/{id}/simulate', { event: 'authenticate' }],
    ['POST', '/gigastore/sandbox/events', { type: 'account.suspended' }],
    ['POST', '/gigastore/sandbox/reset'],
  ];

  it('the sandbox is closed to live accounts, call by call', async () => {
    const { send } = await programOf(await liveKey());
    for (const [method, path, body] of CALLS) {
      const url = path.replace(/\{\w+\}/, '8997212330099184896');
      const problem = await (await send(method, url, body)).json();
      expect(problem, `${method} ${path}`).toMatchObject({ status: 403, code: 'sandbox_only' });
    }
  });

  it('every call of the sandbox is tested with a live account', async () => {
    const { paths } = (await (await fetch(`${store.url}/openapi.json`)).json()) as {
      paths: Record<string, object>;
    };
    const documented = Object.entries(paths)
      .filter(([path]) => path.startsWith('/gigastore/sandbox/'))
      .flatMap(([path, methods]) =>
        Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
      );
    expect(documented.sort()).toEqual(CALLS.map(([method, path]) => `${method} ${path}`).sort());
  });
});

/** A key of the live account of a new reseller. */
function liveKey() {
  const now = new Date();
  return db.transaction(async (tx) => {
    const reseller = { name: 'Acme Travel', email: 'owner@acme.test', now };
    const { liveAccountId } = await createOrganization(tx, reseller);
    return createApiKey({ db: tx, accountId: liveAccountId, now }, { name: 'shop' });
  });
}
