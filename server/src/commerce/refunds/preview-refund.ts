import { toPrice } from '../../kernel/money.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { readRefundsLeft } from '../../tenancy/accounts/index.ts';
import { packageAt, readPackage, refusalToRefund } from '../activations/index.ts';

/** Returns whether a refund is possible now, why not, and the credits that it would return. */
export async function previewRefund(scope: ReadScope, uid: string) {
  const item = await readPackage(scope, uid);
  const refundsLeftThisMonth = await readRefundsLeft(scope);
  const code = refusalToRefund(packageAt(item, scope.now), refundsLeftThisMonth);
  const amount = toPrice(code === null ? item.purchasePriceMinor : 0n);
  return { refundable: code === null, code, amount, refundsLeftThisMonth };
}
