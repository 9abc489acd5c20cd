import { isUuid } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { ActivatedItem } from './activated-item.ts';
import { selectItemForUpdate, updateRefunded } from './change-store.ts';

/** The account's package, locked until the transaction ends; refuses `activated_item_not_found`. */
export async function lockActivatedItem(
  tx: Tx,
  ctx: { accountId: string },
  uid: string,
): Promise<ActivatedItem> {
  const item = isUuid(uid) ? await selectItemForUpdate(tx, ctx.accountId, uid) : undefined;
  if (!item) throw new Refusal('activated_item_not_found', 'There is no such activated item.');
  return item;
}

/** Marks a locked package refunded; its data is withdrawn with it. Undefined: someone was first. */
export function markRefunded(
  tx: Tx,
  ctx: { accountId: string; now: Date },
  id: string,
): Promise<ActivatedItem | undefined> {
  return updateRefunded(tx, ctx.accountId, { id, now: ctx.now });
}
