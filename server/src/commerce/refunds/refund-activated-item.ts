import type { Carriers } from '../../connectivity/carriers/index.ts';
import { type Context, noteChange } from '../../kernel/context.ts';
import { toPrice } from '../../kernel/money.ts';
import { recordEvents } from '../../messaging/events/index.ts';
import { lockCredits, postTransfers } from '../../money/credits/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import { countRefund, readRefundsLeft } from '../../tenancy/accounts/index.ts';
import {
  type ActivatedItem,
  lockActivatedItem,
  markRefunded,
  packageRefunded,
  refusalToRefund,
  standsAt,
} from '../activations/index.ts';
import { refuseRefund } from './refuse-refund.ts';

/**
 * Refunds an unused package: its price returns to the credits by a reversing transfer, once.
 * Refuses `activated_item_not_found`, then in order `already_refunded`, `invalid_state` (not
 * delivered), `not_refundable_stock`, `not_refundable_expired`, `not_refundable_used`,
 * `refund_limit_reached`.
 */
export async function refundActivatedItem(
  tx: Tx,
  ctx: Context,
  input: { uid: string; reason?: string; carriers: Carriers },
): Promise<ActivatedItem> {
  const item = await lockActivatedItem(tx, ctx, input.uid);
  const refundsLeft = await readRefundsLeft(tx, ctx);
  const code = refusalToRefund(standsAt(item, ctx.now), refundsLeft);
  if (code) throw refuseRefund(code, item);
  if (!(await countRefund(tx, ctx))) throw refuseRefund('refund_limit_reached', item);

  const refunded = await markRefunded(tx, ctx, item.id);
  if (!refunded) throw refuseRefund('already_refunded', item);
  await returnCredits(tx, ctx, refunded);
  await input.carriers.named(item.carrier).withdrawPackages(tx, ctx.accountId, [item.id]);
  await recordEvents(tx, ctx.accountId, [packageRefunded(refunded, input.reason ?? null)]);
  noteChange(ctx, {
    action: 'package.refunded',
    target: item.id,
    before: { status: item.status },
    after: { status: refunded.status, returned: toPrice(refunded.purchasePriceMinor) },
  });
  return refunded;
}

async function returnCredits(tx: Tx, ctx: Context, item: ActivatedItem): Promise<void> {
  if (item.purchasePriceMinor === 0n) return;
  const locked = await lockCredits(tx, ctx.accountId);
  await postTransfers(tx, ctx.accountId, {
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
        createdAt: ctx.now,
      },
    ],
  });
}
