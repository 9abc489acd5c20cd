import type { Scope } from '../../platform/db/scope.ts';
import { updateErased } from './erase-store.ts';

/** Erases where the customer was and from which address it bought; what it bought stays. */
export async function erasePersonalData(
  scope: Pick<Scope, 'db' | 'accountId'>,
  customerId: string,
): Promise<void> {
  await updateErased(scope.db, scope.accountId, customerId);
}
