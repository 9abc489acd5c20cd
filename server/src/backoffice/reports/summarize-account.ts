import { countUsablePackages } from '../../commerce/activations/index.ts';
import { toPrice } from '../../kernel/money.ts';
import { addDays, dateIn } from '../../kernel/time-zone.ts';
import { readCredits } from '../../money/credits/index.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { type AccountLine, type AccountSums, showAccountSums, totalOf } from './account-report.ts';
import { reportAccountSales } from './report-account-sales.ts';

const DAYS = 60;
const PACE_DAYS = 7;
const NO_FILTER = {
  inventoryItemId: null,
  countrySet: null,
  salesChannel: null,
  clientId: null,
  metatagPrefix: null,
};

/**
 * Returns the sales of today, yesterday and the last 7 and 30 days, the credits, and how many days
 * they last at the pace of the last 7 days: null if nothing was spent. Today is a day of
 * `timeZone`.
 */
export async function summarizeAccount(scope: ReadScope, { timeZone }: { timeZone: string }) {
  const today = dateIn(timeZone, scope.now);
  const from = addDays(today, 1 - DAYS);
  const [report, credits, usable] = await Promise.all([
    reportAccountSales(scope, { from, to: today, interval: 'day', timeZone, filter: NO_FILTER }),
    readCredits(scope),
    countUsablePackages(scope.db, scope.accountId),
  ]);
  const within = (first: number, last: number) => totalOf(daysOf(report.lines, first, last));
  const spentMinor = spendingOf(within(PACE_DAYS - 1, 0));
  return {
    timeZone,
    date: today,
    usablePackages: Number(usable),
    today: showAccountSums(within(0, 0)),
    yesterday: showAccountSums(within(1, 1)),
    last7Days: showAccountSums(within(6, 0)),
    last30Days: showAccountSums(within(29, 0)),
    previous30Days: showAccountSums(within(59, 30)),
    credits: {
      available: toPrice(credits.availableMinor),
      held: toPrice(credits.heldMinor),
      spentPerDay: toPrice(spentMinor / BigInt(PACE_DAYS)),
      daysLeft: daysLeft(credits.availableMinor, spentMinor),
    },
  };
}

/** Returns the lines of the days from `first` to `last`, counted back from today. */
function daysOf(lines: readonly AccountLine[], first: number, last: number): AccountLine[] {
  return lines.filter(({ period }) => period >= DAYS - first && period <= DAYS - last);
}

/** Returns what the packages cost. Those of prepaid stock count too: stock must be bought again. */
function spendingOf({ wholesaleMinor }: AccountSums): bigint {
  return wholesaleMinor > 0n ? wholesaleMinor : 0n;
}

function daysLeft(availableMinor: bigint, spentMinor: bigint): number | null {
  if (spentMinor === 0n) return null;
  const available = availableMinor > 0n ? availableMinor : 0n;
  return Number((available * BigInt(PACE_DAYS)) / spentMinor);
}
