import type { Database } from '../db/database.ts';
import { sql } from '../db/database.ts';
import {
  type AuditFinding,
  selectBrokenChains,
  selectStrayProfiles,
  selectUnbalancedAccounts,
  selectUnpaidPackages,
} from './audit-store.ts';

export type { AuditFinding };

/**
 * Proves the books from nothing but their transfers, on one snapshot: every total, every running
 * balance, every package's payment, every profile's owner. Gives what does not add up; nothing else.
 */
export function auditBooks(db: Database): Promise<AuditFinding[]> {
  return db.transaction(async (tx) => {
    await tx.run(sql`set transaction isolation level repeatable read, read only`);
    return [
      ...(await selectUnbalancedAccounts(tx)),
      ...(await selectBrokenChains(tx)),
      ...(await selectUnpaidPackages(tx)),
      ...(await selectStrayProfiles(tx)),
    ];
  });
}
