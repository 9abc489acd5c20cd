import type { ReadScope } from '../../platform/db/scope.ts';
import { type SentPackage, selectPackageTotals } from './customer-packages-store.ts';
import { availableBytes, packageAt } from './package.ts';

/** How many packages a customer has, and the bytes left in those that have not ended. */
type PackageTotals = { customerId: string; packages: number; availableBytes: bigint };

/** Returns the totals of each of these customers that has packages; as `packageAt` sees them. */
export async function readPackageTotals(
  scope: Pick<ReadScope, 'db' | 'accountId' | 'now'>,
  customerIds: readonly string[],
): Promise<PackageTotals[]> {
  const { now } = scope;
  const stored = await selectPackageTotals(scope, customerIds);
  return stored.map(({ customerId, packages, amountBytes, byTerms }) => {
    const left = (byTerms ?? []).map((sent) => availableBytes(packageAt(received(sent), now), now));
    return {
      customerId,
      packages,
      availableBytes: left.reduce((sum, bytes) => sum + bytes, amountBytes),
    };
  });
}

function received(sent: SentPackage) {
  const { activatedAt, expiresAt, dataBytes, usedBytes } = sent;
  return {
    ...sent,
    dataBytes: BigInt(dataBytes),
    usedBytes: BigInt(usedBytes),
    activatedAt: activatedAt === null ? null : new Date(activatedAt),
    expiresAt: expiresAt === null ? null : new Date(expiresAt),
  };
}
