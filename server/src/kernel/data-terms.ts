import { addDays, dateIn, startOfDate } from './time-zone.ts';

export const DATA_TYPES = ['total', 'daily', 'unlimited'] as const;
export type DataType = (typeof DATA_TYPES)[number];
export const FAIR_USE_PERIODS = ['day', 'total'] as const;

/** After `bytes` in a day, or in all, the speed is `speedKbps`. */
export type FairUse = {
  bytes: number;
  period: (typeof FAIR_USE_PERIODS)[number];
  speedKbps: number;
};

/** How data may be used that is not simply one amount; as JSON in `data_terms`. */
export type DataTerms = {
  dataType: DataType;
  /** What a day gives at most; null unless the type is `daily`. */
  dailyBytes: number | null;
  /** The time zone at whose midnight a day starts; null: every 24 hours from the activation. */
  dayZone: string | null;
  fairUse: FairUse | null;
};

/** A span of time, without its end. */
export type Day = { startsAt: Date; endsAt: Date };

/** The bytes of unlimited data: more than anybody uses, and exact as a number of JSON. */
export const UNLIMITED_BYTES = 2n ** 52n;
const DAY_MS = 86_400_000;
/** The date last found in each time zone. */
const lastDates = new Map<string, Day>();

/** Returns the day of a package that began at `activatedAt`; a moment before counts as that. */
export function dayOf({ dayZone }: DataTerms, activatedAt: Date, at: Date): Day {
  const moment = at < activatedAt ? activatedAt : at;
  if (dayZone !== null) return dateOf(dayZone, moment);
  const beginMs = activatedAt.getTime();
  const startMs = beginMs + Math.floor((moment.getTime() - beginMs) / DAY_MS) * DAY_MS;
  return { startsAt: new Date(startMs), endsAt: new Date(startMs + DAY_MS) };
}

/** Finding a day in a zone takes 60 µs, and most uses fall on the day of the one before. */
function dateOf(zone: string, at: Date): Day {
  const known = lastDates.get(zone);
  if (known && known.startsAt <= at && at < known.endsAt) return known;
  const date = dateIn(zone, at);
  const endsAt = startOfDate(zone, addDays(date, 1));
  const day = { startsAt: startOfDate(zone, date), endsAt };
  lastDates.set(zone, day);
  return day;
}

/** Returns how many days begin at `from`, the end of a day, or later, and before `until`. */
export function countDays({ dayZone }: DataTerms, from: Date, until: Date): number {
  if (until <= from) return 0;
  if (dayZone === null) return Math.ceil((until.getTime() - from.getTime()) / DAY_MS);
  const last = dateIn(dayZone, new Date(until.getTime() - 1));
  return 1 + Math.round((Date.parse(last) - Date.parse(dateIn(dayZone, from))) / DAY_MS);
}
