import type { Actor, Author, Change } from '../../kernel/context.ts';
import { toCsv } from '../../kernel/csv.ts';

/** One change as the log keeps it. */
export type AuditEntry = Change & {
  id: string;
  /** Real time, whatever the account's clock says. */
  at: Date;
  /** Null for what belongs to the company and to neither of its accounts. */
  accountId: string | null;
  actorKind: Actor['kind'];
  actorId: string;
  actorName: string | null;
  /** Null when nobody called, or the address was kept long enough. */
  remoteAddress: string | null;
  requestId: string;
};

/** A change with who made it, not written yet. */
export type AuditDraft = Change & Author;

export const ACTOR_KINDS = ['api_key', 'person', 'platform'] as const;

/** The wire's entry. */
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

const COLUMNS = [
  'id',
  'at',
  'accountId',
  'actorKind',
  'actorId',
  'actorName',
  'action',
  'target',
  'before',
  'after',
  'remoteAddress',
  'requestId',
] as const;

/** Returns entries as CSV; before and after are JSON. */
export function toAuditCsv(entries: readonly AuditEntry[]): string {
  const rows = entries.map((entry) => COLUMNS.map((column) => toCell(entry[column])));
  return toCsv([COLUMNS, ...rows]);
}

function toCell(value: AuditEntry[(typeof COLUMNS)[number]]): string | null {
  if (value === null || typeof value === 'string') return value;
  return value instanceof Date ? value.toISOString() : JSON.stringify(value);
}
