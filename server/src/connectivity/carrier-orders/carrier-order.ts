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

/** Why an order ended without a delivery. */
export type OrderReason = CarrierRefusal | 'not_placed' | 'no_source';

/** An order of one eSIM or top-up at a carrier, for one package. */
export type CarrierOrder = {
  accountId: string;
  id: string;
  activatedItemId: string;
  dataPlanId: string;
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
  sentAt: Date | null;
  endedAt: Date | null;
  nextAt: Date | null;
  /** Since when only a person can settle it. */
  asksSince: Date | null;
  /** Whether its eSIM waits for another sale. */
  isSpare: boolean;
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
