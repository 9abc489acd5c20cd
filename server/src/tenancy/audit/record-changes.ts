import type { Author, Change } from '../../kernel/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { AuditLog } from '../../platform/http/write.ts';
import type { AuditDraft } from './audit-entry.ts';
import { insertEntries } from './store.ts';

/**
 * Keeps what one author changed in a company, in the transaction that changed it. For a change by
 * the platform the author names the company that is changed, so that its own log shows it.
 */
export async function recordChanges(
  scope: Pick<Scope, 'db'> & Author,
  changes: readonly Change[],
): Promise<void> {
  const { organizationId, accountId, actor, requestId, remoteAddress } = scope;
  const author = { organizationId, accountId, actor, requestId, remoteAddress };
  await recordDrafts(
    scope.db,
    changes.map((change) => ({ ...change, ...author })),
  );
}

/** The same for changes of several authors in any companies, in one statement. */
export async function recordDrafts(tx: Tx, drafts: readonly AuditDraft[]): Promise<void> {
  if (drafts.length > 0) await insertEntries(tx, drafts);
}

/** What `write` needs, as one part. */
export const auditLog: AuditLog = { record: recordChanges };
