import type { Author, Change } from '../../kernel/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { AuditLog } from '../../platform/http/write.ts';
import type { AuditDraft } from './audit-entry.ts';
import { describeAgent } from './describe-agent.ts';
import { authorOf, type SaleDraft } from './sale-draft.ts';
import { insertAuthors, insertSales } from './sales-store.ts';
import { insertEntries } from './store.ts';

/**
 * Writes the changes of one author to the audit log, in the transaction that made them. For a
 * change by the platform, the author names the changed company, whose own log then shows it.
 */
export async function recordChanges(
  scope: Pick<Scope, 'db'> & Author,
  changes: readonly Change[],
): Promise<void> {
  const { organizationId, accountId, accountAt, actor, requestId, remoteAddress } = scope;
  const { mandate, tool } = scope;
  const author = {
    ...{ organizationId, accountId, accountAt, actor, requestId, remoteAddress },
    ...{ mandate, tool },
  };
  await recordDrafts(
    scope.db,
    changes.map((change) => ({ ...change, ...author })),
  );
}

/**
 * Writes changes of several authors in any companies, in one statement. What changed is kept with
 * the mandate of the key and the tool, if the author has them.
 */
export async function recordDrafts(tx: Tx, drafts: readonly AuditDraft[]): Promise<void> {
  if (drafts.length > 0) await insertEntries(tx, drafts.map(withAgent));
}

function withAgent(draft: AuditDraft): AuditDraft {
  const agent = describeAgent(draft);
  return agent ? { ...draft, after: { ...draft.after, ...agent } } : draft;
}

/**
 * Writes the entries of sales, which are the most: each is a narrow row, and its author another one
 * that the sales of a day share.
 */
export async function recordSoldPackages(tx: Tx, drafts: readonly SaleDraft[]): Promise<void> {
  const sales = drafts.map((draft) => ({ ...draft, author: authorOf(draft) }));
  const authors = new Map(sales.map(({ author }) => [author.id, author]));
  // In one order, so that no two transactions wait for each other.
  const inOrder = [...authors.keys()].sort().flatMap((id) => authors.get(id) ?? []);
  await Promise.all([insertAuthors(tx, inOrder), insertSales(tx, sales)]);
}

/** The part that `write` needs. */
export const auditLog: AuditLog = { record: recordChanges };
