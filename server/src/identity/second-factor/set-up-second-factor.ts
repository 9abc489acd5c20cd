import { audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { VisitTx } from '../../platform/http/visitors.ts';
import { mailPerson, selectPerson, updateHasSecondFactor } from '../people/index.ts';
import { deleteSessions, type People, type Session, updateStrong } from '../sessions/index.ts';
import { checkCode, type ReadCode } from './check-code.ts';
import { SECOND_FACTOR_MAILS, type SecondFactorMail } from './mails.ts';
import { seal } from './secrets.ts';
import { deleteSecondFactor, updateRecoveryCodes, upsertSecondFactor } from './store.ts';
import { newRecoveryCodes, newTotpSecret, totpUri } from './totp.ts';

type Scope = VisitTx & { people: People; session: Session };

/** Makes a second factor that counts once it is confirmed. Throws `invalid_state` when one does. */
export async function setUpSecondFactor(
  scope: Scope,
): Promise<{ totpUri: string; recoveryCodes: string[] }> {
  const { personId, email } = scope.session;
  const secret = newTotpSecret();
  const recoveryCodes = newRecoveryCodes();
  const isKept = await upsertSecondFactor(scope.db, {
    id: newId(),
    personId,
    secret: seal(scope.people, secret, { personId, place: 'secret' }),
    recoveryCodes: sealCodes(scope, recoveryCodes),
  });
  if (!isKept) {
    throw new Refusal('invalid_state', 'You already have a second factor. Disable it first.');
  }
  return { totpUri: totpUri(secret, email), recoveryCodes };
}

/**
 * Enables the second factor by a first code. This session has proved it; all others end. Returns a
 * refusal that is counted: see `checkCode`.
 */
export async function confirmSecondFactor(
  scope: Scope,
  typed: ReadCode,
): Promise<Refusal | undefined> {
  const { personId, sessionId } = scope.session;
  const refusal = await checkCode(scope, { personId, typed });
  if (refusal) return refusal;
  if (scope.session.hasSecondFactor) return undefined;
  await updateHasSecondFactor(scope.db, { id: personId, hasSecondFactor: true, now: scope.now });
  await updateStrong(scope.db, sessionId);
  await deleteSessions(scope.db, personId, sessionId);
  await mailChange(scope, 'enabled', 'person.second_factor_enabled');
  return undefined;
}

/** Replaces the recovery codes. Throws `invalid_state` without a second factor. */
export async function regenerateRecoveryCodes(scope: Scope): Promise<string[]> {
  const codes = newRecoveryCodes();
  const { personId } = scope.session;
  const recoveryCodes = sealCodes(scope, codes);
  if (!(await updateRecoveryCodes(scope.db, { personId, recoveryCodes }))) {
    throw new Refusal('invalid_state', 'There is no second factor.');
  }
  await mailChange(scope, 'codes', 'person.recovery_codes_renewed');
  return codes;
}

/** Disables the second factor, or changes nothing when there is none. */
export async function disableSecondFactor(scope: Scope): Promise<void> {
  const { personId } = scope.session;
  if (!(await deleteSecondFactor(scope.db, personId))) return;
  await updateHasSecondFactor(scope.db, { id: personId, hasSecondFactor: false, now: scope.now });
  await mailChange(scope, 'disabled', 'person.second_factor_disabled');
}

function sealCodes({ people, session: { personId } }: Scope, codes: string[]): string {
  return seal(people, JSON.stringify(codes), { personId, place: 'recovery_codes' });
}

async function mailChange(scope: Scope, mail: SecondFactorMail, action: string): Promise<void> {
  const { db, people, session } = scope;
  audit(scope, { action, target: session.personId, before: null, after: null });
  const person = await selectPerson(db, session.personId);
  if (!person) return;
  const url = `${people.publicUrl}/auth/forgotten`;
  const content = SECOND_FACTOR_MAILS[person.locale](mail, { name: person.name, url });
  await mailPerson(db, person, { kind: 'second-factor', content });
}
