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
 * hold, payment of a package and owner of a profile. Returns the findings. The nodes of a
 * distributed database show each its own moment, so that what is being written looks wrong: there
 * a finding is what two readings find.
 */
export async function auditBooks(db: Database): Promise<AuditFinding[]> {
  const findings = await readFindings(db);
  if (findings.length === 0 || !db.isDistributed()) return findings;
  const again = new Set((await readFindings(db)).map(keyOfFinding));
  return findings.filter((finding) => again.has(keyOfFinding(finding)));
}

function keyOfFinding({ accountId, finding }: AuditFinding): string {
  return `${accountId} ${finding}`;
}

function readFindings(db: Database): Promise<AuditFinding[]> {
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
