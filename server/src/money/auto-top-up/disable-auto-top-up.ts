import type { Scope } from '../../platform/db/scope.ts';
import { setCreditMark } from '../credits/index.ts';
import { updateSwitchedOff } from './settings-store.ts';

/** Disables the automatic top-up of an account whose company was closed, if it has one. */
export async function disableAutoTopUp({
  db,
  accountId,
}: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await updateSwitchedOff(db, accountId, 'organization_closed');
  await setCreditMark(db, accountId, { mark: 'top_up', belowMinor: null });
}
