import { isUuid } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import {
  type AccountReport,
  GROUPINGS,
  type Grouping,
  type Interval,
  MAX_LINES,
  type PackageFilter,
  totalOf,
} from './account-report.ts';
import { selectAccountSales } from './account-report-store.ts';
import { periodsOf } from './periods.ts';

export type AccountReportInput = {
  from?: string | undefined;
  to?: string | undefined;
  interval: Interval;
  timeZone: string;
  groupBy?: string | undefined;
  filter: PackageFilter;
};

/**
 * Returns an account's sales by period and grouping, with totals. Throws `invalid_request` for a
 * range or grouping that is wrong, and for more than `MAX_LINES` lines.
 */
export async function reportAccountSales(
  scope: ReadScope,
  { groupBy, filter, ...query }: AccountReportInput,
): Promise<AccountReport> {
  const groupings = new Set((groupBy ?? '').split(',').filter(Boolean).map(requireGrouping));
  const { periods, before } = periodsOf({
    from: query.from,
    to: query.to,
    interval: query.interval,
    timeZone: query.timeZone,
    now: scope.now,
  });
  const namesNoItem = filter.inventoryItemId !== null && !isUuid(filter.inventoryItemId);
  const place = { accountId: scope.accountId, limit: MAX_LINES + 1 };
  const lines = namesNoItem
    ? []
    : await selectAccountSales(scope.db, place, { periods, before, groupings, filter });
  if (lines.length > MAX_LINES)
    throw invalid(
      '/group_by',
      `makes more than ${MAX_LINES} lines; choose a shorter range or fewer groups`,
    );
  return { periods, lines, totals: totalOf(lines) };
}

function requireGrouping(text: string): Grouping {
  const grouping = GROUPINGS.find((known) => known === text.trim());
  if (!grouping) throw invalid('/group_by', `must be one or more of ${GROUPINGS.join(', ')}`);
  return grouping;
}
