import { createHash } from 'node:crypto';

/** Returns a strong entity tag of a body: the same bytes have the same tag in every process. */
export function toEtag(body: Buffer): string {
  return `"${createHash('sha256').update(body).digest('base64url').slice(0, 27)}"`;
}

/** Returns whether an `If-None-Match` header names this tag: the client holds the body already. */
export function matchesEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some((text) => {
    const tag = text.trim();
    return tag === '*' || tag.replace(/^W\//, '') === etag;
  });
}
