import type { UnusualHour } from '../reports/index.ts';
import { type Finding, type Phrasing, timeOf } from './finding.ts';
import { FINDING_WORDS } from './finding-words.ts';

/** Returns a finding for each account that sells or refunds far more than it usually does. */
export function findUnusualActivity(hours: readonly UnusualHour[], phrasing: Phrasing): Finding[] {
  return hours.map(({ kind: moved, startsAt: since, count, usual, ...whose }) => {
    const kind = moved === 'sales' ? 'sales_unusual' : 'refunds_unusual';
    const { accountId, organizationId, organizationName } = whose;
    const facts = { count, whose: organizationName, since: timeOf(since, phrasing) };
    const phrased = FINDING_WORDS[phrasing.locale][kind]({ ...facts, why: `${usual}` });
    const of = { accountId, organizationId, organizationName };
    return { kind, severity: 'warning', ...of, since, count, ...phrased };
  });
}
