import type { CryptoKey, JSONWebKeySet } from 'jose';
import type { Encryption } from '../../kernel/encryption.ts';
import type { Database } from '../../platform/db/database.ts';
import { makeFirstSigningKey } from './rotate-signing-key.ts';
import { findSigner, readPrivateKey, readPublicKey, type SigningKey } from './signing-key.ts';
import { selectSigningKeys } from './signing-key-store.ts';

export type KeyRingParts = { db: Database; encryption: Encryption; clock: () => number };

/** The signing keys of the installation, cached in this process. */
export type KeyRing = {
  /** Returns the key to sign with now; the first one is made when there is none. */
  signer(): Promise<{ kid: string; privateKey: CryptoKey }>;
  /** Returns the public half of a key that may still verify; undefined for an unknown one. */
  verifier(kid: string): Promise<CryptoKey | undefined>;
  /** Returns whether a key that verified before is still accepted, without waiting. */
  isAccepted(kid: string): boolean;
  /** Returns the published key set (RFC 7517). */
  jwks(): Promise<JSONWebKeySet>;
};

export const RELOAD_AFTER_MS = 60_000;
/** Anybody can send unknown key ids, so they cause a read only this often. */
export const RELOAD_FOR_UNKNOWN_AFTER_MS = 5_000;
/** A retired key verifies for the life of its last token, and a while for clocks that differ. */
export const RETIRED_VERIFIES_MS = 86_400_000 + 600_000;

type Loaded = { keys: SigningKey[]; verifiers: Map<string, CryptoKey>; loadedAt: number };

export function createKeyRing(parts: KeyRingParts): KeyRing {
  const privateKeys = new Map<string, Promise<CryptoKey>>();
  let loaded: Loaded | undefined;
  let loading: Promise<Loaded> | undefined;

  function load(): Promise<Loaded> {
    loading ??= loadKeys(parts)
      .then((keys) => {
        loaded = keys;
        return keys;
      })
      .finally(() => {
        loading = undefined;
      });
    return loading;
  }

  const isOlder = (ageMs: number) => !loaded || parts.clock() - loaded.loadedAt >= ageMs;
  const atMostOld = async (ageMs: number) => (loaded && !isOlder(ageMs) ? loaded : load());

  function privateKeyOf(key: SigningKey): Promise<CryptoKey> {
    const known = privateKeys.get(key.kid) ?? readPrivateKey(key, parts.encryption);
    privateKeys.set(key.kid, known);
    return known;
  }

  return {
    async signer() {
      const { keys } = await atMostOld(RELOAD_AFTER_MS);
      const key = findSigner(keys, new Date(parts.clock()));
      if (!key) throw new Error('There is no signing key that is not retired.');
      return { kid: key.kid, privateKey: await privateKeyOf(key) };
    },
    async verifier(kid) {
      const { verifiers } = await atMostOld(RELOAD_AFTER_MS);
      if (verifiers.has(kid)) return verifiers.get(kid);
      return (await atMostOld(RELOAD_FOR_UNKNOWN_AFTER_MS)).verifiers.get(kid);
    },
    isAccepted(kid) {
      // Refreshed in the background; after an outage the next statement refreshes it too.
      if (isOlder(RELOAD_AFTER_MS)) load().catch(() => {});
      return loaded?.verifiers.has(kid) ?? false;
    },
    async jwks() {
      const { keys } = await atMostOld(RELOAD_AFTER_MS);
      return { keys: keys.map(({ publicJwk }) => publicJwk) } as JSONWebKeySet;
    },
  };
}

async function loadKeys({ db, encryption, clock }: KeyRingParts): Promise<Loaded> {
  const loadedAt = clock();
  const now = new Date(loadedAt);
  const since = new Date(loadedAt - RETIRED_VERIFIES_MS);
  let keys = await selectSigningKeys(db, since);
  if (!findSigner(keys, now)) {
    await makeFirstSigningKey(db, { encryption, now });
    keys = await selectSigningKeys(db, since);
  }
  const verifiers = new Map<string, CryptoKey>();
  for (const key of keys) verifiers.set(key.kid, await readPublicKey(key));
  return { keys, verifiers, loadedAt };
}
