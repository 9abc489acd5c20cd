import type { Actor, Author, Change } from '../../kernel/context.ts';
import type { CsvColumns } from '../../kernel/csv.ts';

/** A change as the log keeps it. */
export type AuditEntry = Change & {
  id: string;
  /** Real time, not the account's clock. */
  at: Date;
  /** The clock of a sandbox, where the change is of one. */
  accountAt: Date | null;
  /** Null for a change that concerns the company and neither of its accounts. */
  accountId: string | null;
  actorKind: Actor['kind'];
  actorId: string;
  actorName: string | null;
  /** Null if no request made the change, or once the address was kept long enough. */
  remoteAddress: string | null;
  requestId: string;
};

/** A change and who made it, before it is written. */
export type AuditDraft = Change & Author;

export const ACTOR_KINDS = ['api_key', 'person', 'platform'] as const;

/** Returns an entry as the API shows it. */
export function showAuditEntry(entry: AuditEntry) {
  const { id, at, accountId, actorKind, actorId, actorName, action, target, ...more } = entry;
  return {
    id,
    at: at.toISOString(),
    accountId,
    actor: { kind: actorKind, id: actorId, name: actorName },
    action,
    target,
    before: more.before,
    after: more.after,
    remoteAddress: more.remoteAddress,
    requestId: more.requestId,
  };
}

/** The columns of the log as CSV; `before` and `after` are JSON. */
export const AUDIT_COLUMNS: CsvColumns<AuditEntry> = {
  id: ({ id }) => id,
  at: ({ at }) => at.toISOString(),
  accountId: ({ accountId }) => accountId,
  actorKind: ({ actorKind }) => actorKind,
  actorId: ({ actorId }) => actorId,
  actorName: ({ actorName }) => actorName,
  action: ({ action }) => action,
  target: ({ target }) => target,
  before: ({ before }) => before && JSON.stringify(before),
  after: ({ after }) => after && JSON.stringify(after),
  remoteAddress: ({ remoteAddress }) => remoteAddress,
  requestId: ({ requestId }) => requestId,
};
