import { audit } from '../../kernel/context.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { VisitTx } from '../../platform/http/visitors.ts';
import { LOCK_MS, MAX_GUESSES, tooMany, wrongCode } from '../people/index.ts';
import type { People } from '../sessions/index.ts';
import { open, seal } from './secrets.ts';
import {
  type SecondFactorRow,
  selectSecondFactorForUpdate,
  updateFailure,
  updateUse,
} from './store.ts';
import { isRecoveryCode, readCode, readRecoveryCode, stepOfCode } from './totp.ts';

export type TypedCode = { code?: string | undefined; recoveryCode?: string | undefined };
export type ReadCode = { kind: 'code' | 'recoveryCode'; code: string };

/**
 * Returns what was typed without blanks and hyphens. Throws `invalid_request` for what cannot be a
 * code at all: a slip is no guess.
 */
export function readTypedCode({ code, recoveryCode }: TypedCode): ReadCode {
  if (recoveryCode !== undefined) {
    const read = readRecoveryCode(recoveryCode);
    if (read === undefined) throw invalid('/recoveryCode', 'must be one of your recovery codes');
    return { kind: 'recoveryCode', code: read };
  }
  if (code === undefined) throw invalid('/code', 'or recoveryCode is required');
  const read = readCode(code);
  if (read === undefined) throw invalid('/code', 'must be six digits');
  return { kind: 'code', code: read };
}

type Scope = VisitTx & { people: People };

/**
 * Checks a code of a person's second factor and uses it up: no code works twice. Returns a refusal
 * in place of throwing it, so that the failure is counted: `sign_in_failed`, or `rate_limited`
 * after `MAX_GUESSES` wrong ones. `invalid_state` when there is no second factor.
 */
export async function checkCode(
  scope: Scope,
  { personId, typed }: { personId: string; typed: ReadCode },
): Promise<Refusal | undefined> {
  const factor = await selectSecondFactorForUpdate(scope.db, personId);
  if (!factor) return new Refusal('invalid_state', 'There is no second factor.');
  if (factor.lockedUntil && factor.lockedUntil > scope.now) {
    const waitMs = factor.lockedUntil.getTime() - scope.now.getTime();
    return tooMany(Math.ceil(waitMs / 1000));
  }
  const used =
    typed.kind === 'code' ? useCode(scope, factor, typed) : useRecovery(scope, factor, typed);
  if (!used) return countFailure(scope, factor);
  await updateUse(scope.db, { personId, ...used });
  return undefined;
}

function useCode({ people, now }: Scope, factor: SecondFactorRow, { code }: ReadCode) {
  const { personId, lastStep } = factor;
  const secret = open(people, factor.secret, { personId, place: 'secret' });
  const step = stepOfCode({ secret, code }, now);
  return step !== undefined && (lastStep === null || step > lastStep) ? { step } : undefined;
}

function useRecovery({ people }: Scope, factor: SecondFactorRow, { code }: ReadCode) {
  const of = { personId: factor.personId, place: 'recovery_codes' } as const;
  if (!factor.isVerified) return undefined;
  const codes: string[] = JSON.parse(open(people, factor.recoveryCodes, of));
  const left = codes.filter((kept) => !isRecoveryCode(kept, code));
  if (left.length === codes.length) return undefined;
  return { recoveryCodes: seal(people, JSON.stringify(left), of) };
}

async function countFailure(scope: Scope, factor: SecondFactorRow): Promise<Refusal> {
  const { personId } = factor;
  // A lock that is over starts anew.
  const failedAttempts = (factor.lockedUntil ? 0 : factor.failedAttempts) + 1;
  const isLast = failedAttempts >= MAX_GUESSES;
  const lockedUntil = isLast ? new Date(scope.now.getTime() + LOCK_MS) : null;
  await updateFailure(scope.db, { personId, failedAttempts, lockedUntil });
  const signIn = { personId, isProved: false };
  audit(scope, {
    action: 'person.sign_in_failed',
    target: personId,
    before: null,
    after: { method: 'second_factor', isLocked: isLast },
    signIn,
  });
  return wrongCode();
}
