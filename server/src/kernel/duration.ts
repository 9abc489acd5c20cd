const DURATION = /^P(?=\d|T\d)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=\d)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$/;
const UNIT_MS = [7 * 86_400_000, 86_400_000, 3_600_000, 60_000, 1_000];

/**
 * Returns the milliseconds of an ISO 8601 duration in weeks, days, hours, minutes and seconds
 * (`P31D`, `PT10M`, `P1DT12H`). Undefined for anything else: months and years have no fixed length.
 */
export function parseDuration(text: string): number | undefined {
  const match = DURATION.exec(text);
  if (!match) return undefined;
  const parts = match.slice(1).map((digits) => Number(digits ?? 0));
  const total = parts.reduce((sum, count, index) => sum + count * (UNIT_MS[index] as number), 0);
  return Number.isSafeInteger(total) ? total : undefined;
}
