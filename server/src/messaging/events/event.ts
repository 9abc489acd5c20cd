/** The types of events, as the common shape names them. */
export const EVENT_TYPES = [
  'package.purchased',
  'package.delivered',
  'package.failed',
  'package.activated',
  'package.depleted',
  'package.day_used_up',
  'package.throttled',
  'package.expiring',
  'package.expired',
  'package.refunded',
  'esim.status_changed',
  'esim.country_changed',
  'esim.replaced',
  'balance.low',
  'credits.low',
  'credits.added',
  'credits.frozen',
  'credits.released',
  'credits.reversed',
  'credits.auto_top_up_failed',
  'price.planned',
  'price.changed',
  'account.suspended',
  'account.resumed',
  'approval.requested',
  'approval.approved',
  'approval.rejected',
  'approval.expired',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** An event to record. `body` has IDs and numbers, never the email or IP address of a customer. */
export type EventDraft = { type: EventType; body: Record<string, unknown>; createdAt: Date };

/** A recorded event. */
export type Event = EventDraft & { sequence: bigint; id: string };

/** The common shape, in which the API, the stream and most webhooks show an event. */
export type ShownEvent = {
  type: EventType;
  id: string;
  sequence: number;
  createdAt: string;
  data: Record<string, unknown>;
};

/**
 * The bodies of the original API, with fields in its order, because the database does not keep the
 * order of fields.
 */
const COMPATIBLE_FIELDS: Partial<Record<EventType, readonly string[]>> = {
  'esim.status_changed': ['iccid', 'imsi', 'profileState', 'eid'],
  'balance.low': ['uid', 'iccid', 'imsi', 'timestamp', 'balanceAmountInByte'],
  'esim.country_changed': ['imsi', 'iccid', 'previousCountry', 'newCountry'],
  'package.activated': ['uid', 'activatedItem', 'activatedAt', 'expiresAt'],
};
/** Fields that are left out if they are unknown; all others are `null` then. */
const OPTIONAL_FIELDS = new Set(['eid']);

/** Returns the event in the common shape. */
export function showEvent({ type, id, sequence, createdAt, body }: Event): ShownEvent {
  const data = { ...compatibleData(type, body), ...packageIds(type, body) };
  return { type, id, sequence: Number(sequence), createdAt: createdAt.toISOString(), data };
}

/** Returns the body of the original API: exactly its fields, for the four events that it has. */
export function compatibleData(
  type: EventType,
  body: Record<string, unknown>,
): Record<string, unknown> {
  const fields = COMPATIBLE_FIELDS[type];
  if (!fields) return body;
  const known = fields.filter((field) => body[field] != null || !OPTIONAL_FIELDS.has(field));
  return Object.fromEntries(known.map((field) => [field, body[field] ?? null]));
}

/** In this event the original API calls the customer `uid`; in others `uid` is the package. */
function packageIds(type: EventType, { uid, activatedItem }: Record<string, unknown>) {
  if (!type.startsWith('package.') || uid === undefined) return {};
  return { customerUid: uid, activatedItemUid: activatedItem };
}
