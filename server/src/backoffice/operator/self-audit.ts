import { newId } from '../../kernel/ids.ts';
import type { Database } from '../../platform/db/database.ts';
import { type AuditFinding, auditBooks } from './audit-books.ts';
import { type BookAudit, deleteOldAudits, insertAudit } from './book-audit-store.ts';
import { mailOperators } from './mail-operators.ts';

/** The findings kept of one check, and the checks kept: six weeks of hourly ones. */
const KEPT_FINDINGS = 100;
const KEPT_AUDITS = 1000;

/**
 * Checks the ledger, keeps the result, and mails the operators, once a day, if there are findings.
 * Returns all findings.
 */
export async function runSelfAudit(
  db: Database,
  realNow: () => Date,
): Promise<readonly AuditFinding[]> {
  const startedAt = realNow();
  const findings = await auditBooks(db);
  const audit: BookAudit = {
    id: newId(),
    startedAt,
    finishedAt: realNow(),
    findingsCount: findings.length,
    findings: findings.slice(0, KEPT_FINDINGS),
  };
  await db.transaction(async (tx) => {
    await insertAudit(tx, audit);
    await deleteOldAudits(tx, KEPT_AUDITS);
    if (findings.length > 0) await mailOperators(tx, toMail(audit));
  });
  return findings;
}

const MAILED_FINDINGS = 10;

function toMail({ findings, findingsCount, startedAt }: BookAudit) {
  const day = startedAt.toISOString().slice(0, 10);
  const rows = findings
    .slice(0, MAILED_FINDINGS)
    .map(({ accountId, finding }) => [accountId, finding] as const);
  return {
    kind: 'books-do-not-balance',
    onceKey: day,
    contents: {
      en: {
        subject: 'Ledger check failed',
        paragraphs: [`The ledger check has ${findingsCount} findings. See /operator/audits.`],
        rows,
      },
      de: {
        subject: 'Die Bücher gehen nicht auf',
        paragraphs: [
          `Die Selbstprüfung hat ${findingsCount} Befunde. Alle stehen unter /operator/audits.`,
        ],
        rows,
      },
    },
  };
}

/** Returns the check of an answer. */
export function showAudit(audit: BookAudit) {
  const { id, findingsCount, findings } = audit;
  return {
    id,
    startedAt: audit.startedAt.toISOString(),
    finishedAt: audit.finishedAt.toISOString(),
    balanced: findingsCount === 0,
    findingsCount,
    findings: findings.map(({ accountId, finding }) => ({ accountId, finding })),
  };
}
