import { LRUCache } from 'lru-cache';
import { type Mandate, readStoredMandate } from '../../kernel/mandate.ts';
import { type ApiScope, scopesOfKey } from '../../kernel/scopes.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { type GrantRow, selectGrant } from './grant-store.ts';
import { type IpRange, readStoredRanges } from './ip-allow-list.ts';
import type { TokenSubject } from './tokens.ts';

/** What a key may do, and the rules and the clock of its account. */
export type Grant = Omit<GrantRow, 'clockOffsetMs' | 'scopes' | 'mandate'> & {
  scopes: readonly ApiScope[];
  mandate: Mandate | null;
  ipRanges: IpRange[];
  clockOffsetMs: number;
};

type KeyOfAccount = Pick<TokenSubject, 'clientId' | 'accountId'>;

/** What keys may do, read at most once in `GRANT_LIFETIME_MS` for each. */
export type Grants = {
  /** Returns undefined for a key that is unknown or revoked. */
  get(key: KeyOfAccount): Promise<Grant | undefined>;
  /** Reads again on the next call; for after a commit that changed a key. */
  invalidateKey(clientId: string): void;
  /** Invalidates all keys of an account whose rules or clock changed. */
  invalidateAccount(accountId: string): void;
  /** Invalidates all keys of an organization that was closed. */
  invalidateOrganization(organizationId: string): void;
};

/** A revocation takes effect everywhere in this time, also where no notice of it arrives. */
export const GRANT_LIFETIME_MS = 30_000;
const MAX_GRANTS = 10_000;

type Entry = {
  accountId: string;
  /** Known once the grant was read. */
  organizationId?: string;
  until: number;
  grant: Promise<Grant | undefined>;
};

export function createGrants(parts: {
  db: Queryable;
  clock: () => number;
  /** Fewer in tests only. */
  maxGrants?: number;
}): Grants {
  const { db, clock, maxGrants = MAX_GRANTS } = parts;
  const entries = new LRUCache<string, Entry>({ max: maxGrants });

  // The age counts from before the read. An invalidated read in progress serves only the callers
  // that already wait for it.
  function load(key: KeyOfAccount): Promise<Grant | undefined> {
    const grant = readGrant(db, key);
    const { accountId } = key;
    const entry: Entry = { accountId, until: clock() + GRANT_LIFETIME_MS, grant };
    entries.set(key.clientId, entry);
    grant.then(
      (read) => {
        if (read) entry.organizationId = read.organizationId;
      },
      () => {
        if (entries.get(key.clientId) === entry) entries.delete(key.clientId);
      },
    );
    return grant;
  }

  return {
    async get(key) {
      const entry = entries.get(key.clientId);
      const isFresh = entry && entry.accountId === key.accountId && clock() < entry.until;
      return isFresh ? entry.grant : load(key);
    },
    invalidateKey: (clientId) => entries.delete(clientId),
    invalidateAccount(accountId) {
      for (const [clientId, entry] of [...entries.entries()]) {
        if (entry.accountId === accountId) entries.delete(clientId);
      }
    },
    invalidateOrganization(organizationId) {
      for (const [clientId, entry] of [...entries.entries()]) {
        const isOthers = entry.organizationId && entry.organizationId !== organizationId;
        if (!isOthers) entries.delete(clientId);
      }
    },
  };
}

async function readGrant(db: Queryable, key: KeyOfAccount): Promise<Grant | undefined> {
  const row = await selectGrant(db, key);
  if (!row) return undefined;
  const clockOffsetMs = Number(row.clockOffsetMs);
  const ipRanges = readStoredRanges(row.ipAllowList);
  const mandate = readStoredMandate(row.mandate);
  return { ...row, scopes: scopesOfKey(row.scopes), mandate, clockOffsetMs, ipRanges };
}
