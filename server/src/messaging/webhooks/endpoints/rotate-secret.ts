import { type AuditTrail, audit } from '../../../kernel/context.ts';
import type { Encryption } from '../../../kernel/encryption.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import { secretPlace } from '../sending/attempt.ts';
import { newSecret } from '../sending/signature.ts';
import { updateSecret } from './endpoint-store.ts';
import { noSuchWebhook, requireWebhookName } from './refuse-webhook.ts';
import type { SetWebhook } from './set-webhook.ts';

/**
 * Gives an endpoint a new secret. The previous secret signs too for 24 hours; an older one stops
 * at once. Refuses `webhook_not_found`.
 */
export async function rotateSecret(
  scope: Pick<Scope, 'db' | 'accountId'> & AuditTrail & { encryption: Encryption },
  { event: name }: { event: string },
): Promise<SetWebhook> {
  const { accountId } = scope;
  const event = requireWebhookName(name);
  const secret = newSecret();
  const secretEncrypted = scope.encryption.encrypt(secret, secretPlace({ accountId, event }));
  const webhook = await updateSecret(scope.db, { accountId, event, secretEncrypted });
  if (!webhook) throw noSuchWebhook(name);
  audit(scope, { action: 'webhook.secret_rotated', target: event, before: null, after: null });
  return { webhook, secret };
}
