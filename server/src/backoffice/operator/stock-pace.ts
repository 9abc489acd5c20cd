/** What was free in the evening of a day (UTC). */
export type StockDay = { day: string; free: number };
type Imported = { day: string; profiles: number };

/** How fast profiles are used, and how long the free ones last; null while that is unknown. */
export type StockPace = { usedPerDay: number | null; daysLeft: number | null };

const DAY_MS = 86_400_000;
/** The pace is that of the last days. */
export const PACE_DAYS = 14;

/**
 * Returns the pace since the evening of the first known day: what was free then and was imported
 * since, less what is free now. A pace is known after a whole day.
 */
export function paceOf(
  free: number,
  known: { days: readonly StockDay[]; imported: readonly Imported[]; now: Date },
): StockPace {
  const { days, imported, now } = known;
  const [first] = days.toSorted((a, b) => (a.day < b.day ? -1 : 1));
  const elapsedDays = first ? (now.getTime() - Date.parse(first.day)) / DAY_MS - 1 : 0;
  if (!first || elapsedDays < 1) return { usedPerDay: null, daysLeft: null };
  const since = imported.filter(({ day }) => day > first.day);
  const added = since.reduce((sum, { profiles }) => sum + profiles, 0);
  const used = Math.max(0, first.free + added - free);
  return {
    usedPerDay: Math.round((used / elapsedDays) * 10) / 10,
    daysLeft: used === 0 ? null : Math.floor((free * elapsedDays) / used),
  };
}
