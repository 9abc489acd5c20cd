import type { CarrierRefusal } from '../carriers/index.ts';

/**
 *   QUEUED ──▶ SENT ──▶ DELIVERED        sold, and the eSIM is the customer's
 *     ▲ ▲       │ │
 *     │ └───────┘ ├───▶ REFUSED          nothing was ordered, or the carrier refused it
 *     │ retry     │
 *     │           ▼ no answer
 *     └──────── UNKNOWN ──▶ found: DELIVERED, or SENT while the carrier allocates
 *      sent again by its
 *      reference, if that is safe
 *
 * The package of an order that takes too long fails, and the order is EXPIRED. It is looked for
 * all the same: what was delivered is spare, and DELIVERED; what was not ordered is REFUSED.
 */
export type OrderState = 'QUEUED' | 'SENT' | 'UNKNOWN' | 'DELIVERED' | 'REFUSED' | 'EXPIRED';
export const ORDER_STATES = [
  'QUEUED',
  'SENT',
  'UNKNOWN',
  'DELIVERED',
  'REFUSED',
  'EXPIRED',
] as const satisfies readonly OrderState[];

/**
 * Why an order ended without a delivery. `package_failed`: what topped up an eSIM was delivered
 * after its package had failed.
 */
export type OrderReason = CarrierRefusal | 'not_placed' | 'no_source' | 'package_failed';
export const ORDER_REASONS = [
  'out_of_stock',
  'price_changed',
  'unfunded',
  'maintenance',
  'no_such_item',
  'not_found',
  'not_allowed',
  'esim_recycled',
  'misconfigured',
  'rejected',
  'not_placed',
  'no_source',
] as const satisfies readonly OrderReason[];

/**
 * Why an order went to a source of its plan, or did not. `asked_again` and `failed` are followed by
 * another try; a source that `refused` is not tried again for the order.
 */
export type SourceChoice = {
  carrier: string;
  item: string;
  outcome: (typeof CHOICE_OUTCOMES)[number];
  reason: ChoiceReason;
  /** The carrier's own words, or a number that explains the reason. */
  detail: string | null;
  /** RFC 3339. */
  at: string;
};
export const CHOICE_OUTCOMES = ['chosen', 'skipped', 'refused', 'failed', 'asked_again'] as const;
export const CHOICE_REASONS = [
  'preferred',
  'cheapest',
  'share',
  'country',
  'next',
  'has_esim',
  'same_order',
  'last_resort',
  'failing',
  'no_price',
  'not_set_up',
  'retry_later',
  'other_terms',
  ...ORDER_REASONS,
] as const;
export type ChoiceReason = (typeof CHOICE_REASONS)[number];

/** An order of one eSIM or top-up at a carrier, for one package. */
export type CarrierOrder = {
  accountId: string;
  id: string;
  activatedItemId: string;
  dataPlanId: string;
  /** Where it was sent last; before, the carrier that the plan names. */
  carrier: string;
  /** A top-up becomes an order of an eSIM if the customer has none of the carrier. */
  kind: 'profile' | 'top_up';
  state: OrderState;
  /** The carrier's code of what is ordered; null until it was first sent. */
  item: string | null;
  supplierOrder: string | null;
  iccid: string | null;
  profileId: string | null;
  costTenThousandths: bigint | null;
  costCurrency: string | null;
  attempts: number;
  reason: OrderReason | null;
  detail: string | null;
  createdAt: Date;
  /** When it was first sent. */
  sentAt: Date | null;
  /** When it was sent the last time: again under the same reference, where the carrier knows it. */
  lastSentAt: Date | null;
  endedAt: Date | null;
  nextAt: Date | null;
  /** Since when only a person can settle it. */
  asksSince: Date | null;
  /** Whether its eSIM waits for another sale. */
  isSpare: boolean;
  /** In the order in which they were made; none before the order was sent. */
  choices: readonly SourceChoice[];
};

/** A new order, as a sale makes it. */
export type NewOrder = Pick<
  CarrierOrder,
  'accountId' | 'id' | 'activatedItemId' | 'dataPlanId' | 'carrier' | 'kind' | 'createdAt'
>;

/** An order that a worker holds under a lease. */
export type LeasedOrder = CarrierOrder & { lease: string };

/** Returns our reference at the carrier: the ID of the order in 32 hexadecimal digits. */
export function referenceOf({ id }: Pick<CarrierOrder, 'id'>): string {
  return id.replaceAll('-', '');
}

/** Returns the ID of the order that a reference names; null if it names none. */
export function orderIdOf(reference: string | null): string | null {
  const parts = /^([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/;
  const found = parts.exec(reference ?? '');
  return found?.slice(1).join('-') ?? null;
}
