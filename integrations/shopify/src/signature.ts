import { createHmac, timingSafeEqual } from 'node:crypto';

/** Returns whether Shopify has signed the bytes of a body with one of the secrets of the app. */
export function isSigned(body: Uint8Array, signature: unknown, secrets: string[]): boolean {
  if (typeof signature !== 'string') return false;
  const given = Buffer.from(signature, 'base64');
  return secrets
    .map((secret) => createHmac('sha256', secret).update(body).digest())
    .some((ours) => ours.length === given.length && timingSafeEqual(ours, given));
}
