import type { CarrierOrder, OpenRefunds } from '../../connectivity/carrier-orders/index.ts';
import { groupBy } from '../../kernel/group-by.ts';
import type { BookAudit } from '../operator/index.ts';
import { type Finding, type Phrasing, type Severity, timeOf } from './finding.ts';
import { FINDING_WORDS } from './finding-words.ts';
import type { Pulse } from './health-store.ts';

const NOBODY = { organizationId: null, organizationName: null, accountId: null };
/** A worker reports every 20 seconds, and the ledger is checked every hour. */
const WORKER_SILENT_MS = 120_000;
const UNCHECKED_MS = 2 * 3_600_000;
/** What was delivered for no package stays in the list of orders after that. */
const UNUSED_NEWS_MS = 7 * 24 * 3_600_000;
/** A supplier decides about a refund by hand, within days. */
export const REFUND_LATE_MS = 7 * 24 * 3_600_000;

/** Returns what is wrong with the workers and the deliveries that they make. */
export function findStandstill(pulse: Pulse | undefined, phrasing: Phrasing): Finding[] {
  const found: Finding[] = [];
  const seenAt = pulse?.workerSeenAt ?? null;
  const words = FINDING_WORDS[phrasing.locale];
  const facts = { count: 1, whose: '', why: '' };
  if (seenAt === null || phrasing.now.getTime() - seenAt.getTime() > WORKER_SILENT_MS) {
    const since = seenAt === null ? '' : timeOf(seenAt, phrasing);
    const phrased = words.worker_stopped({ ...facts, since });
    found.push({
      ...{ kind: 'worker_stopped', severity: 'critical', ...NOBODY },
      ...{ since: seenAt, count: 1, ...phrased },
    });
  }
  const { lateDeliveries: count = 0, lateSince: since = null } = pulse ?? {};
  if (count > 0 && since !== null) {
    const phrased = words.deliveries_late({ ...facts, count, since: timeOf(since, phrasing) });
    found.push({
      ...{ kind: 'deliveries_late', severity: 'warning', ...NOBODY },
      ...{ since, count, ...phrased },
    });
  }
  return found;
}

/** Returns what the last check of the ledger found, or that it is long ago. */
export function findLedgerTroubles(last: BookAudit | undefined, phrasing: Phrasing): Finding[] {
  if (!last) return [];
  const { findingsCount, finishedAt: since } = last;
  const isOld = phrasing.now.getTime() - since.getTime() > UNCHECKED_MS;
  if (findingsCount === 0 && !isOld) return [];
  const kind = findingsCount > 0 ? 'ledger_unbalanced' : 'ledger_unchecked';
  const count = Math.max(1, findingsCount);
  const facts = { count, whose: '', why: '', since: timeOf(since, phrasing) };
  const phrased = FINDING_WORDS[phrasing.locale][kind](facts);
  const severity = findingsCount > 0 ? 'critical' : 'warning';
  return [{ kind, severity, ...NOBODY, since, count, ...phrased }];
}

/**
 * Returns a finding for each carrier with orders whose outcome only a person can find out, and for
 * each that delivered orders within the last week which no package got.
 */
export function findOrderTroubles(
  { asking, unused }: { asking: readonly CarrierOrder[]; unused: readonly CarrierOrder[] },
  phrasing: Phrasing,
): Finding[] {
  const isNews = ({ endedAt }: CarrierOrder) =>
    endedAt !== null && phrasing.now.getTime() - endedAt.getTime() < UNUSED_NEWS_MS;
  return [
    ...byCarrier(asking, { kind: 'orders_unknown', severity: 'critical' }, phrasing),
    ...byCarrier(unused.filter(isNews), { kind: 'orders_unused', severity: 'warning' }, phrasing),
  ];
}

/** Returns a finding for each carrier that has not decided about refunds for more than a week. */
export function findRefundTroubles(late: readonly OpenRefunds[], phrasing: Phrasing): Finding[] {
  return late.map(({ carrier, count, since }) => {
    const facts = { count, whose: carrier, why: '', since: timeOf(since, phrasing) };
    const phrased = FINDING_WORDS[phrasing.locale].refunds_open(facts);
    return { kind: 'refunds_open', severity: 'warning', ...NOBODY, since, count, ...phrased };
  });
}

function byCarrier(
  orders: readonly CarrierOrder[],
  { kind, severity }: { kind: 'orders_unknown' | 'orders_unused'; severity: Severity },
  phrasing: Phrasing,
): Finding[] {
  return [...groupBy(orders, ({ carrier }) => carrier).values()].map((group) => {
    const [{ carrier }] = group;
    const times = group.map(({ asksSince, endedAt, createdAt }) =>
      (asksSince ?? endedAt ?? createdAt).getTime(),
    );
    const since = new Date(Math.min(...times));
    const count = group.length;
    const facts = { count, whose: carrier, why: '', since: timeOf(since, phrasing) };
    const phrased = FINDING_WORDS[phrasing.locale][kind](facts);
    return { kind, severity, ...NOBODY, since, count, ...phrased };
  });
}
