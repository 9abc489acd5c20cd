import { audit } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { VisitTx } from '../../platform/http/visitors.ts';
import { selectClosing } from '../../tenancy/organizations/index.ts';
import { selectMembership } from '../people/index.ts';
import { openSession } from './open-session.ts';
import type { People } from './people.ts';

export type SignInMethod = 'password' | 'second_factor' | 'recovery_code' | 'passkey';

/**
 * Opens a session in the visitor's browser. Returns the `Set-Cookie` headers. Throws `forbidden` if
 * the person's company was closed.
 */
export async function startSession(
  scope: VisitTx & { people: Pick<People, 'cookies' | 'devices'> },
  { personId, email, method }: { personId: string; email: string; method: SignInMethod },
): Promise<string[]> {
  const { visit, now, people } = scope;
  await refuseWhenClosed(scope.db, personId);
  const token = await openSession(scope.db, {
    personId,
    now,
    isStrong: method !== 'password',
    ipAddress: visit.remoteAddress,
    userAgent: visit.headers['user-agent'],
  });
  audit(scope, {
    action: 'person.signed_in',
    target: personId,
    before: null,
    after: { method },
    signIn: { personId, isProved: true },
  });
  return [...people.cookies.open(token), people.devices.remember(visit.headers.cookie, email)];
}

async function refuseWhenClosed(db: Queryable, personId: string): Promise<void> {
  const membership = await selectMembership(db, personId);
  if (!membership) return;
  const closing = await selectClosing(db, membership.organizationId);
  if (!closing?.closedAt) return;
  throw new Refusal('forbidden', 'Your company was closed by its owner. Nobody can sign in to it.');
}
