import { audit } from '../../kernel/context.ts';
import { isUuid } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { personOf } from './create-operator-key.ts';
import { updateRevoked } from './store.ts';

/** Revokes a key: its next call is refused. Throws `forbidden`, `api_key_not_found`. */
export async function revokeOperatorKey(scope: Scope, { id }: { id: string }): Promise<void> {
  personOf(scope);
  const { organizationId, now } = scope;
  const revoked = isUuid(id) && (await updateRevoked(scope.db, { id, organizationId, now }));
  if (!revoked) throw new Refusal('api_key_not_found', 'No operator key has this ID.');
  const before = { name: revoked.name };
  audit(scope, { action: 'operator_key.revoked', target: id, before, after: null });
}
