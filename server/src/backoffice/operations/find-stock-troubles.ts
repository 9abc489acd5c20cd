import type { SmdpStanding, TypeStanding } from '../../commerce/stock-orders/index.ts';
import { findCarrierTroubles } from './find-carrier-troubles.ts';
import { type Finding, type Phrasing, timeOf } from './finding.ts';
import { FINDING_WORDS } from './finding-words.ts';

const NOBODY = { organizationId: null, organizationName: null, accountId: null };

/**
 * Returns a finding for each SM-DP+ that is down, and for each stock that is not filled from one:
 * its orders are refused or wait for a person, or half of its level is used up.
 */
export function findStockTroubles(smdps: readonly SmdpStanding[], phrasing: Phrasing): Finding[] {
  const health = smdps.map((one) => one.health);
  const types = smdps.flatMap((one) => one.types);
  return [
    ...findCarrierTroubles(health, phrasing),
    ...types.flatMap((type) => [
      ...findRefused(type, phrasing),
      ...findUnknown(type, phrasing),
      ...findLow(type, phrasing),
    ]),
  ];
}

function findRefused(type: TypeStanding, { locale }: Phrasing): Finding[] {
  const { carrier: whose, refused: count, detail } = type;
  if (count === 0) return [];
  const facts = { count, whose, why: detail ?? '', since: '' };
  const phrased = FINDING_WORDS[locale].stock_orders_refused(facts);
  const more = { severity: 'warning', ...NOBODY, since: null, count } as const;
  return [{ kind: 'stock_orders_refused', ...more, ...phrased }];
}

function findUnknown(type: TypeStanding, phrasing: Phrasing): Finding[] {
  const { carrier: whose, asking: count, asksSince: since } = type;
  if (count === 0 || since === null) return [];
  const facts = { count, whose, why: '', since: timeOf(since, phrasing) };
  const phrased = FINDING_WORDS[phrasing.locale].orders_unknown(facts);
  return [{ kind: 'orders_unknown', severity: 'warning', ...NOBODY, since, count, ...phrased }];
}

function findLow(type: TypeStanding, { locale }: Phrasing): Finding[] {
  const { carrier: whose, free, level } = type;
  if (level === 0 || free >= level / 2) return [];
  const facts = { count: free, whose, why: String(level), since: '' };
  const phrased = FINDING_WORDS[locale].stock_low(facts);
  const severity = free === 0 ? 'critical' : 'warning';
  return [{ kind: 'stock_low', severity, ...NOBODY, since: null, count: free, ...phrased }];
}
