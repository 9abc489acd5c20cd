import type { Scope } from '../../platform/db/scope.ts';
import { allowReset, deleteDocuments } from './reset-store.ts';

/**
 * Forgets the samples of a sandbox account; their numbers are not given again. Billing details are
 * the company's and stay.
 */
export async function resetDocuments(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await allowReset(scope.db, scope.accountId);
  await deleteDocuments(scope.db, scope.accountId);
}
