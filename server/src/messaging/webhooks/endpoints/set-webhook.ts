import { type AuditTrail, audit } from '../../../kernel/context.ts';
import type { Encryption } from '../../../kernel/encryption.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import { giveUpPending } from '../deliveries/delivery-store.ts';
import { type PostingParts, reachOf, secretPlace } from '../sending/attempt.ts';
import { newSecret } from '../sending/signature.ts';
import { isWebhookEvent, type Webhook } from './endpoint.ts';
import { insertEndpoint, lockWebhook, updateEndpoint } from './endpoint-store.ts';
import { requireUrl } from './endpoint-url.ts';

export type WebhookDraft = { event: string; url: string; enabled?: boolean };

/** An address, with its secret where that is shown. */
export type SetWebhook = { webhook: Webhook; secret?: string };

/**
 * Sets the address of an event and switches it on, unless told otherwise; the secret is given when
 * there was no address before. It hears of what happens from now on; what is still on its way goes
 * to the new address, or is failed when it is switched off. Refuses `invalid_request` (a URL that
 * cannot be called), `webhook_not_found` (no such event).
 */
export async function setWebhook(
  scope: Pick<Scope, 'db' | 'accountId' | 'mode'> & AuditTrail,
  { parts, ...draft }: WebhookDraft & { parts: { encryption: Encryption } & ModePart },
): Promise<SetWebhook> {
  const { accountId } = scope;
  const { event, enabled = true } = draft;
  const url = requireUrl(draft.url, reachOf(parts.mode, scope));
  if (!isWebhookEvent(event)) throw noSuchEvent(event);

  const secret = newSecret();
  const secretEncrypted = parts.encryption.encrypt(secret, secretPlace({ accountId, event }));
  const webhook = { accountId, event, url, enabled };
  const created = await insertEndpoint(scope.db, { ...webhook, secretEncrypted });
  if (created) {
    audit(scope, { ...setting(event), before: null, after: addressOf(created) });
    return { webhook: created, secret };
  }
  const before = await lockWebhook(scope.db, accountId, event);
  const updated = await updateEndpoint(scope.db, webhook);
  if (!updated || !before) throw noSuchWebhook(event);
  audit(scope, { ...setting(event), before: addressOf(before), after: addressOf(updated) });
  if (!enabled) await giveUpPending(scope.db, webhook);
  return { webhook: updated };
}

const setting = (event: string) => ({ action: 'webhook.set', target: event });

/** An address for the audit log, without what in it may be a secret. */
export function addressOf({ url, enabled }: Pick<Webhook, 'url' | 'enabled'>) {
  const { origin, pathname } = new URL(url);
  return { url: origin + pathname, enabled };
}

type ModePart = Pick<PostingParts, 'mode'>;

/** The refusal for an event that has no address. */
export function noSuchWebhook(event: string): Refusal {
  if (!isWebhookEvent(event)) return noSuchEvent(event);
  return new Refusal('webhook_not_found', `No address is set for ${event}.`);
}

function noSuchEvent(event: string): Refusal {
  const shown = event.slice(0, 64);
  return new Refusal('webhook_not_found', `There is no webhook event with the name ${shown}.`);
}
