import type { Offer } from '../../connectivity/carriers/index.ts';
import type { DataTerms, FairUse } from '../../kernel/data-terms.ts';
import { nominalSize } from './match-plan.ts';

/** The terms of a plan of ours. */
type PlanTerms = { dataTerms?: DataTerms | null; validityDays: number | null };

/**
 * Returns whether an item gives data as its plan promises it: in one amount, by the day for as many
 * days, or without a limit, and slower not earlier than the plan says. Terms that are unclear are
 * left to whoever chose the item, unless the plan is of one amount.
 */
export function givesTerms(
  { dataTerms: promised = null, validityDays }: PlanTerms,
  offer: Pick<Offer, 'dataTerms' | 'validityDays'>,
): boolean {
  const given = offer.dataTerms;
  if (given === 'unclear') return promised !== null;
  if (promised === null || promised.dataType === 'total') {
    return (given?.dataType ?? 'total') === 'total' && isFast(given?.fairUse, promised?.fairUse);
  }
  if (given === null || offer.validityDays !== validityDays) return false;
  if (promised.dataType === 'unlimited') {
    return given.dataType === 'unlimited' && isFast(given.fairUse, promised.fairUse);
  }
  const daily = promised.dailyBytes ?? 0;
  if (given.dataType === 'unlimited') return givesDaily(given.fairUse, daily);
  return given.dataType === 'daily' && isSameSize(given.dailyBytes ?? 0, daily);
}

/** Unlimited data that becomes slow after a day's data gives that data. */
function givesDaily(given: FairUse | null, dailyBytes: number): boolean {
  return given === null || (given.period === 'day' && isAtLeast(given.bytes, dailyBytes));
}

function isFast(given: FairUse | null | undefined, promised: FairUse | null | undefined): boolean {
  if (!given) return true;
  if (!promised || given.period !== promised.period) return false;
  return isAtLeast(given.bytes, promised.bytes) && given.speedKbps >= promised.speedKbps;
}

/** Returns whether bytes are as many as others, or as many as they are sold as. */
export function isAtLeast(bytes: number, others: number): boolean {
  return bytes >= others || isSameSize(bytes, others);
}

function isSameSize(bytes: number, others: number): boolean {
  const [one, other] = [nominalSize(BigInt(bytes)), nominalSize(BigInt(others))];
  return one.sizeValue === other.sizeValue && one.sizeUnit === other.sizeUnit;
}
