import type { Tx } from '../../platform/db/database.ts';
import { deleteEvents } from './reset-store.ts';

/** Forgets a sandbox account's facts; the numbers of later ones go on. */
export function resetEvents(tx: Tx, accountId: string): Promise<void> {
  return deleteEvents(tx, accountId);
}
