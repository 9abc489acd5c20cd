import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import { audit } from '../../kernel/context.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { selectNoticeHash, updateNoticeHash } from './smdp-store.ts';

const SECRET_BYTES = 32;

/**
 * Makes the URL to which an SM-DP+ sends its notices; the one before is taken no more. The secret
 * in it is not stored. Throws `invalid_request`.
 */
export async function makeNoticeUrl(
  scope: Pick<Scope, 'db' | 'changes'>,
  { name, publicUrl }: { name: string; publicUrl: string },
): Promise<string> {
  const secret = randomBytes(SECRET_BYTES).toString('base64url');
  const isKnown = await updateNoticeHash(scope.db, { name, hash: hashOf(secret) });
  if (!isKnown) throw noSuchSmdp(name);
  audit(scope, { action: 'smdp.notice_url_created', target: name, before: null, after: null });
  return `${publicUrl}/es2plus/${name}/${secret}`;
}

/** Returns whether the secret of a URL is that of the SM-DP+. */
export async function isNoticeSecret(
  db: Queryable,
  { name, secret }: { name: string; secret: string },
): Promise<boolean> {
  const expected = await selectNoticeHash(db, name);
  return timingSafeEqual(hashOf(secret), expected ?? hashOf('')) && expected !== undefined;
}

/** One round of SHA-256 is enough for 256 random bits. */
function hashOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

export function noSuchSmdp(name: string) {
  return invalid('/name', `must be that of an SM-DP+, and "${name}" is none`);
}
