import { isUuid } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { selectItemForUpdate, updateRefunded } from './change-store.ts';
import type { Package } from './package.ts';

/** The account's package, locked until the transaction ends; refuses `activated_item_not_found`. */
export async function lockPackage(
  scope: Pick<Scope, 'db' | 'accountId'>,
  uid: string,
): Promise<Package> {
  const item = isUuid(uid) ? await selectItemForUpdate(scope.db, scope.accountId, uid) : undefined;
  if (!item) throw new Refusal('activated_item_not_found', 'There is no such activated item.');
  return item;
}

/** Marks a locked package refunded; its data is withdrawn with it. Undefined: someone was first. */
export function markRefunded(
  scope: Pick<Scope, 'db' | 'accountId' | 'now'>,
  id: string,
): Promise<Package | undefined> {
  return updateRefunded(scope.db, scope.accountId, { id, now: scope.now });
}
