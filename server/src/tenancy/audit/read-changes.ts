import type { Queryable } from '../../platform/db/database.ts';
import type { AuditEntry } from './audit-entry.ts';
import { selectEntriesBy, selectEntriesOf } from './store.ts';

/** Every change of these things of a company, oldest first. */
export function readChangesOf(
  db: Queryable,
  organizationId: string,
  targets: readonly string[],
): Promise<AuditEntry[]> {
  return selectEntriesOf(db, organizationId, targets);
}

/** Every change that a person made in a company, oldest first. */
export function readChangesBy(
  db: Queryable,
  organizationId: string,
  actorId: string,
): Promise<AuditEntry[]> {
  return selectEntriesBy(db, organizationId, actorId);
}
