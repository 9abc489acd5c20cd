import { isUuid } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { AuditEntry } from './audit-entry.ts';
import { type AuditFilter, selectEntries } from './store.ts';

export type EntriesAsked = {
  filter: AuditFilter;
  /** The time and the id of the last entry that was shown. */
  behind: readonly string[] | undefined;
  limit: number;
};

/**
 * What was changed in a company, in both its accounts and beyond them, newest first. Refuses
 * `invalid_request` at `/after`.
 */
export async function listEntries(
  db: Queryable,
  { organizationId }: { organizationId: string },
  { filter, behind, limit }: EntriesAsked,
): Promise<AuditEntry[]> {
  // An account that is none has changed nothing.
  if (filter.account !== undefined && !isUuid(filter.account)) return [];
  return selectEntries(db, organizationId, { filter, behind: behind && toPlace(behind), limit });
}

/** A cursor may have been made up. */
function toPlace([at = '', id = '']: readonly string[]) {
  const moment = new Date(at);
  if (Number.isNaN(moment.getTime()) || moment.toISOString() !== at || !isUuid(id)) {
    throw invalid('/after', 'must be a nextCursor of this list');
  }
  return { at, id };
}
