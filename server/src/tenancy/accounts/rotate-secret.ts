import { type Actor, type AuditTrail, audit } from '../../kernel/context.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { hashSecret, type NewApiKey, newClientSecret } from './api-key.ts';
import { updateSecret } from './api-key-store.ts';
import { requireWithinCaller } from './limited-key.ts';
import { lockKey } from './update-api-key.ts';

const HOUR_MS = 3_600_000;
/** How long the secret before works unless the caller chooses. */
const USUAL_OVERLAP_HOURS = 24;
const MAX_OVERLAP_DAYS = 30;

type Rotator = Pick<Scope, 'db' | 'accountId'> & AuditTrail & { actor?: Actor };

/**
 * Gives a key a new secret, which is in the answer and nowhere else. The secret before it, and the
 * tokens issued for that one, work until `previousExpiresAt`, of real time: 24 hours unless given,
 * at most 30 days, and not at all if it is past. A secret that an earlier rotation still let work
 * ends at once. A key rotates itself, and others within its own scopes and addresses. Throws
 * `api_key_not_found`, `insufficient_scope`, `forbidden`, `invalid_request`. After the commit, the
 * key must be invalidated in the access cache.
 */
export async function rotateSecret(
  scope: Rotator,
  asked: { clientId: string; previousExpiresAt?: Date | undefined; realNow: Date },
): Promise<NewApiKey> {
  const { clientId, realNow } = asked;
  const key = await lockKey(scope, clientId);
  if (!isOwn(scope.actor, clientId)) await requireWithinCaller(scope, key);
  const expiresAt = overlapOf(asked);

  const clientSecret = newClientSecret();
  await updateSecret(scope.db, {
    accountId: scope.accountId,
    clientId,
    secretHash: hashSecret(clientSecret),
    rotatedAt: realNow,
    previousExpiresAt: expiresAt,
  });
  const previousSecretExpiresAt = expiresAt > realNow ? expiresAt : null;
  audit(scope, {
    action: 'api_key.secret_rotated',
    target: clientId,
    before: null,
    after: { previousSecretExpiresAt: previousSecretExpiresAt?.toISOString() ?? null },
  });
  return { ...key, clientSecret, secretRotatedAt: realNow, previousSecretExpiresAt };
}

function isOwn(actor: Actor | undefined, clientId: string): boolean {
  return actor?.kind === 'api_key' && actor.clientId === clientId;
}

function overlapOf({
  previousExpiresAt,
  realNow,
}: {
  previousExpiresAt?: Date | undefined;
  realNow: Date;
}): Date {
  if (!previousExpiresAt) return new Date(realNow.getTime() + USUAL_OVERLAP_HOURS * HOUR_MS);
  const latest = realNow.getTime() + MAX_OVERLAP_DAYS * 24 * HOUR_MS;
  if (previousExpiresAt.getTime() <= latest) return previousExpiresAt;
  throw invalid('/previousSecretExpiresAt', `must be within ${MAX_OVERLAP_DAYS} days`);
}
