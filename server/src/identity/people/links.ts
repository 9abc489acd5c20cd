import { createHash, randomBytes } from 'node:crypto';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable, Tx } from '../../platform/db/database.ts';
import {
  consumeLink,
  insertLink,
  type Link,
  type LinkKind,
  replaceLink,
  type SignUpAttempt,
  selectLink,
} from './link-store.ts';

const TOKEN_BYTES = 32;
const HOUR_MS = 3_600_000;

/** How long each link can be used. */
const LINK_LIFETIME_MS: Record<LinkKind, number> = {
  verify_email: 48 * HOUR_MS,
  set_password: HOUR_MS,
};

/** Returns a link's secret: the mail carries `token`, the database keeps its hash only. */
export function newLinkToken(): { token: string; tokenHash: Buffer } {
  const token = randomBytes(TOKEN_BYTES).toString('base64url');
  return { token, tokenHash: hashOfLink(token) };
}

export function hashOfLink(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

/** Makes a link and returns its token; older links of the kind end, those of attempts do not. */
export async function makeLink(
  tx: Tx,
  link: {
    kind: LinkKind;
    personId: string;
    now: Date;
    lifetimeMs?: number;
    attempt?: SignUpAttempt;
  },
): Promise<string> {
  const { kind, personId, now, lifetimeMs = LINK_LIFETIME_MS[kind], attempt } = link;
  const { token, tokenHash } = newLinkToken();
  const expiresAt = new Date(now.getTime() + lifetimeMs);
  const row = { tokenHash, kind, personId, now, expiresAt };
  await (attempt ? insertLink(tx, { ...row, attempt }) : replaceLink(tx, row));
  return token;
}

type AskedLink = { kind: LinkKind; token: string; now: Date };

/** Returns a link and leaves it as it is. Throws `link_not_found`. */
export async function readLink(db: Queryable, { kind, token, now }: AskedLink): Promise<Link> {
  const link = await selectLink(db, { tokenHash: hashOfLink(token), kind, now });
  return link ?? Promise.reject(linkNotFound());
}

/** Returns a link and uses it up. Throws `link_not_found`. */
export async function useLink(tx: Tx, { kind, token, now }: AskedLink): Promise<Link> {
  const link = await consumeLink(tx, { tokenHash: hashOfLink(token), kind, now });
  return link ?? Promise.reject(linkNotFound());
}

export function linkNotFound(): Refusal {
  const detail = 'This link was already used, has expired or is not valid. Request a new one.';
  return new Refusal('link_not_found', detail);
}

type LinkPage = 'verify' | 'set-password' | 'invitation';

/** Returns the address of the page that opens behind a link. */
export function linkUrl(publicUrl: string, page: LinkPage, token: string): string {
  return `${publicUrl}/auth/${page}?token=${token}`;
}
