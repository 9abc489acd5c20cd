import { audit } from '../../kernel/context.ts';
import { isUuid } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { VisitTx } from '../../platform/http/visitors.ts';
import type { Session } from './session-cache.ts';
import { deleteSession, deleteSessions } from './session-store.ts';

type Scope = VisitTx & { session: Session };

/** Ends the session of the call. */
export async function signOut(scope: Scope): Promise<void> {
  const { personId, sessionId: id } = scope.session;
  await deleteSession(scope.db, { personId, id });
  audit(scope, { action: 'person.signed_out', target: personId, before: null, after: null });
}

/** Ends another session of the person, or this one. Throws `session_not_found`. */
export async function revokeSession(scope: Scope, { id }: { id: string }): Promise<void> {
  const { personId } = scope.session;
  if (!isUuid(id) || !(await deleteSession(scope.db, { personId, id }))) {
    throw new Refusal('session_not_found', 'You have no session with this ID.');
  }
  audit(scope, { action: 'session.ended', target: id, before: null, after: null });
}

/** Ends all sessions of the person but the one of the call. */
export async function revokeOtherSessions(scope: Scope): Promise<void> {
  const { personId, sessionId } = scope.session;
  await deleteSessions(scope.db, personId, sessionId);
  audit(scope, { action: 'session.others_ended', target: personId, before: null, after: null });
}
