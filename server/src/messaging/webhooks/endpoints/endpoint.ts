import type { AccountMode } from '../../../kernel/context.ts';
import { dataOf, EVENT_TYPES, type Event, type EventType, showEvent } from '../../events/index.ts';

/** The events of the original API, by their names there. Their bodies are `data` alone. */
const COMPATIBLE_EVENTS = {
  'esim-status': 'esim.status_changed',
  'balance-alert': 'balance.low',
  'country-change': 'esim.country_changed',
  'balance-activation': 'package.activated',
} as const satisfies Record<string, EventType>;
type CompatibleEvent = keyof typeof COMPATIBLE_EVENTS;

/** Questions that the platform asks the reseller (contract section 7); no fact is sent there. */
export const ASKED_EVENTS = ['customer-registration', 'activation-request'] as const;
export type AskedEvent = (typeof ASKED_EVENTS)[number];

/** One address for everything, in the common shape. */
const ALL = 'all';

const compatibleTypes = new Set<EventType>(Object.values(COMPATIBLE_EVENTS));
const furtherTypes = EVENT_TYPES.filter((type) => !compatibleTypes.has(type));

/** Every name that an address can be set for. */
export const WEBHOOK_EVENTS: readonly string[] = [
  ...Object.keys(COMPATIBLE_EVENTS),
  ...ASKED_EVENTS,
  ALL,
  ...furtherTypes,
];

/** An address of an account as its owner sees it. */
export type Webhook = {
  event: string;
  url: string;
  enabled: boolean;
  createdAt: Date;
  failingSince: Date | null;
  disabledAt: Date | null;
  disabledReason: string | null;
};

/** What sending to an address needs to know of it. */
export type Endpoint = {
  accountId: string;
  mode: AccountMode;
  event: string;
  url: string;
  secretEncrypted: Buffer;
  previousSecretEncrypted: Buffer | null;
  previousSecretUntil: Date | null;
};

/** Whether the contract knows a webhook of this name. */
export function isWebhookEvent(event: string): boolean {
  return WEBHOOK_EVENTS.includes(event);
}

/** The types of facts that are sent to the address of this event. */
export function typesOf(event: string): readonly EventType[] {
  if (event === ALL) return EVENT_TYPES;
  if (isCompatible(event)) return [COMPATIBLE_EVENTS[event]];
  return EVENT_TYPES.filter((type) => type === event);
}

/** The body that tells this fact at the address of this event, to the letter. */
export function bodyFor(event: string, fact: Event): string {
  return JSON.stringify(isCompatible(event) ? dataOf(fact.type, fact.body) : showEvent(fact));
}

/** Facts about one profile go out in order; facts without one, in the order of their customer. */
export function orderKeyOf({ body }: Event): string | null {
  const key = body.iccid ?? body.uid;
  return typeof key === 'string' ? key : null;
}

function isCompatible(event: string): event is CompatibleEvent {
  return Object.hasOwn(COMPATIBLE_EVENTS, event);
}
