import { createHash, randomBytes } from 'node:crypto';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { consumeLink, type LinkKind, replaceLink } from './link-store.ts';

const TOKEN_BYTES = 32;
const HOUR_MS = 3_600_000;

/** How long each link can be used. */
export const LINK_LIFETIME_MS: Record<LinkKind, number> = {
  verify_email: 48 * HOUR_MS,
  set_password: HOUR_MS,
};

/** The secret of a link: in the mail as it is, in the database as a hash. */
export function newLinkToken(): { token: string; tokenHash: Buffer } {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  return { token, tokenHash: hashOfLink(token) };
}

export function hashOfLink(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Makes the one link of its kind that a person has; gives its token. */
export async function makeLink(
  tx: Tx,
  link: { kind: LinkKind; personId: string; now: Date; lifetimeMs?: number },
): Promise<string> {
  const { kind, personId, now, lifetimeMs = LINK_LIFETIME_MS[kind] } = link;
  const { token, tokenHash } = newLinkToken();
  const expiresAt = new Date(now.getTime() + lifetimeMs);
  await replaceLink(tx, { tokenHash, kind, personId, now, expiresAt });
  return token;
}

/** Uses a link up; gives whose it was. Refuses `link_not_found`. */
export async function useLink(
  tx: Tx,
  link: { kind: LinkKind; token: string; now: Date },
): Promise<string> {
  const { kind, token, now } = link;
  const personId = await consumeLink(tx, { tokenHash: hashOfLink(token), kind, now });
  if (personId === undefined) throw linkNotFound();
  return personId;
}

export function linkNotFound(): Refusal {
  const detail = 'This link was used before, is too old, or was never sent. Ask for a new one.';
  return new Refusal('link_not_found', detail);
}
