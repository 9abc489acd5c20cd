import type { PurchaseKey } from '../purchases/purchase.ts';

/** A provider's report about refunds of one payment, in cents with VAT. */
export type RefundReport = PurchaseKey & {
  /** `total`: the sum that was refunded until then. `failed`: one refund that failed. */
  kind: 'total' | 'failed';
  token: string;
  amountMinor: bigint;
  /** On the provider's clock. */
  reportedAt: Date;
};

/**
 * Returns the refunded sum of a payment from all reports about it, in any order: the newest total,
 * less the refunds that failed after it.
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

type DatedAmount = Pick<RefundReport, 'amountMinor' | 'reportedAt'>;

/** Within one second the larger total is the later one, because totals only grow. */
function byTime(one: DatedAmount, other: DatedAmount): number {
  const apart = one.reportedAt.getTime() - other.reportedAt.getTime();
  return apart === 0 ? Number(one.amountMinor - other.amountMinor) : apart;
}

/** Within one second a total that is smaller than the failed refund does not contain it. */
function isAfter(failed: DatedAmount, total: DatedAmount): boolean {
  const apart = failed.reportedAt.getTime() - total.reportedAt.getTime();
  return apart > 0 || (apart === 0 && total.amountMinor >= failed.amountMinor);
}
