import { insertCancellation } from '../../connectivity/carrier-orders/index.ts';
import { audit } from '../../kernel/context.ts';
import { toPrice } from '../../kernel/money.ts';
import { recordEvents } from '../../messaging/events/index.ts';
import { lockCredits, postTransfers } from '../../money/credits/index.ts';
import { coverClaims } from '../../money/payments/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { countRefund, readRefundsLeft } from '../../tenancy/accounts/index.ts';
import {
  lockPackage,
  markRefunded,
  type Package,
  packageAt,
  packageRefunded,
  refusalToRefund,
} from '../activations/index.ts';
import { refuseRefund } from './refuse-refund.ts';

/**
 * Refunds an unused package: a reversing transfer returns its price to the credits, once. A
 * supplier that delivered it is asked to cancel it, and nobody waits for its answer. Throws
 * `activated_item_not_found`, then in order `already_refunded`, `invalid_state` (not delivered),
 * `not_refundable_stock`, `not_refundable_expired`, `not_refundable_used`,
 * `refund_limit_reached`.
 */
export async function refundPackage(
  scope: Scope,
  input: { uid: string; reason?: string },
): Promise<Package> {
  const item = await lockPackage(scope, input.uid);
  const refundsLeft = await readRefundsLeft(scope);
  const code = refusalToRefund(packageAt(item, scope.now), refundsLeft);
  if (code) throw refuseRefund(code, item);
  if (!(await countRefund(scope))) throw refuseRefund('refund_limit_reached', item);

  const refunded = await markRefunded(scope, item.id);
  if (!refunded) throw refuseRefund('already_refunded', item);
  await returnCredits(scope, refunded);
  await coverClaims(scope);
  const { accountId, now: at } = scope;
  await insertCancellation(scope.db, { accountId, packageId: item.id, at });
  await recordEvents(scope, [packageRefunded(refunded, input.reason ?? null)]);
  audit(scope, {
    action: 'package.refunded',
    target: item.id,
    before: { status: item.status },
    after: { status: refunded.status, returned: toPrice(refunded.purchasePriceMinor) },
  });
  return refunded;
}

async function returnCredits(scope: Scope, item: Package): Promise<void> {
  if (item.purchasePriceMinor === 0n) return;
  const locked = await lockCredits(scope);
  await postTransfers(scope, {
    locked,
    drafts: [
      {
        kind: 'posted',
        type: 'refund',
        debit: 'sales',
        credit: 'credits',
        amountMinor: item.purchasePriceMinor,
        activatedItemId: item.id,
        description: item.name,
        createdAt: scope.now,
      },
    ],
  });
}
