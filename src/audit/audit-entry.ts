import type { Actor, Author, Change } from '../accounts/index.ts';

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
