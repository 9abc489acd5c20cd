import type { AccountMode } from '../../../kernel/context.ts';
import {
  compatibleData,
  EVENT_TYPES,
  type Event,
  type EventType,
  showEvent,
} from '../../events/index.ts';

/** Whose address it was: the company, and which of its accounts. */
export type Owner = { organizationId: string; mode: 'live' | 'sandbox' };

export type Disabling = {
  accountId: string;
  event: string;
  /** The address that failed; another one set meanwhile is not to blame. */
  url: string;
  at: Date;
  reason: string;
};

/** The events of the original API, by their names there. Their bodies are `data` alone. */
export const COMPATIBLE_EVENTS = {
  'esim-status': 'esim.status_changed',
  'balance-alert': 'balance.low',
  'country-change': 'esim.country_changed',
  'balance-activation': 'package.activated',
} as const satisfies Record<string, EventType>;
type CompatibleEvent = keyof typeof COMPATIBLE_EVENTS;

/** The SDK webhooks: requests of the platform to the reseller. They receive no events. */
export const ASKED_EVENTS = ['customer-registration', 'activation-request'] as const;
export type AskedEvent = (typeof ASKED_EVENTS)[number];

/** The endpoint that receives every event, in the common shape. */
const ALL = 'all';

const compatibleTypes = new Set<EventType>(Object.values(COMPATIBLE_EVENTS));
const furtherTypes = EVENT_TYPES.filter((type) => !compatibleTypes.has(type));

/** Every name that an endpoint can be set for. */
export const WEBHOOK_EVENTS: readonly string[] = [
  ...Object.keys(COMPATIBLE_EVENTS),
  ...ASKED_EVENTS,
  ALL,
  ...furtherTypes,
];

/** Endpoints that one account can create, besides one for each event. */
export const MAX_CREATED_ENDPOINTS = 50;

/** What names an endpoint: the event that it was set for, or the ID under which it was created. */
export type EndpointKey = { accountId: string; event: string };

/** A webhook endpoint as its owner sees it. */
export type Webhook = {
  event: string;
  /** The types that a created endpoint receives; null for one that was set for an event. */
  eventTypes: EventType[] | null;
  url: string;
  description: string | null;
  enabled: boolean;
  maxPerSecond: number | null;
  createdAt: Date;
  failingSince: Date | null;
  pausedUntil: Date | null;
  disabledAt: Date | null;
  disabledReason: string | null;
};

/** What sending to an endpoint needs. */
export type Endpoint = EndpointKey & {
  mode: AccountMode;
  eventTypes: EventType[] | null;
  url: string;
  maxPerSecond: number | null;
  pausedUntil: Date | null;
  secretEncrypted: Buffer;
  previousSecretEncrypted: Buffer | null;
  previousSecretUntil: Date | null;
};

/**
 * Returns the name under which the endpoint of an event is kept: the original API's name where it
 * has one, so that `balance.low` and `balance-alert` are one endpoint. Undefined for other texts.
 */
export function webhookName(text: string): string | undefined {
  const [alias] = Object.entries(COMPATIBLE_EVENTS).find(([, type]) => type === text) ?? [];
  return alias ?? WEBHOOK_EVENTS.find((event) => event === text);
}

/** Returns the types of the events that are sent to this endpoint. */
export function typesOf({
  event,
  eventTypes,
}: Pick<Endpoint, 'event' | 'eventTypes'>): readonly EventType[] {
  if (eventTypes) return eventTypes;
  if (event === ALL) return EVENT_TYPES;
  if (isCompatible(event)) return [COMPATIBLE_EVENTS[event]];
  return EVENT_TYPES.filter((type) => type === event);
}

/** Returns the body of a delivery of this event to an endpoint of this name. */
export function bodyFor(event: string, fact: Event): string {
  const isData = isCompatible(event);
  return JSON.stringify(isData ? compatibleData(fact.type, fact.body) : showEvent(fact));
}

/** Returns what orders an event: its eSIM, or its customer if it is not about an eSIM. */
export function orderKeyOf({ body }: Event): string | null {
  const key = body.iccid ?? body.uid;
  return typeof key === 'string' ? key : null;
}

/** Returns the endpoint as the API shows it. */
export function showWebhook(webhook: Webhook) {
  return {
    event: webhook.event,
    events: [...typesOf(webhook)],
    url: webhook.url,
    description: webhook.description,
    enabled: webhook.enabled,
    maxPerSecond: webhook.maxPerSecond,
    createdAt: webhook.createdAt.toISOString(),
    failingSince: webhook.failingSince?.toISOString() ?? null,
    pausedUntil: webhook.pausedUntil?.toISOString() ?? null,
    disabledAt: webhook.disabledAt?.toISOString() ?? null,
    disabledReason: webhook.disabledReason,
  };
}

function isCompatible(event: string): event is CompatibleEvent {
  return Object.hasOwn(COMPATIBLE_EVENTS, event);
}
