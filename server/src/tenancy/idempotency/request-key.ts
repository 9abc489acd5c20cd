import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { AskedRequest } from '../../platform/http/write.ts';

const KEY = /^[\x21-\x7e]{1,255}$/;

/** The request's `Idempotency-Key`, undefined without one; refuses a wrong form with 400. */
export function readIdempotencyKey(headers: IncomingHttpHeaders): string | undefined {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw invalid('/Idempotency-Key', 'must be 1 to 255 visible ASCII characters');
  }
  return key;
}

/**
 * SHA-256 of what is asked. The order of a JSON object's keys does not count, nor does the query
 * string; a body that is missing is one that is `null`.
 */
export function requestHash({ method, route, params, body }: AskedRequest): Buffer {
  const asked = canonicalJson([method, route, { ...(params ?? {}) }, body]);
  return createHash('sha256').update(asked).digest();
}
