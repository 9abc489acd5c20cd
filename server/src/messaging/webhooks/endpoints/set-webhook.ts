import { type AuditTrail, audit } from '../../../kernel/context.ts';
import type { Encryption } from '../../../kernel/encryption.ts';
import { isUuid } from '../../../kernel/ids.ts';
import { invalid } from '../../../kernel/refusal.ts';
import type { Scope } from '../../../platform/db/scope.ts';
import type { EventType } from '../../events/index.ts';
import { giveUpPending } from '../deliveries/delivery-store.ts';
import { type PostingParts, reachOf, secretPlace } from '../sending/attempt.ts';
import { newSecret } from '../sending/signature.ts';
import type { Webhook } from './endpoint.ts';
import { insertEndpoint, lockWebhook, updateEndpoint } from './endpoint-store.ts';
import { requireUrl } from './endpoint-url.ts';
import { noSuchWebhook, requireWebhookName } from './refuse-webhook.ts';

/** What setting an endpoint needs besides the account: how this installation runs, and its keys. */
export type SettingScope = Pick<Scope, 'db' | 'accountId' | 'mode'> &
  AuditTrail & { encryption: Encryption; installation: PostingParts['mode'] };

export type WebhookDraft = {
  /** The event that the endpoint is for, or the ID of a created endpoint. */
  event: string;
  url: string;
  enabled?: boolean;
  events?: EventType[];
  description?: string;
  maxPerSecond?: number;
};

/** An endpoint, with its secret where that is shown. */
export type SetWebhook = { webhook: Webhook; secret?: string };

/**
 * Sets the endpoint of an event, or changes a created one, and enables it by default. It receives
 * events from now on. Pending deliveries go to the new URL, or are marked failed when the endpoint
 * is disabled. Returns the secret when the endpoint is new. Refuses `invalid_request` (a URL that
 * cannot be called), `webhook_not_found` (no such event or endpoint).
 */
export async function setWebhook(scope: SettingScope, draft: WebhookDraft): Promise<SetWebhook> {
  const { accountId } = scope;
  const url = requireUrl(draft.url, reachOf(scope.installation, scope));
  const event = requireWebhookName(draft.event);
  const isCreated = isUuid(event);
  if (draft.events && !isCreated)
    throw invalid('/events', 'can be set only for an endpoint with an ID');

  const settings = {
    accountId,
    event,
    url,
    enabled: draft.enabled ?? true,
    eventTypes: draft.events ?? null,
    description: draft.description ?? null,
    maxPerSecond: draft.maxPerSecond ?? null,
  };
  if (!isCreated) {
    const secret = newSecret();
    const secretEncrypted = scope.encryption.encrypt(secret, secretPlace({ accountId, event }));
    const created = await insertEndpoint(scope.db, { ...settings, secretEncrypted });
    if (created) {
      audit(scope, { action: 'webhook.set', target: event, before: null, after: shown(created) });
      return { webhook: created, secret };
    }
  }
  const before = await lockWebhook(scope.db, accountId, event);
  if (!before) throw noSuchWebhook(draft.event);
  const eventTypes = draft.events ?? before.eventTypes;
  const updated = await updateEndpoint(scope.db, { ...settings, eventTypes });
  if (!updated) throw noSuchWebhook(draft.event);
  const after = shown(updated);
  audit(scope, { action: 'webhook.set', target: event, before: shown(before), after });
  if (!settings.enabled) await giveUpPending(scope.db, settings);
  return { webhook: updated };
}

/** Returns an endpoint for the audit log, without the query of its URL, which may be a secret. */
export function shown({ url, enabled }: Pick<Webhook, 'url' | 'enabled'>) {
  const { origin, pathname } = new URL(url);
  return { url: origin + pathname, enabled };
}
