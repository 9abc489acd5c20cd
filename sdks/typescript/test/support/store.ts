import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '../../../../server/test/support/database.ts';
import { type RunningStore, startStore } from '../../../../server/test/support/running-store.ts';
import { startFaultProxy } from '../../../cases/fault-proxy.mjs';
import { Gigastore, type GigastoreOptions } from '../../src/index.ts';

export const DEMO = { clientId: 'demo-client', clientSecret: 'demo-secret' };
const SHORT_DELAY_MS = 50;

type SeenRequest = { method: string; path: string; key: string | null; status: number };

/** A real store on a database of its own, behind a proxy that fails on demand. */
export type KitStore = {
  store: RunningStore;
  /** The address of the proxy. */
  url: string;
  /** A client of the demonstration's sandbox, through the proxy. */
  client: (options?: Partial<GigastoreOptions>) => Gigastore;
  fail: (faults: readonly object[]) => Promise<void>;
  /** What clients have sent since the last `fail`. */
  requests: () => Promise<SeenRequest[]>;
  /** Kills the store and starts it again at the same address. */
  restart: () => Promise<void>;
  close: () => Promise<void>;
};

export async function openKitStore(environment: Record<string, string> = {}): Promise<KitStore> {
  const home = await mkdtemp(join(tmpdir(), 'gigastore-kit-'));
  const database = await createTestDatabase();
  const start = (more = {}) =>
    startStore(home, { DATABASE_URL: database.url, ...environment, ...more });
  const kit = { store: await start() };
  const proxy = await startFaultProxy(kit.store.url);
  const client = (options: Partial<GigastoreOptions> = {}) =>
    new Gigastore({
      baseUrl: proxy.url,
      ...DEMO,
      ...options,
      retry: { firstDelayMs: SHORT_DELAY_MS, ...options.retry },
    });
  return Object.assign(kit, {
    url: proxy.url,
    client,
    fail: async (faults: readonly object[]) => {
      await fetch(`${proxy.url}/__faults`, { method: 'PUT', body: JSON.stringify(faults) });
    },
    requests: async () => (await (await fetch(`${proxy.url}/__requests`)).json()) as SeenRequest[],
    restart: async () => {
      await kit.store.kill();
      kit.store = await start({ PORT: new URL(kit.store.url).port });
    },
    close: async () => {
      await proxy.stop();
      await kit.store.stop();
      await database.close();
      await rm(home, { recursive: true, force: true });
    },
  });
}

/** Returns the ID of an item for sale that works worldwide. */
export async function anItem(client: Gigastore, country_set = 'WWW'): Promise<string> {
  const { items } = await client.inventory.list({ country_set, active: true });
  const [item] = items;
  if (!item) throw new Error('The demonstration sells nothing.');
  return item.id;
}
