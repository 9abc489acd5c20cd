import {
  type OutcomeCounts,
  type OutcomeLine,
  type OutcomesQuery,
  selectOutcomes,
} from '../../connectivity/installations/index.ts';
import type { CsvColumns } from '../../kernel/csv.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { MAX_LINES } from './account-report.ts';
import { periodsOf } from './periods.ts';

/** What a report of installations can be grouped by, beside the platform. */
export const PHONE_GROUPINGS = ['model', 'system_version'] as const;

export type InstallationReportInput = {
  from: string | undefined;
  to: string | undefined;
  timeZone: string;
  groupBy: string | undefined;
  platform: OutcomesQuery['platform'];
};

export type InstallationReport = { lines: OutcomeLine[]; totals: OutcomeCounts };

/**
 * Returns what apps reported about installations by platform and grouping, those of most reports
 * first. Throws `invalid_request` for a range or grouping that is wrong, and for more than
 * `MAX_LINES` lines.
 */
export async function reportInstallations(
  scope: ReadScope,
  { groupBy, platform, ...query }: InstallationReportInput,
): Promise<InstallationReport> {
  const groupings = (groupBy ?? '').split(',').filter(Boolean).map(requireGrouping);
  const { periods, before } = periodsOf({ ...query, interval: 'total', now: scope.now });
  const lines = await selectOutcomes(scope.db, {
    accountId: scope.accountId,
    from: periods[0]?.startsAt ?? before,
    before,
    platform,
    byModel: groupings.includes('model'),
    bySystemVersion: groupings.includes('system_version'),
    limit: MAX_LINES + 1,
  });
  if (lines.length > MAX_LINES) {
    const rule = `makes more than ${MAX_LINES} lines; choose a shorter range or fewer groups`;
    throw invalid('/group_by', rule);
  }
  return {
    lines,
    totals: lines.reduce(plus, { started: 0, succeeded: 0, failed: 0, cancelled: 0 }),
  };
}

function requireGrouping(text: string) {
  const grouping = PHONE_GROUPINGS.find((known) => known === text.trim());
  if (grouping) return grouping;
  throw invalid('/group_by', `must be one or more of ${PHONE_GROUPINGS.join(', ')}`);
}

function plus(one: OutcomeCounts, other: OutcomeCounts): OutcomeCounts {
  return {
    started: one.started + other.started,
    succeeded: one.succeeded + other.succeeded,
    failed: one.failed + other.failed,
    cancelled: one.cancelled + other.cancelled,
  };
}

/** Returns counts as the API shows them, with the share of successes; null if nothing ended. */
export function showOutcomes({ started, succeeded, failed, cancelled }: OutcomeCounts) {
  const ended = succeeded + failed + cancelled;
  return { started, succeeded, failed, cancelled, successRate: rateOf(succeeded, ended) };
}

const RATE_DIGITS = 4;

function rateOf(part: number, all: number): number | null {
  return all === 0 ? null : Number((part / all).toFixed(RATE_DIGITS));
}

/** Returns a line of an answer. */
export function showOutcomeLine({ platform, model, systemVersion, ...counts }: OutcomeLine) {
  return { platform, model, systemVersion, ...showOutcomes(counts) };
}

/** The columns of the report as CSV. */
export const OUTCOME_COLUMNS: CsvColumns<OutcomeLine> = {
  platform: ({ platform }) => platform,
  model: ({ model }) => model,
  systemVersion: ({ systemVersion }) => systemVersion,
  started: ({ started }) => started,
  succeeded: ({ succeeded }) => succeeded,
  failed: ({ failed }) => failed,
  cancelled: ({ cancelled }) => cancelled,
  successRate: (line) => showOutcomes(line).successRate,
};
