import type { Reply } from './typed-app.ts';

/** Headers of every answer. Pages replace the policy with their own. */
export const API_HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Content-Security-Policy': "default-src 'none'; frame-ancestors 'none'",
};

/** Headers of every answer of a store that is reached by HTTPS only. */
export const HTTPS_HEADERS = { 'Strict-Transport-Security': 'max-age=31536000' };

/** Answers for one caller, which caches do not store by default. */
export const PRIVATE_HEADERS = {
  'Cache-Control': 'no-store',
  Vary: 'Cookie, Authorization, X-Account',
};

/** Adds a request header to `Vary`, because the answer depends on it. */
export function addVary(reply: Reply, header: string): void {
  const named = reply.getHeader('Vary');
  reply.header('Vary', named === undefined ? header : `${named}, ${header}`);
}
