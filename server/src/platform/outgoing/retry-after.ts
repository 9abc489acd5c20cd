/**
 * Returns how long a 429 or 503 asks to wait (RFC 9110, 10.2.3): seconds or a date. Null for other
 * statuses, and for a value that is neither.
 */
export function readRetryAfter(
  status: number,
  value: string | undefined,
  nowMs = Date.now(),
): number | null {
  if ((status !== 429 && status !== 503) || value === undefined) return null;
  const text = value.trim();
  if (/^\d{1,9}$/.test(text)) return Number(text) * 1_000;
  const at = /^[A-Za-z]{3},? /.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? null : Math.max(0, at - nowMs);
}
