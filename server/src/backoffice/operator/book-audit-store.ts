import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { AuditFinding } from './audit-books.ts';

/** One check of the ledger; `findings` are the first of `findingsCount`. */
export type BookAudit = {
  id: string;
  startedAt: Date;
  finishedAt: Date;
  findingsCount: number;
  findings: AuditFinding[];
};

export async function insertAudit(tx: Tx, audit: BookAudit): Promise<void> {
  await tx.run(sql`
    insert into book_audits (id, started_at, finished_at, findings_count, findings)
    values (${audit.id}, ${audit.startedAt}, ${audit.finishedAt}, ${audit.findingsCount},
      ${JSON.stringify(audit.findings)}::jsonb)`);
}

/** Returns checks, newest first. */
export function selectAudits(
  db: Queryable,
  { after, limit }: { after: string | undefined; limit: number },
) {
  return db.rows<BookAudit>(sql`
    select id, started_at as "startedAt", finished_at as "finishedAt",
      findings_count as "findingsCount", findings
    from book_audits
    where (${after ?? null}::uuid is null or id < ${after ?? null})
    order by id desc
    limit ${limit}`);
}

/** Deletes all checks but the newest `kept`. */
export async function deleteOldAudits(tx: Tx, kept: number): Promise<void> {
  await tx.run(sql`
    delete from book_audits
    where id < (
      select min(id::text)::uuid
      from (select id from book_audits order by id desc limit ${kept}) as newest
    )`);
}

/** Returns the number of findings of the last check, and its age. */
export async function readLastAudit(
  db: Queryable,
): Promise<{ findings: number; ageSeconds: number } | undefined> {
  return await db.row<{ findings: number; ageSeconds: number }>(sql`
    select findings_count as findings,
      extract(epoch from now() - finished_at)::float8 as "ageSeconds"
    from book_audits
    order by finished_at desc
    limit 1`);
}
