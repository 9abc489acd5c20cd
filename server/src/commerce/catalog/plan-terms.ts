import { type SizeUnit, toBytes } from '../../kernel/data-size.ts';
import type { DataTerms, DataType, FairUse } from '../../kernel/data-terms.ts';
import { invalid } from '../../kernel/refusal.ts';
import { isTimeZone } from '../../kernel/time-zone.ts';
import type { PlanFault } from './data-plan.ts';

/** Each day of a package is kept, so there is an end to them. */
export const MOST_DAYS_WITH_TERMS = 366;

type PlanWithTerms = {
  sizeValue: number;
  sizeUnit: SizeUnit;
  validityDays: number | null;
  dataTerms?: DataTerms | null;
};

/** The terms of a plan as fields of a request. */
type SentTerms = {
  dataType?: DataType;
  dailyBytes?: number;
  dayTimeZone?: string;
  fairUse?: FairUse;
};

/**
 * Returns the terms that a request gives; null for a single amount of data, undefined without any.
 * Throws `invalid_request` if it gives a part of them alone.
 */
export function readTerms(sent: SentTerms): DataTerms | null | undefined {
  const { dataType, dailyBytes = null, dayTimeZone: dayZone = null, fairUse = null } = sent;
  const isSingle = dailyBytes === null && dayZone === null && fairUse === null;
  if (dataType === 'total' && isSingle) return null;
  if (dataType) return { dataType, dailyBytes, dayZone, fairUse };
  if (isSingle) return undefined;
  throw invalid('/dataType', 'must be given with dailyBytes, dayTimeZone and fairUse');
}

/** Returns the terms of a plan or a package as the fields of an answer; none without terms. */
export function showTerms(terms: DataTerms | null | undefined) {
  if (!terms) return {};
  const { dataType, dailyBytes, dayZone: dayTimeZone, fairUse } = terms;
  return { dataType, dailyBytes, dayTimeZone, fairUse };
}

/** Returns the field of the terms that is wrong, and its rule; undefined if they are right. */
export function findTermsFault(plan: PlanWithTerms): PlanFault | undefined {
  const { dataTerms: terms, validityDays } = plan;
  if (!terms) return undefined;
  if (validityDays === null || validityDays > MOST_DAYS_WITH_TERMS) {
    const must = `must be 1 to ${MOST_DAYS_WITH_TERMS} unless the data is a single amount`;
    return { field: 'validityDays', must };
  }
  if (terms.dayZone !== null && !isTimeZone(terms.dayZone)) {
    return { field: 'dayTimeZone', must: 'must be an IANA time zone such as Europe/Vienna' };
  }
  return findDailyFault(plan, terms, validityDays) ?? findFairUseFault(plan, terms);
}

function findDailyFault(
  plan: PlanWithTerms,
  { dataType, dailyBytes }: DataTerms,
  validityDays: number,
): PlanFault | undefined {
  if (dataType !== 'daily') {
    if (dailyBytes === null) return undefined;
    return { field: 'dailyBytes', must: 'must be absent unless dataType is daily' };
  }
  if (!dailyBytes) return { field: 'dailyBytes', must: 'must be given for the data type daily' };
  const allBytes = BigInt(dailyBytes) * BigInt(validityDays);
  if (toBytes(plan) === allBytes) return undefined;
  const must = `must be the data of all days: ${allBytes} bytes, not ${toBytes(plan)}`;
  return { field: 'sizeValue', must };
}

function findFairUseFault(
  plan: PlanWithTerms,
  { dataType, dailyBytes, fairUse }: DataTerms,
): PlanFault | undefined {
  if (!fairUse || dataType === 'unlimited') return undefined;
  const limit = fairUse.period === 'day' && dailyBytes !== null ? dailyBytes : toBytes(plan);
  if (BigInt(fairUse.bytes) < limit) return undefined;
  return { field: 'fairUse', must: `must have bytes below the limit of the data, ${limit}` };
}
