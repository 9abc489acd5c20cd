import type { Scope } from '../../platform/db/scope.ts';
import { deleteEvents } from './reset-store.ts';

/** Forgets a sandbox account's facts; the numbers of later ones go on. */
export function resetEvents(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  return deleteEvents(scope.db, scope.accountId);
}
