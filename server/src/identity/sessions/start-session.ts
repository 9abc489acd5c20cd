import { audit } from '../../kernel/context.ts';
import type { VisitTx } from '../../platform/http/visitors.ts';
import { openSession } from './open-session.ts';
import type { People } from './people.ts';

export type SignInMethod = 'password' | 'second_factor' | 'recovery_code' | 'passkey';

/** Opens a session in the visitor's browser. Returns the `Set-Cookie` headers. */
export async function startSession(
  scope: VisitTx & { people: Pick<People, 'cookies' | 'devices'> },
  { personId, email, method }: { personId: string; email: string; method: SignInMethod },
): Promise<string[]> {
  const { visit, now, people } = scope;
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
