import { type AuditTrail, audit } from '../../../kernel/context.ts';
import type { Encryption } from '../../../kernel/encryption.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import { secretPlace } from '../sending/attempt.ts';
import { newSecret } from '../sending/signature.ts';
import { updateSecret } from './endpoint-store.ts';
import { noSuchWebhook, type SetWebhook } from './set-webhook.ts';

/**
 * Gives an address a new secret. The one so far signs along for 24 hours; an even older one ends
 * now. Refuses `webhook_not_found`.
 */
export async function rotateSecret(
  scope: Pick<Scope, 'db' | 'accountId'> & AuditTrail,
  { event, encryption }: { event: string; encryption: Encryption },
): Promise<SetWebhook> {
  const { accountId } = scope;
  const secret = newSecret();
  const secretEncrypted = encryption.encrypt(secret, secretPlace({ accountId, event }));
  const webhook = await updateSecret(scope.db, { accountId, event, secretEncrypted });
  if (!webhook) throw noSuchWebhook(event);
  const rotated = { action: 'webhook.secret_rotated', target: event };
  audit(scope, { ...rotated, before: null, after: null });
  return { webhook, secret };
}
