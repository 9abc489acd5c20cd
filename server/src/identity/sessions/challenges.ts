import { createHash, randomBytes } from 'node:crypto';
import { newId } from '../../kernel/ids.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { deleteChallenge, insertChallenge, selectChallenge } from './challenge-store.ts';

const TOKEN_BYTES = 32;

/** `second_factor` waits for a code of a person, `passkey` for what the authenticator signs. */
export type ChallengeKind = 'second_factor' | 'passkey';

/** Keeps what a sign-in under way must come back to. Returns the secret for a cookie. */
export async function keepChallenge(
  db: Queryable,
  challenge: { kind: ChallengeKind; value: string; now: Date; lifetimeSeconds: number },
): Promise<string> {
  const { kind, value, now, lifetimeSeconds } = challenge;
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  const expiresAt = new Date(now.getTime() + lifetimeSeconds * 1000);
  const identifier = identifierOf(kind, token);
  await insertChallenge(db, { id: newId(), identifier, value, now, expiresAt });
  return token;
}

type Asked = { kind: ChallengeKind; token: string | undefined; now: Date };

/** Returns what was kept; undefined when it is used, too old, or was never there. */
export async function readChallenge(
  db: Queryable,
  { kind, token, now }: Asked,
): Promise<string | undefined> {
  if (token === undefined) return undefined;
  return selectChallenge(db, { identifier: identifierOf(kind, token), now });
}

/** Returns what was kept and uses it up. */
export async function useChallenge(
  db: Queryable,
  { kind, token, now }: Asked,
): Promise<string | undefined> {
  if (token === undefined) return undefined;
  return deleteChallenge(db, { identifier: identifierOf(kind, token), now });
}

function identifierOf(kind: ChallengeKind, token: string): string {
  return `${kind}:${createHash('sha256').update(token).digest('base64url')}`;
}
