import { invalid } from '../../kernel/refusal.ts';
import { addDays, dateIn, startOfDate } from '../../kernel/time-zone.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { readTimeZone } from '../../tenancy/organizations/index.ts';
import { type DaySum, selectDaySums, selectStatementFrame } from './entries-store.ts';

/** The most days of one answer. */
export const MAX_DAYS = 366;
const DEFAULT_DAYS = 30;

/** What one day did to the credits, in cents. `sums` are by type of entry. */
export type CreditDay = {
  date: string;
  openingMinor: bigint;
  /** The sum of the positive entries. */
  addedMinor: bigint;
  /** The sum of the negative entries, as a positive amount. */
  spentMinor: bigint;
  closingMinor: bigint;
  sums: readonly Omit<DaySum, 'date'>[];
};

export type CreditDays = { from: string; to: string; timeZone: string; days: CreditDay[] };

/**
 * Returns every day from `from` to `to` in a time zone, by default the organization's, also days
 * without entries; by default the last 30 days. Throws `invalid_request` at `/time_zone`, and at
 * `/to` for more than `MAX_DAYS`.
 */
export async function readCreditDays(
  scope: Pick<ReadScope, 'db' | 'accountId' | 'organizationId' | 'now'>,
  asked: { from?: string; to?: string; timeZone?: string },
): Promise<CreditDays> {
  const timeZone = await readTimeZone(scope, asked.timeZone);
  const to = asked.to ?? dateIn(timeZone, scope.now);
  const from = asked.from ?? addDays(to, 1 - DEFAULT_DAYS);
  if (to < from) throw invalid('/to', 'must not be earlier than from');
  if (addDays(from, MAX_DAYS - 1) < to) {
    throw invalid('/to', `must be at most ${MAX_DAYS} days after from`);
  }
  const range = {
    from: startOfDate(timeZone, from),
    before: startOfDate(timeZone, addDays(to, 1)),
  };
  const [frame, sums] = await Promise.all([
    selectStatementFrame(scope.db, scope.accountId, range),
    selectDaySums(scope.db, scope.accountId, { range, timeZone }),
  ]);
  if (!frame) throw new Error(`account ${scope.accountId} has no ledger`);
  return { from, to, timeZone, days: chainDays(datesOf(from, to), frame.openingMinor, sums) };
}

function datesOf(from: string, to: string): string[] {
  const dates: string[] = [];
  for (let date = from; date <= to; date = addDays(date, 1)) dates.push(date);
  return dates;
}

/** Returns the days in order; each opens with the closing balance of the day before. */
export function chainDays(
  dates: readonly string[],
  openingMinor: bigint,
  sums: readonly DaySum[],
): CreditDay[] {
  let balanceMinor = openingMinor;
  return dates.map((date) => {
    const own = sums.filter((sum) => sum.date === date);
    const addedMinor = own.reduce((total, sum) => total + sum.addedMinor, 0n);
    const spentMinor = own.reduce((total, sum) => total + sum.spentMinor, 0n);
    const before = balanceMinor;
    balanceMinor += addedMinor - spentMinor;
    return {
      date,
      openingMinor: before,
      addedMinor,
      spentMinor,
      closingMinor: balanceMinor,
      sums: own,
    };
  });
}
