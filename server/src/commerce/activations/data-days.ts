import {
  countDays,
  type DataTerms,
  type Day,
  dayOf,
  UNLIMITED_BYTES,
} from '../../kernel/data-terms.ts';

/** What a package gave on one of its days, as JSON in `data_days`; `startsAt` is RFC 3339. */
export type DayUse = { startsAt: string; bytes: number; throttledBytes: number };

/** The fields of a package on which its days depend. */
export type WithDays = {
  dataBytes: bigint;
  usedBytes: bigint;
  dataTerms: DataTerms | null;
  dataDays: DayUse[] | null;
  activatedAt: Date | null;
  expiresAt: Date | null;
};

/** What a package can give at a moment: at full speed, or throttled when that is used up. */
export type Allowance = { bytes: bigint; isThrottled: boolean };

const UNUSED = { bytes: 0, throttledBytes: 0 };

/** Returns the package's day at a moment; a package that has not begun begins then. */
export function dayAt({ dataTerms, activatedAt }: WithDays, at: Date): Day | undefined {
  return dataTerms ? dayOf(dataTerms, activatedAt ?? at, at) : undefined;
}

/** Returns what the package gave on the day of a moment. */
function usedOnDayOf(item: WithDays, at: Date): Omit<DayUse, 'startsAt'> {
  const startsAt = dayAt(item, at)?.startsAt.toISOString();
  return item.dataDays?.find((day) => day.startsAt === startsAt) ?? UNUSED;
}

/** Returns what the package can give at a moment, if it runs then. */
export function allowanceAt(item: WithDays, at: Date): Allowance {
  const { dataTerms: terms, dataBytes, usedBytes } = item;
  const rest = dataBytes - usedBytes;
  if (!terms) return { bytes: rest, isThrottled: false };
  const day = usedOnDayOf(item, at);
  const most = terms.dailyBytes === null ? rest : least(rest, terms.dailyBytes - day.bytes);
  const { fairUse } = terms;
  if (!fairUse) return { bytes: most, isThrottled: false };
  const atFullSpeed = fairUse.period === 'day' ? fullSpeed([day]) : fullSpeed(item.dataDays ?? []);
  const fast = least(most, fairUse.bytes - atFullSpeed);
  return fast > 0n ? { bytes: fast, isThrottled: false } : { bytes: most, isThrottled: most > 0n };
}

/** Counts bytes that the package gave at a moment, on that moment's day. */
export function addToDay(item: WithDays, at: Date, { bytes, isThrottled }: Allowance): void {
  const startsAt = dayAt(item, at)?.startsAt.toISOString();
  if (startsAt === undefined) return;
  const before = usedOnDayOf(item, at);
  const day = {
    startsAt,
    bytes: before.bytes + Number(bytes),
    throttledBytes: before.throttledBytes + (isThrottled ? Number(bytes) : 0),
  };
  const others = (item.dataDays ?? []).filter((one) => one.startsAt !== startsAt);
  item.dataDays = [...others, day].sort(byStart);
}

/**
 * Returns the bytes that a package which has not ended can give from a moment on: of a daily one,
 * the rest of the day and all of its later days; of an unlimited one, all that there are.
 */
export function bytesFrom(item: WithDays, at: Date): bigint {
  const { dataTerms: terms, dataBytes, usedBytes, activatedAt, expiresAt } = item;
  const rest = dataBytes - usedBytes;
  if (!terms?.dailyBytes || !activatedAt || !expiresAt) return rest;
  const moment = at < activatedAt ? activatedAt : at;
  const { endsAt } = dayOf(terms, activatedAt, moment);
  const later = countDays(terms, endsAt, expiresAt) * terms.dailyBytes;
  return least(rest, terms.dailyBytes - usedOnDayOf(item, moment).bytes + later);
}

/**
 * Returns the day of an active package as the API shows it: what it gave, what is left of it, and
 * its speed; null if its data is a single amount, or it is not active.
 */
export function showToday(item: WithDays & { state: string }, now: Date) {
  const { dataTerms: terms, activatedAt, expiresAt } = item;
  if (!terms || !activatedAt || item.state !== 'ACTIVE') return null;
  const { startsAt, endsAt } = dayOf(terms, activatedAt, now);
  const { bytes: usedBytes } = usedOnDayOf(item, now);
  const { isThrottled } = allowanceAt(item, now);
  const rest = item.dataBytes - item.usedBytes;
  const left = terms.dailyBytes === null ? rest : least(rest, terms.dailyBytes - usedBytes);
  return {
    startsAt: startsAt.toISOString(),
    resetsAt: (expiresAt && expiresAt < endsAt ? expiresAt : endsAt).toISOString(),
    usedBytes,
    availableBytes: isUnlimited(item) ? null : Number(left),
    throttled: isThrottled,
    speedKbps: isThrottled ? (terms.fairUse?.speedKbps ?? null) : null,
  };
}

/** Returns what a package gave on its days that began in a range of time, the newest first. */
export function showDays(
  { dataDays }: Pick<WithDays, 'dataDays'>,
  { from, before }: { from?: Date | undefined; before?: Date | undefined },
) {
  return (dataDays ?? [])
    .filter(({ startsAt }) => {
      const at = new Date(startsAt);
      return (!from || at >= from) && (!before || at < before);
    })
    .map(({ startsAt, bytes, throttledBytes }) => ({ startsAt, usedBytes: bytes, throttledBytes }))
    .reverse();
}

/** Returns whether the package's data has no limit. */
export function isUnlimited({ dataBytes }: Pick<WithDays, 'dataBytes'>): boolean {
  return dataBytes === UNLIMITED_BYTES;
}

function fullSpeed(days: readonly Omit<DayUse, 'startsAt'>[]): number {
  return days.reduce((sum, { bytes, throttledBytes }) => sum + bytes - throttledBytes, 0);
}

function least(one: bigint, other: number): bigint {
  const limit = BigInt(Math.max(other, 0));
  return one < limit ? one : limit;
}

function byStart(one: DayUse, other: DayUse): number {
  return one.startsAt < other.startsAt ? -1 : 1;
}
