import { audit } from '../../../kernel/context.ts';
import { newId } from '../../../kernel/ids.ts';
import { Refusal } from '../../../kernel/refusal.ts';
import { EVENT_TYPES } from '../../events/index.ts';
import { reachOf, secretPlace } from '../sending/attempt.ts';
import { newSecret } from '../sending/signature.ts';
import { MAX_CREATED_ENDPOINTS } from './endpoint.ts';
import { countCreatedEndpoints, insertEndpoint } from './endpoint-store.ts';
import { requireUrl } from './endpoint-url.ts';
import { type SettingScope, type SetWebhook, shown, type WebhookDraft } from './set-webhook.ts';

/**
 * Creates an endpoint besides those that are set for an event. It receives the listed types of
 * events in the common shape, or all of them. Refuses `invalid_request` (a URL that cannot be
 * called), `invalid_state` (the account has the most endpoints already).
 */
export async function createWebhook(
  scope: SettingScope,
  draft: Omit<WebhookDraft, 'event'>,
): Promise<SetWebhook & { secret: string }> {
  const { accountId } = scope;
  const url = requireUrl(draft.url, reachOf(scope.installation, scope));
  if ((await countCreatedEndpoints(scope.db, accountId)) >= MAX_CREATED_ENDPOINTS) {
    const detail = `Your account already has ${MAX_CREATED_ENDPOINTS} endpoints. Delete one first.`;
    throw new Refusal('invalid_state', detail);
  }

  const event = newId();
  const secret = newSecret();
  const webhook = await insertEndpoint(scope.db, {
    accountId,
    event,
    url,
    enabled: draft.enabled ?? true,
    eventTypes: draft.events ?? [...EVENT_TYPES],
    description: draft.description ?? null,
    maxPerSecond: draft.maxPerSecond ?? null,
    secretEncrypted: scope.encryption.encrypt(secret, secretPlace({ accountId, event })),
  });
  if (!webhook) throw new Error('A new ID names an endpoint already.');
  audit(scope, { action: 'webhook.created', target: event, before: null, after: shown(webhook) });
  return { webhook, secret };
}
