import { type Context, noteChange } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { recordEvents } from '../../messaging/events/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import { type ActivatedItem, standsAt } from './activated-item.ts';
import { lockActivatedItem } from './change-activated-item.ts';
import { updateStarted } from './change-store.ts';
import { nextDue, startItem } from './due.ts';
import { packageActivated } from './package-events.ts';

/**
 * Starts a waiting package now, ON_DEMAND or FIRST_USE. Refuses `activated_item_not_found`,
 * `already_active` when it runs, `invalid_state` when it is over or not delivered yet.
 */
export async function activateItem(tx: Tx, ctx: Context, uid: string): Promise<ActivatedItem> {
  const item = await lockActivatedItem(tx, ctx, uid);
  const { state } = standsAt(item, ctx.now);
  if (state === 'ACTIVE') throw new Refusal('already_active', 'This package is active already.');
  if (state !== 'WAITING') {
    throw new Refusal('invalid_state', `A package that is ${state} cannot be activated.`);
  }

  const started = startItem(item, ctx.now);
  const isFirst = await updateStarted(tx, { ...started, dueAt: nextDue(started) });
  if (!isFirst) throw new Refusal('already_active', 'This package is active already.');
  await recordEvents(tx, ctx.accountId, [packageActivated(started)]);
  const after = { state: started.state };
  noteChange(ctx, { action: 'package.activated', target: item.id, before: { state }, after });
  return started;
}
