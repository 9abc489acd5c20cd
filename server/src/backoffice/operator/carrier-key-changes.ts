import {
  createCarrierKey,
  findCarrierKey,
  type ListedKey,
  revokeCarrierKey,
} from '../../connectivity/carriers/index.ts';
import { audit } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';

/** Creates a key of a carrier. Returns the secret, which is not stored. */
export async function makeCarrierKey(
  scope: Scope,
  { carrier }: { carrier: string },
): Promise<ListedKey & { secret: string }> {
  const { keyId, secret } = await createCarrierKey(scope.db, { carrier });
  audit(scope, {
    action: 'carrier_key.created',
    target: keyId,
    before: null,
    after: { carrier },
  });
  const kept = await findCarrierKey(scope.db, keyId);
  const createdAt = kept?.createdAt ?? scope.now;
  return { keyId, carrier, createdAt, lastUsedAt: null, revokedAt: null, secret };
}

/** Revokes a key: its next call is refused. Throws `api_key_not_found`. */
export async function endCarrierKey(scope: Scope, { id }: { id: string }): Promise<void> {
  const isRevoked = await revokeCarrierKey(scope.db, id);
  if (!isRevoked) throw new Refusal('api_key_not_found', 'No carrier key in use has this ID.');
  audit(scope, { action: 'carrier_key.revoked', target: id, before: null, after: null });
}
