import type { Queryable } from '../../platform/db/database.ts';
import { selectPageHosts } from './branding-store.ts';

/** How long a process goes by the hosts that it has read. */
const FRESH_MS = 5_000;

/** The resellers' own hosts for the pages of travellers, as a process knows them. */
export type PageHosts = {
  /** Returns `https://<host>` of an account's pages; undefined without a host of its own. */
  originOf(accountId: string): string | undefined;
  /** Returns the accounts whose pages a host shows; undefined if it is no reseller's. */
  accountsAt(host: string): Promise<ReadonlySet<string> | undefined>;
  /** Reads the hosts again, after a change in this process. */
  reload(): Promise<void>;
};

/**
 * Returns the hosts, read again when they are asked for and older than seconds. A link that is made
 * meanwhile has the platform's host, which works as well.
 */
export function createPageHosts(db: Queryable, clock: () => number = Date.now): PageHosts {
  let hosts = new Map<string, Set<string>>();
  let origins = new Map<string, string>();
  let readAtMs = Number.NEGATIVE_INFINITY;
  let reading: Promise<void> | undefined;

  async function read(): Promise<void> {
    const startedAtMs = clock();
    const rows = await selectPageHosts(db);
    hosts = new Map();
    for (const { host, accountId } of rows) {
      hosts.set(host, (hosts.get(host) ?? new Set<string>()).add(accountId));
    }
    origins = new Map(rows.map(({ host, accountId }) => [accountId, `https://${host}`]));
    readAtMs = startedAtMs;
  }

  function refresh(): Promise<void> {
    reading ??= read().finally(() => {
      reading = undefined;
    });
    return reading;
  }

  const isFresh = () => clock() - readAtMs < FRESH_MS;
  return {
    originOf(accountId) {
      // The database may be away; the next link asks again.
      if (!isFresh()) refresh().catch(() => undefined);
      return origins.get(accountId);
    },
    async accountsAt(host) {
      if (!isFresh()) await refresh();
      return hosts.get(host);
    },
    async reload() {
      await reading?.catch(() => undefined);
      await refresh();
    },
  };
}
