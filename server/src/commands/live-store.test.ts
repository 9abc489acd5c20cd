import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createTestDatabase } from '../../test/support/database.ts';
import { folderForThisFile, forThisFile } from '../../test/support/for-this-file.ts';
import { totp } from '../../test/support/totp.ts';
import { createCarriers, importedCarrier, sandboxCarrier } from '../connectivity/carriers/index.ts';
import { withLuhn } from '../kernel/check-digits.ts';
import { readConfig } from '../platform/config/config.ts';
import { createLog } from '../platform/log/log.ts';
import { runCommandLine } from './index.ts';
import { startServing } from './start-serving.ts';

const PUBLIC_URL = 'https://store.example';
const LIVE = {
  GIGASTORE_MODE: 'live',
  GIGASTORE_SECRET_KEY: randomBytes(32).toString('hex'),
  GIGASTORE_SMTP_URL: 'smtp://127.0.0.1:1',
  GIGASTORE_MAIL_FROM: 'store@shop.test',
  GIGASTORE_PUBLIC_URL: PUBLIC_URL,
};
const CATALOGUE = [
  'sep=;',
  'Name;Size;Validity days;Country set;Carrier;Wholesale price;Cost',
  'eSIM Europe 1 GB;1 GB;30;EU;alpine;2,90;1,80',
];
const PASSWORD = 'correct horse battery staple';

const store = await forThisFile(createTestDatabase({ isEmpty: true }));
const folder = await folderForThisFile();
let url: string;
let stop: () => Promise<void>;

const carriers = createCarriers([sandboxCarrier()], importedCarrier);
const config = () => readConfig({ PORT: '0', DATABASE_URL: store.url, ...LIVE });

afterAll(() => stop());

/** Runs a documented command. Returns its JSON. */
async function command(...args: string[]) {
  const said: string[] = [];
  const code = await runCommandLine([...args, '--json'], {
    version: '1.2.3',
    readConfig: config,
    carriers,
    now: () => new Date(),
    isTerminal: false,
    say: (text) => said.push(text),
    complain: (text) => said.push(text),
  });
  expect(code, said.join('\n')).toBe(0);
  return JSON.parse(said.join('\n'));
}

async function file(name: string, lines: string[]): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, lines.join('\n'));
  return path;
}

type Sent = { body?: object; headers?: Record<string, string> };

async function call(method: string, path: string, { body, headers = {} }: Sent = {}) {
  const answer = await fetch(url + path, {
    method,
    headers: { ...headers, ...(body && { 'content-type': 'application/json' }) },
    ...(body && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  expect(answer.status, `${method} ${path} ${text}`).toBeLessThan(300);
  return { headers: answer.headers, json: text === '' ? null : JSON.parse(text) };
}

/** Sets the password by the printed link, and signs in. */
async function signIn(email: string, passwordUrl: string): Promise<Record<string, string>> {
  const origin = { origin: PUBLIC_URL };
  const token =
    new URL(passwordUrl).hash.slice(1) || new URL(passwordUrl).searchParams.get('token');
  const reset = { token: token?.replace(/^token=/, ''), password: PASSWORD };
  await call('POST', '/auth/reset-password', { body: reset, headers: origin });
  const body = { email, password: PASSWORD };
  const signedIn = await call('POST', '/auth/sign-in', { body, headers: origin });
  const cookie = signedIn.headers.getSetCookie().map((each) => each.split(';')[0]);
  const headers = { cookie: cookie.join('; '), ...origin };
  return withSecondFactor(headers);
}

/** Operators need a second factor before they can do anything else. */
async function withSecondFactor(headers: Record<string, string>) {
  const body = { password: PASSWORD };
  const { json } = await call('POST', '/auth/two-factor/set-up', { headers, body });
  const code = totp(json.totpUri);
  const confirmed = await call('POST', '/auth/two-factor/confirm', { headers, body: { code } });
  const [cookie] = confirmed.headers.getSetCookie().map((each) => each.split(';')[0]);
  return cookie ? { ...headers, cookie } : headers;
}

/** Runs the documented commands; returns what they made. */
async function prepare() {
  await command('migrate');
  const operator = await command(
    ...['create-operator', '--email', 'ops@store.example', '--name', 'Grace Hopper'],
  );
  const reseller = await command(
    ...['create-organization', '--name', 'Acme Travel', '--email', 'owner@acme.example'],
  );
  const key = await command('create-key', '--account', reseller.liveAccountId, '--name', 'shop');
  const profiles = await file('profiles.csv', [
    'iccid,imsi,activation_code',
    `${withLuhn('894450210219830482')},260060145143896,LPA:1$smdp.example.com$K2-1`,
  ]);
  await command('import-profiles', '--file', profiles, '--carrier', 'alpine');
  const catalogue = await file('plans.csv', CATALOGUE);
  const preview = await command('import-catalogue', '--file', catalogue, '--dry-run');
  expect(preview).toMatchObject({ dryRun: true, changes: [{ action: 'create', line: 3 }] });
  const { changes } = await command('import-catalogue', '--file', catalogue);
  const again = await command('import-catalogue', '--file', catalogue);
  expect(again).toMatchObject({ changes: [], unchanged: 1 });
  return { operator, reseller, key, dataPlanId: changes[0].target as string };
}

/** What the operator does over HTTP: offers the plan, and gives credits to start with. */
async function offer({ operator, reseller, dataPlanId }: Awaited<ReturnType<typeof prepare>>) {
  const headers = await signIn('ops@store.example', operator.passwordUrl);
  await call('POST', `/operator/organizations/${reseller.organizationId}/offers`, {
    headers,
    body: { dataPlanId, retailPrice: { priceValue: 4.99, currencyCode: 'USD' } },
  });
  await call('POST', '/operator/adjustments', {
    headers,
    body: {
      accountId: reseller.liveAccountId,
      direction: 'give',
      reason: 'Opening credits',
      amount: { priceValue: 50, currencyCode: 'USD' },
    },
  });
}

it('sells, refunds and audits from an empty live database by commands and API alone', async () => {
  const made = await prepare();
  const lifetime = { stopRequested: new Promise<never>(() => {}), onAbandon: () => {} };
  const serving = await startServing({
    config: config(),
    carriers,
    log: createLog('silent'),
    lifetime,
    runsWorker: false,
    now: () => new Date(),
  });
  ({ url, stop } = serving);
  await offer(made);

  const basic = Buffer.from(`${made.key.clientId}:${made.key.clientSecret}`).toString('base64');
  const login = { headers: { authorization: `Basic ${basic}` } };
  const { accessToken } = (await call('POST', '/reseller/authenticate', login)).json;
  const headers = { authorization: `Bearer ${accessToken}` };
  const { items } = (await call('GET', '/gigastore/products/inventory', { headers })).json;
  expect(items).toMatchObject([{ countrySet: 'EU', prices: [{ priceValue: 2.9 }] }]);
  const body = { inventoryItemId: items[0].id };
  const sale = await call('POST', '/gigastore/activations/register', { headers, body });
  expect(sale.json.esimProfile.activationCode).toBe('LPA:1$smdp.example.com$K2-1');
  const { uid } = sale.json.activatedItem;
  const refund = `/gigastore/activations/activated-items/${uid}/refund`;
  const refunded = await call('POST', refund, { headers });
  expect(refunded.json.activatedItem.status).toBe('REFUNDED');
  const credits = await call('GET', '/gigastore/credits', { headers });
  expect(credits.json.available.priceValue).toBe(50);
  expect(await command('audit')).toMatchObject({ findings: [] });
});
