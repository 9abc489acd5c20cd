/** Facts that an account can be told (contract section 6, names of the common shape). */
export const EVENT_TYPES = [
  'package.purchased',
  'package.activated',
  'package.depleted',
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
  'price.changed',
] as const;
export type EventType = (typeof EVENT_TYPES)[number];

/** A fact to record; `body` carries ids and numbers, never a customer's e-mail or address. */
export type EventDraft = { type: EventType; body: Record<string, unknown>; createdAt: Date };

/** A recorded fact. */
export type Event = EventDraft & { sequence: bigint; id: string };

/** The common shape of contract section 6. */
export type ShownEvent = {
  type: EventType;
  id: string;
  sequence: number;
  createdAt: string;
  data: Record<string, unknown>;
};

/**
 * The bodies that existing receivers know, field by field in the order of the contract, because the
 * database keeps fields in an order of its own.
 */
const COMPATIBLE_FIELDS: Partial<Record<EventType, readonly string[]>> = {
  'esim.status_changed': ['iccid', 'imsi', 'profileState', 'eid'],
  'balance.low': ['uid', 'iccid', 'imsi', 'timestamp', 'balanceAmountInByte'],
  'esim.country_changed': ['imsi', 'iccid', 'previousCountry', 'newCountry'],
  'package.activated': ['uid', 'activatedItem', 'activatedAt', 'expiresAt'],
};
/** Fields that are left out when nothing is known, where others are null. */
const OPTIONAL_FIELDS = new Set(['eid']);

/** The fact in the common shape. */
export function showEvent({ type, id, sequence, createdAt, body }: Event): ShownEvent {
  const data = dataOf(type, body);
  return { type, id, sequence: Number(sequence), createdAt: createdAt.toISOString(), data };
}

/** What the fact says: for the four compatible events exactly the fields of the contract. */
export function dataOf(type: EventType, body: Record<string, unknown>): Record<string, unknown> {
  const fields = COMPATIBLE_FIELDS[type];
  if (!fields) return body;
  const known = fields.filter((field) => body[field] != null || !OPTIONAL_FIELDS.has(field));
  return Object.fromEntries(known.map((field) => [field, body[field] ?? null]));
}
