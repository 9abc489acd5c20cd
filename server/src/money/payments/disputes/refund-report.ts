import type { PurchaseKey } from '../purchases/purchase.ts';

/** What a provider told about refunds of one payment, in cents with VAT. */
export type RefundReport = PurchaseKey & {
  /** `total`: all that was refunded by then. `failed`: one refund, which was undone. */
  kind: 'total' | 'failed';
  token: string;
  amountMinor: bigint;
  /** On the provider's clock. */
  reportedAt: Date;
};

/**
 * Returns what is refunded of a payment, given everything that was told of it in any order: the
 * newest total, less the refunds that failed after it.
 */
export function refundedOf(
  reports: readonly Pick<RefundReport, 'kind' | 'amountMinor' | 'reportedAt'>[],
): bigint {
  const totals = reports.filter(({ kind }) => kind === 'total').sort(byTime);
  const newest = totals.at(-1);
  if (!newest) return 0n;
  const failedMinor = reports
    .filter((report) => report.kind === 'failed' && isAfter(report, newest))
    .reduce((sum, { amountMinor }) => sum + amountMinor, 0n);
  const leftMinor = newest.amountMinor - failedMinor;
  return leftMinor > 0n ? leftMinor : 0n;
}

type Told = Pick<RefundReport, 'amountMinor' | 'reportedAt'>;

/** Within one second the larger total is the later one, since refunds add up. */
function byTime(one: Told, other: Told): number {
  const apart = one.reportedAt.getTime() - other.reportedAt.getTime();
  return apart === 0 ? Number(one.amountMinor - other.amountMinor) : apart;
}

/** Within one second a total that is smaller than the failed refund does not contain it. */
function isAfter(failed: Told, total: Told): boolean {
  const apart = failed.reportedAt.getTime() - total.reportedAt.getTime();
  return apart > 0 || (apart === 0 && total.amountMinor >= failed.amountMinor);
}
