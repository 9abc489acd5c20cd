import type { Database } from '../../platform/db/database.ts';
import {
  type AuditFinding,
  readOneSnapshot,
  selectBrokenChains,
  selectFaultyHolds,
  selectUnbalancedAccounts,
  selectUnownedProfiles,
  selectUnpaidPackages,
  selectWrongSums,
} from './books-store.ts';

export type { AuditFinding };

/**
 * Recomputes the ledger from its transfers alone, on one snapshot: every total, running balance,
 * hold, payment of a package and owner of a profile. Returns the findings.
 */
export function auditBooks(db: Database): Promise<AuditFinding[]> {
  return db.transaction(async (tx) => {
    await readOneSnapshot(tx);
    return [
      ...(await selectUnbalancedAccounts(tx)),
      ...(await selectBrokenChains(tx)),
      ...(await selectWrongSums(tx)),
      ...(await selectFaultyHolds(tx)),
      ...(await selectUnpaidPackages(tx)),
      ...(await selectUnownedProfiles(tx)),
    ];
  });
}
