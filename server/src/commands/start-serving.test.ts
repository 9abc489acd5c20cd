import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../test/support/database.ts';
import { startDatabaseProxy } from '../../test/support/database-proxy.ts';
import { createCarriers, importedCarrier, sandboxCarrier } from '../connectivity/carriers/index.ts';
import { createEncryption } from '../kernel/encryption.ts';
import { readConfig } from '../platform/config/config.ts';
import { sql } from '../platform/db/database.ts';
import { createLog } from '../platform/log/log.ts';
import { seedDemonstration } from '../surfaces/seed/index.ts';
import { rotateSigningKey } from '../tenancy/accounts/index.ts';
import { migrateAll } from './prepare-store.ts';
import { startServing } from './start-serving.ts';

const LIVE = {
  GIGASTORE_MODE: 'live',
  GIGASTORE_DRAIN_DELAY: '0',
  GIGASTORE_SECRET_KEY: randomBytes(32).toString('hex'),
  GIGASTORE_SMTP_URL: 'smtp://127.0.0.1:1',
  GIGASTORE_MAIL_FROM: 'store@shop.test',
};

let store: TestDatabase;
beforeEach(() => {
  return () => store.close();
});

/** Serves in this process until the end of the test. */
async function serve(environment: Record<string, string>, log = createLog('silent')) {
  const serving = await startServing({
    config: readConfig({ PORT: '0', DATABASE_URL: store.url, ...environment }),
    carriers: createCarriers([sandboxCarrier()], importedCarrier),
    now: () => new Date(),
    log,
    lifetime: { stopRequested: new Promise(() => {}), onAbandon: () => {} },
    runsWorker: false,
  });
  let stopped: Promise<void> | undefined;
  const stop = () => {
    stopped ??= serving.stop();
    return stopped;
  };
  onTestFinished(stop);
  return { url: serving.url, stop };
}

/** Returns a log, and a promise that resolves when this text is logged. */
function waitForLog(text: string) {
  let resolveLogged = () => {};
  const logged = new Promise<void>((resolve) => {
    resolveLogged = resolve;
  });
  const write = (line: string) => {
    if (line.includes(text)) resolveLogged();
  };
  return { log: createLog('warn', { write }), logged };
}

async function readinessOf({ url }: { url: string }) {
  const answer = await fetch(`${url}/health/ready`);
  const { detail } = (await answer.json()) as { detail?: string };
  return { status: answer.status, detail, retryAfter: answer.headers.get('retry-after') };
}

describe('a store in live mode', () => {
  it('serves a migrated database, and creates nothing in it', async () => {
    store = await createTestDatabase();
    expect(await readinessOf(await serve(LIVE))).toMatchObject({ status: 200 });
    expect(await store.db.rows(sql`select id from organizations`)).toEqual([]);
  });

  it('is not ready before the migration, and ready after it without a restart', async () => {
    store = await createTestDatabase({ isEmpty: true });
    const serving = await serve(LIVE);
    expect((await fetch(`${serving.url}/health/live`)).status).toBe(200);
    const { status, detail } = await readinessOf(serving);
    expect(status).toBe(503);
    expect(detail).toMatch(/^The database lacks migrations: 0001_the_store.sql/);
    await migrateAll(store);
    expect(await readinessOf(serving)).toMatchObject({ status: 200 });
  });

  it('serves on, and starts, when a newer version has migrated the database', async () => {
    store = await createTestDatabase();
    const serving = await serve(LIVE);
    await store.db.run(sql`
      insert into schema_migrations (version, name, checksum)
      select max(version) + 1, '9999_newer.sql', 'newer' from schema_migrations`);
    expect(await readinessOf(serving)).toMatchObject({ status: 200 });
    expect(await readinessOf(await serve(LIVE))).toMatchObject({ status: 200 });
    await expect(migrateAll(store)).rejects.toThrow('which this version does not know');
  });

  it('does not start on a database with demonstration data', async () => {
    store = await createTestDatabase();
    await seedDemonstration(store.db, new Date());
    await expect(serve(LIVE)).rejects.toThrow('This database contains the demonstration data');
  });
});

describe('a store with another secret key than its database', () => {
  async function useKey(key: string) {
    const headers = {
      authorization: `Basic ${Buffer.from('demo-client:demo-secret').toString('base64')}`,
    };
    const { url, stop } = await serve({ GIGASTORE_SECRET_KEY: key });
    const answer = await fetch(`${url}/reseller/authenticate`, { method: 'POST', headers });
    await stop();
    return answer.status;
  }

  it('does not start, unless the older key follows the new one', async () => {
    store = await createTestDatabase({ isEmpty: true });
    expect(await useKey('ab'.repeat(32))).toBe(200);
    await expect(useKey('cd'.repeat(32))).rejects.toThrow(
      /^GIGASTORE_SECRET_KEY does not decrypt the signing key .* rotate-signing-key\.$/,
    );
    expect(await useKey(`${'cd'.repeat(32)},${'ab'.repeat(32)}`)).toBe(200);
  });

  it('does not start when the generated key is missing, and generates no second one', async () => {
    store = await createTestDatabase({ isEmpty: true });
    await useKey('ab'.repeat(32));
    const home = await mkdtemp(join(tmpdir(), 'gigastore-secret-'));
    onTestFinished(() => rm(home, { recursive: true }));
    await expect(serve({ GIGASTORE_HOME: home })).rejects.toThrow('secret-key is missing');
    expect(await readdir(home)).toEqual([]);
  });

  it('is not ready when the signing key was rotated under a secret key that it lacks', async () => {
    store = await createTestDatabase();
    const serving = await serve(LIVE);
    const encryption = createEncryption([Buffer.alloc(32, 9)]);
    await store.db.transaction((tx) => rotateSigningKey(tx, { encryption, now: new Date() }));
    const { status, detail } = await readinessOf(serving);
    expect(status).toBe(503);
    expect(detail).toContain('does not decrypt the signing key');
  });
});

describe('a store in sandbox mode', () => {
  it('fills an empty database before it serves', async () => {
    store = await createTestDatabase({ isEmpty: true });
    const { url } = await serve({});
    const basic = Buffer.from('demo-client:demo-secret').toString('base64');
    const headers = { authorization: `Basic ${basic}` };
    const answer = await fetch(`${url}/reseller/authenticate`, { method: 'POST', headers });
    expect(answer.status).toBe(200);
  });

  it('names the port that is in use', async () => {
    store = await createTestDatabase();
    const other = createServer().listen(0, '127.0.0.1');
    onTestFinished(() => void other.close());
    await new Promise((resolve) => other.once('listening', resolve));
    const { port } = other.address() as AddressInfo;
    const sentence = `Port ${port} of 127.0.0.1 is in use; set PORT to another one.`;
    await expect(serve({ PORT: String(port) })).rejects.toThrow(sentence);
  });
});

describe('a database that goes away', () => {
  let proxy: Awaited<ReturnType<typeof startDatabaseProxy>>;
  afterEach(() => proxy.close());

  it('makes the store unready, and ready again without a restart when it returns', async () => {
    store = await createTestDatabase();
    proxy = await startDatabaseProxy(store.url);
    const serving = await serve({ DATABASE_URL: proxy.url });
    await proxy.close();
    const away = await readinessOf(serving);
    expect(away.status).toBe(503);
    expect(away.retryAfter).toBeTruthy();
    await proxy.open();
    expect(await readinessOf(serving)).toMatchObject({ status: 200 });
  });

  it('is waited for when the store starts', async () => {
    store = await createTestDatabase();
    proxy = await startDatabaseProxy(store.url);
    await proxy.close();
    const waiting = waitForLog('waiting for the database');
    const starting = serve({ DATABASE_URL: proxy.url }, waiting.log);
    await waiting.logged;
    await proxy.open();
    expect(await readinessOf(await starting)).toMatchObject({ status: 200 });
  });
});
