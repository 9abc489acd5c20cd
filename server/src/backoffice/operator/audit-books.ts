import type { Database } from '../../platform/db/database.ts';
import {
  type AuditFinding,
  readOneSnapshot,
  selectBrokenChains,
  selectStrayProfiles,
  selectUnbalancedAccounts,
  selectUnpaidPackages,
} from './books-store.ts';

export type { AuditFinding };

/**
 * Proves the books from nothing but their transfers, on one snapshot: every total, every running
 * balance, every package's payment, every profile's owner. Gives only what does not add up.
 */
export function auditBooks(db: Database): Promise<AuditFinding[]> {
  return db.transaction(async (tx) => {
    await readOneSnapshot(tx);
    return [
      ...(await selectUnbalancedAccounts(tx)),
      ...(await selectBrokenChains(tx)),
      ...(await selectUnpaidPackages(tx)),
      ...(await selectStrayProfiles(tx)),
    ];
  });
}
