import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const VALID = /^[A-Za-z0-9._:-]{1,128}$/;

/** Returns the caller's `X-Request-Id` when it is of the right form, else a new one. */
export function requestIdOf(raw: { headers: IncomingHttpHeaders }): string {
  const given = raw.headers['x-request-id'];
  return typeof given === 'string' && VALID.test(given) ? given : randomUUID();
}
