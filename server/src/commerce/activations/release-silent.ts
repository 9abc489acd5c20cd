import { endHold } from '../../money/credits/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { ActivatedItem } from './activated-item.ts';
import { updateFailed } from './change-store.ts';

/**
 * Ends pending sales whose carrier never answered and, asked again, delivered nothing: the credits
 * that were held come back and nothing is charged. The packages are locked by the caller.
 */
export async function releaseSilent(
  tx: Tx,
  ctx: { accountId: string; now: Date },
  items: readonly Pick<ActivatedItem, 'id' | 'holdSequence'>[],
): Promise<void> {
  for (const { holdSequence } of items) {
    if (holdSequence === null) continue;
    await endHold(tx, ctx, { sequence: holdSequence, outcome: 'void' });
  }
  const ids = items.map((item) => item.id);
  await updateFailed(tx, ctx.accountId, ids);
}
