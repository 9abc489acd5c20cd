import { isUuid } from '../../kernel/ids.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { listAccounts } from '../accounts/index.ts';
import type { AuditEntry } from './audit-entry.ts';
import { selectSalesBy, selectSalesOf, selectSoldEntries } from './sales-store.ts';
import { type AuditPage, SOLD, selectChangesBy, selectChangesOf, selectEntries } from './store.ts';

/** Returns the entries after a place, the newest first. */
export async function readEntries(
  db: Queryable,
  organizationId: string,
  page: AuditPage,
): Promise<AuditEntry[]> {
  const { account, action = '', target } = page.filter;
  const hasSales = SOLD.startsWith(action) && (target === undefined || isUuid(target));
  const accounts = hasSales ? await accountIdsOf(db, organizationId) : [];
  const wanted = accounts.filter((id) => account === undefined || id === account);
  const lists = await Promise.all([
    selectEntries(db, organizationId, page),
    ...wanted.map((accountId) => selectSoldEntries(db, accountId, page)),
  ]);
  return lists.flat().sort(byTime).reverse().slice(0, page.limit);
}

/** Returns every change of these things, the oldest first. */
export async function readChangesOf(
  db: Queryable,
  organizationId: string,
  targets: readonly string[],
): Promise<AuditEntry[]> {
  const accounts = await accountIdsOf(db, organizationId);
  const lists = await Promise.all([
    selectChangesOf(db, organizationId, targets),
    selectSalesOf(db, accounts, targets.filter(isUuid)),
  ]);
  return lists.flat().sort(byTime);
}

/** Returns every change that an actor made, the oldest first. */
export async function readChangesBy(
  db: Queryable,
  organizationId: string,
  actorId: string,
): Promise<AuditEntry[]> {
  const accounts = await accountIdsOf(db, organizationId);
  const lists = await Promise.all([
    selectChangesBy(db, organizationId, actorId),
    selectSalesBy(db, accounts, actorId),
  ]);
  return lists.flat().sort(byTime);
}

async function accountIdsOf(db: Queryable, organizationId: string): Promise<string[]> {
  return (await listAccounts(db, organizationId)).map(({ id }) => id);
}

function byTime(one: AuditEntry, other: AuditEntry): number {
  return one.at.getTime() - other.at.getTime() || (one.id < other.id ? -1 : 1);
}
