import { type AuditTrail, audit } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { updateRevocation } from './api-key-store.ts';

/**
 * Revokes a key for good. Throws `api_key_not_found`. After the commit, the key must be invalidated
 * in the access cache.
 */
export async function revokeApiKey(
  scope: Pick<Scope, 'db' | 'accountId' | 'now'> & AuditTrail,
  { clientId }: { clientId: string },
): Promise<void> {
  const key = { accountId: scope.accountId, clientId, revokedAt: scope.now };
  const name = await updateRevocation(scope.db, key);
  if (name === undefined) {
    throw new Refusal('api_key_not_found', 'No API key has this client ID.');
  }

  audit(scope, { action: 'api_key.revoked', target: clientId, before: { name }, after: null });
}
