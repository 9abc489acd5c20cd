import { isUuid } from '../../../kernel/ids.ts';
import { invalid, Refusal } from '../../../kernel/refusal.ts';
import { webhookName } from './endpoint.ts';

/** Returns the endpoint's name that a path names. Refuses `webhook_not_found`. */
export function requireWebhookName(text: string): string {
  const name = webhookName(text) ?? (isUuid(text) ? text.toLowerCase() : undefined);
  if (name === undefined) throw noSuchWebhook(text);
  return name;
}

/** Returns the endpoint's name that a field or a query names. Refuses `invalid_request`. */
export function readWebhookName(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const name = webhookName(text) ?? (isUuid(text) ? text.toLowerCase() : undefined);
  if (name === undefined) {
    throw invalid('/event', 'must be the name of an event or the ID of an endpoint');
  }
  return name;
}

/** Returns the refusal for a name without an endpoint. */
export function noSuchWebhook(event: string): Refusal {
  const isKnown = webhookName(event) !== undefined;
  const detail = isKnown
    ? `No webhook endpoint is set for ${event}.`
    : `No webhook event or endpoint is named ${event.slice(0, 64)}.`;
  return new Refusal('webhook_not_found', detail);
}
