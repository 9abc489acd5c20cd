import type { Reply } from './typed-app.ts';

/** Headers of every answer. Pages replace the policy with their own. */
export const API_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
};

/** Headers of every answer of a store that is reached by HTTPS only. */
export const HTTPS_HEADERS = { 'Strict-Transport-Security': 'max-age=31536000' };

/** Answers to one caller, which no cache keeps unless the route says otherwise. */
export const PRIVATE_HEADERS = {
  'Cache-Control': 'no-store',
  Vary: 'Cookie, Authorization, X-Account',
};

/** Says that the answer depends on a header of the request, beside what was said before. */
export function addVary(reply: Reply, header: string): void {
  const named = reply.getHeader('Vary');
  reply.header('Vary', named === undefined ? header : `${named}, ${header}`);
}
