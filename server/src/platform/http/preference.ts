import type { Request } from './typed-app.ts';

/** Returns whether the caller prefers not to wait for the result (RFC 7240). */
export function prefersAsync({ headers: { prefer } }: Pick<Request, 'headers'>): boolean {
  return /(^|,)\s*respond-async\s*(,|;|$)/i.test([prefer].flat().join(','));
}
