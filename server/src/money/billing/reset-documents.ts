import type { Tx } from '../../platform/db/database.ts';
import { allowReset, deleteDocuments } from './reset-store.ts';

/**
 * Forgets the samples of a sandbox account; their numbers are not given again. Billing details are
 * the company's and stay.
 */
export async function resetDocuments(tx: Tx, accountId: string): Promise<void> {
  await allowReset(tx, accountId);
  await deleteDocuments(tx, accountId);
}
