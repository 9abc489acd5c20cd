import type { Actor, Author, Change } from '../../kernel/context.ts';
import { toCsvLine } from '../../kernel/csv.ts';

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
export type AuditDraft = Change & Pick<Author, 'actor' | 'requestId' | 'remoteAddress'>;

export const ACTOR_KINDS = ['api_key', 'person', 'platform'] as const;

/** The platform is one, whichever of its parts acts; its name says which. */
export const PLATFORM_ID = 'platform';

/** What identifies an actor for good. */
export function actorIdOf(actor: Actor): string {
  switch (actor.kind) {
    case 'api_key':
      return actor.clientId;
    case 'person':
      return actor.personId;
    case 'platform':
      return PLATFORM_ID;
  }
}

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

/** The first line of the log as CSV. */
export const CSV_HEADER = toCsvLine(COLUMNS);

/** The entry as a line of CSV; before and after are JSON. */
export function toCsvRow(entry: AuditEntry): string {
  return toCsvLine(COLUMNS.map((column) => toField(entry[column])));
}

function toField(value: AuditEntry[(typeof COLUMNS)[number]]): string | undefined {
  if (value === null) return undefined;
  if (value instanceof Date) return value.toISOString();
  return typeof value === 'string' ? inert(value) : JSON.stringify(value);
}

/** A name that begins like a formula must not become one in a spreadsheet. */
function inert(text: string): string {
  return /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
}
