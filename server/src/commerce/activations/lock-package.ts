import { isUuid } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { Package } from './package.ts';
import { selectPackageForUpdate } from './package-store.ts';

/** Locks and returns the account's package. Throws `activated_item_not_found`. */
export async function lockPackage(
  scope: Pick<Scope, 'db' | 'accountId'>,
  uid: string,
): Promise<Package> {
  const item = isUuid(uid)
    ? await selectPackageForUpdate(scope.db, scope.accountId, uid)
    : undefined;
  if (!item) throw new Refusal('activated_item_not_found', 'No package has this ID.');
  return item;
}
