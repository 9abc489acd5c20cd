import { type Context, type Notes, noteChange } from '../../../kernel/context.ts';
import type { Encryption } from '../../../kernel/encryption.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { secretPlace } from '../sending/attempt.ts';
import { newSecret } from '../sending/signature.ts';
import { updateSecret } from './endpoint-store.ts';
import { noSuchWebhook, type SetWebhook } from './set-webhook.ts';

/**
 * Gives an address a new secret. The one so far signs along for 24 hours; an even older one ends
 * now. Refuses `webhook_not_found`.
 */
export async function rotateSecret(
  tx: Tx,
  ctx: Pick<Context, 'accountId'> & Notes,
  { event, encryption }: { event: string; encryption: Encryption },
): Promise<SetWebhook> {
  const { accountId } = ctx;
  const secret = newSecret();
  const secretEncrypted = encryption.encrypt(secret, secretPlace({ accountId, event }));
  const webhook = await updateSecret(tx, { accountId, event, secretEncrypted });
  if (!webhook) throw noSuchWebhook(event);
  const rotated = { action: 'webhook.secret_rotated', target: event };
  noteChange(ctx, { ...rotated, before: null, after: null });
  return { webhook, secret };
}
