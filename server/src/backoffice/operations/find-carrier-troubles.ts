import {
  type CarrierStanding,
  formatCost,
  isLow,
  stopsOrders,
} from '../../commerce/routing/index.ts';
import { type Finding, type Phrasing, timeOf } from './finding.ts';
import { FINDING_WORDS, FURTHER_WORDS } from './finding-words.ts';

const NOBODY = { organizationId: null, organizationName: null, accountId: null };

/** Returns a finding for each carrier that is down or at which little money is left. */
export function findCarrierTroubles(
  standings: readonly CarrierStanding[],
  phrasing: Phrasing,
): Finding[] {
  return standings.flatMap((standing) => [
    ...findFailure(standing, phrasing),
    ...findLowBalance(standing, phrasing),
  ]);
}

function findFailure(
  { carrier: whose, breaker, failures: count, lastFailure }: CarrierStanding,
  phrasing: Phrasing,
): Finding[] {
  const { since } = breaker;
  if (since === null) return [];
  const why = lastFailure ?? FURTHER_WORDS[phrasing.locale].noError;
  const facts = { count, whose, why, since: timeOf(since, phrasing) };
  const phrased = FINDING_WORDS[phrasing.locale].carrier_down(facts);
  return [{ kind: 'carrier_down', severity: 'critical', ...NOBODY, since, count, ...phrased }];
}

function findLowBalance(
  { carrier: whose, account }: CarrierStanding,
  phrasing: Phrasing,
): Finding[] {
  const { now, locale } = phrasing;
  if (!isLow(account, now)) return [];
  const { balance, warnedAt, unfundedAt, readAt } = account;
  const why = balance ? formatCost(balance) : FURTHER_WORDS[locale].unfunded;
  const since = warnedAt ?? unfundedAt ?? readAt;
  const phrased = FINDING_WORDS[locale].carrier_balance_low({ count: 1, whose, why, since: '' });
  const severity = stopsOrders(account, { now }) ? 'critical' : 'warning';
  return [{ kind: 'carrier_balance_low', severity, ...NOBODY, since, count: 1, ...phrased }];
}
