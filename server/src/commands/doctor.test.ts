import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore, type TestStore } from '../../test/support/app.ts';
import { createTestDatabase } from '../../test/support/database.ts';
import { personOf } from '../../test/support/people.ts';
import type { Check } from '../backoffice/doctor/index.ts';
import { createCarriers, importedCarrier, sandboxCarrier } from '../connectivity/carriers/index.ts';
import { recordBackup } from '../platform/backups/index.ts';
import { readConfig } from '../platform/config/config.ts';
import { sql } from '../platform/db/database.ts';
import { runCommandLine } from './index.ts';

const SECRET_KEY = randomBytes(32).toString('base64');
const LIVE = {
  GIGASTORE_MODE: 'live',
  GIGASTORE_SECRET_KEY: SECRET_KEY,
  GIGASTORE_SMTP_URL: 'smtps://store:mail-password@mail.store.example',
  GIGASTORE_MAIL_FROM: 'store@store.example',
  GIGASTORE_PUBLIC_URL: 'https://store.example',
  GIGASTORE_STRIPE_SECRET_KEY: 'sk_test_hidden',
  GIGASTORE_STRIPE_PUBLISHABLE_KEY: 'pk_test_shown',
  GIGASTORE_STRIPE_WEBHOOK_SECRET: 'whsec_hidden',
};

let store: TestStore;
beforeAll(async () => {
  store = await openStore();
});
afterAll(() => store.close());

async function examine(environment: Record<string, string>, ...options: string[]) {
  const said: string[] = [];
  const code = await runCommandLine(['doctor', ...options], {
    version: '1.2.3',
    readConfig: () => readConfig(environment),
    carriers: createCarriers([sandboxCarrier()], importedCarrier),
    now: () => new Date(),
    isTerminal: false,
    say: (text) => said.push(text),
    complain: (text) => said.push(text),
  });
  return { code, text: said.join('\n') };
}

/** Returns the state of each check by its name. */
async function statesOf(environment: Record<string, string>) {
  const { code, text } = await examine(environment, '--json');
  const { ready, items } = JSON.parse(text) as { ready: boolean; items: Check[] };
  expect(code).toBe(ready ? 0 : 1);
  return Object.fromEntries(items.map(({ name, state }) => [name, state]));
}

describe('gigastore doctor', () => {
  it('reports a wrong environment and leaves the rest unchecked', async () => {
    const states = await statesOf({ GIGASTORE_MODE: 'live', PORT: 'wrong' });
    expect(states).toMatchObject({ environment: 'missing', seller: 'unknown' });
  });

  it('reports an unreachable database and still checks the settings', async () => {
    const away = { ...LIVE, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' };
    expect(await statesOf(away)).toMatchObject({
      environment: 'ok',
      public_url: 'ok',
      database: 'missing',
      seller: 'unknown',
    });
  });

  it('reports a sandbox without a database and creates nothing', async () => {
    const states = await statesOf({ GIGASTORE_HOME: '/nowhere/gigastore' });
    expect(states).toMatchObject({
      live_mode: 'missing',
      secret_key: 'missing',
      database: 'missing',
      public_url: 'missing',
      mail: 'missing',
    });
  });

  it('reports pending migrations', async () => {
    const empty = await createTestDatabase({ isEmpty: true });
    const states = await statesOf({ ...LIVE, DATABASE_URL: empty.url });
    expect(states).toMatchObject({ migrations: 'missing', operator: 'unknown' });
    await empty.close();
  });

  it('lists every requirement of an empty live database, with the way to meet it', async () => {
    const empty = await createTestDatabase();
    const environment = { ...LIVE, DATABASE_URL: empty.url };
    const { code, text } = await examine(environment);
    expect(code).toBe(1);
    expect(text).toContain('MISSING    Seller: No seller is set, so no invoice can be issued.\n');
    expect(text).toContain('PUT /operator/seller');
    expect(text.trim().split('\n').at(-1)).toMatch(/^1\d of 23 requirements are missing\.$/);
    expect(await statesOf(environment)).toMatchObject({
      database: 'ok',
      payments: 'missing',
      data_plans: 'missing',
      worker: 'missing',
      backups: 'missing',
      audit: 'attention',
    });
    await empty.close();
  });

  it('never prints a secret', async () => {
    for (const options of [[], ['--json']]) {
      const { text } = await examine({ ...LIVE, DATABASE_URL: store.url }, ...options);
      expect(text).not.toMatch(/hidden|mail-password/);
      expect(text).not.toContain(SECRET_KEY);
      expect(text).not.toContain(new URL(store.url).password || SECRET_KEY);
    }
  });

  it('reports a secret key that does not decrypt the signing keys', async () => {
    await store.newAccount().then((account) => account.caller('read'));
    const environment = { ...LIVE, DATABASE_URL: store.url };
    expect(await statesOf(environment)).toMatchObject({ secret_key: 'missing' });
    const right = { ...environment, GIGASTORE_SECRET_KEY: store.secretKey.toString('base64') };
    expect(await statesOf(right)).toMatchObject({ secret_key: 'ok' });
  });

  it('counts a worker, a backup and operators with a second factor', async () => {
    const environment = { ...LIVE, DATABASE_URL: store.url };
    const operator = await personOf(store, '', 'operator');
    expect(await statesOf(environment)).toMatchObject({ operator: 'missing', worker: 'missing' });
    await store.db.run(sql`
      update people set two_factor_enabled = true where id = ${operator.personId}`);
    await store.db.run(sql`insert into job_runs (id, seen_at) values ('run', now())`);
    await recordBackup(store.db, {});
    expect(await statesOf(environment)).toMatchObject({
      operator: 'attention',
      worker: 'ok',
      backups: 'ok',
    });
    await store.db.run(sql`
      update backups set finished_at = now() - interval '3 days'`);
    await store.db.run(sql`update job_runs set seen_at = now() - interval '1 hour'`);
    expect(await statesOf(environment)).toMatchObject({ worker: 'missing', backups: 'attention' });
  });
});

describe('GET /operator/doctor', () => {
  it('returns the same checks to the people of the platform', async () => {
    const { call } = await personOf(store, '', 'operator-support');
    const answer = await call('GET', '/operator/doctor');
    expect(answer.statusCode, answer.body).toBe(200);
    const { ready, items } = answer.json<{ ready: boolean; items: Check[] }>();
    expect(ready).toBe(false);
    const { text } = await examine({ ...LIVE, DATABASE_URL: store.url }, '--json');
    const names = (JSON.parse(text) as { items: Check[] }).items.map(({ name }) => name);
    expect(items.map(({ name }) => name)).toEqual(names);
  });

  it('says everything in German, too', async () => {
    const { call } = await personOf(store, '', 'operator-support');
    const read = async (locale: string) =>
      (await call('GET', '/operator/doctor', { headers: { locale } })).json().items as Check[];
    const [english, german] = [await read('en'), await read('de')];
    const sentences = (check?: Check) => [check?.title, check?.detail, check?.remedy];
    /** The name of the process, addresses and versions are the same in both. */
    const isSame = (text: unknown) => /^(Worker|PostgreSQL \d+|https?:\/\/\S+)\.?$/.test(`${text}`);
    const same = german.flatMap((check, at) => {
      const before = sentences(english[at]);
      return sentences(check).filter((text, of) => text && text === before[of] && !isSame(text));
    });
    expect(same).toEqual([]);
    expect(german.find(({ name }) => name === 'seller')).toMatchObject({
      title: 'Verkäufer',
      detail: 'Kein Verkäufer ist festgelegt; so kann keine Rechnung ausgestellt werden.',
    });
  });

  it('is refused to resellers', async () => {
    const { organizationId } = await store.newAccount();
    const { call } = await personOf(store, organizationId, 'owner');
    const answer = await call('GET', '/operator/doctor');
    expect(answer.json()).toMatchObject({ status: 403, code: 'insufficient_scope' });
  });
});
