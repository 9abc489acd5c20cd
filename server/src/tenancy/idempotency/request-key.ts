import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { canonicalJson } from '../../kernel/canonical-json.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { AskedRequest } from '../../platform/http/write.ts';

const QUOTED = /^"(.*)"$/;
const KEY = /^[\x21-\x7e]{1,255}$/;

/**
 * Returns the request's `Idempotency-Key`, without the quotation marks that the header's draft
 * standard has; undefined without one. Throws `invalid_request`.
 */
export function readIdempotencyKey(headers: IncomingHttpHeaders): string | undefined {
  const sent = headers['idempotency-key'];
  if (sent === undefined) return undefined;
  const key = typeof sent === 'string' ? sent.replace(QUOTED, '$1') : sent;
  if (typeof key !== 'string' || !KEY.test(key)) {
    throw invalid('/Idempotency-Key', 'must be 1 to 255 visible ASCII characters');
  }
  return key;
}

/**
 * Returns SHA-256 of what is asked. The order of a JSON object's keys does not count, nor does the
 * query string; a body that is missing is one that is `null`.
 */
export function requestHash({ method, route, params, body }: AskedRequest): Buffer {
  const asked = canonicalJson([method, route, { ...(params ?? {}) }, body]);
  return createHash('sha256').update(asked).digest();
}
