import type { CarrierRefusal } from '../../connectivity/carriers/index.ts';

/**
 *   QUEUED ─▶ ORDERING ─▶ ORDERED ─▶ CONFIRMING ─▶ CONFIRMED ─▶ RELEASING ─▶ STOCKED
 *     ▲                                  │  └───────────── released at once ────▲
 *     │                                  ▼ confirmed, and its answer was lost
 *     └────────────────────────────── CANCELLING
 *
 * A state that ends in -ING is committed before the call: after a lost answer or a killed process
 * the call is repeated, which is safe because it names the ICCID. An order of a type without an
 * ICCID is not repeated, and a person settles it. REFUSED: nothing came of it.
 */
export type StockOrderState =
  | 'QUEUED'
  | 'ORDERING'
  | 'ORDERED'
  | 'CONFIRMING'
  | 'CONFIRMED'
  | 'RELEASING'
  | 'CANCELLING'
  | 'STOCKED'
  | 'REFUSED';
export const STOCK_ORDER_STATES = [
  'QUEUED',
  'ORDERING',
  'ORDERED',
  'CONFIRMING',
  'CONFIRMED',
  'RELEASING',
  'CANCELLING',
  'STOCKED',
  'REFUSED',
] as const satisfies readonly StockOrderState[];

/** Why an order waits or ended without a profile. */
export type StockOrderReason = CarrierRefusal | 'not_placed' | 'in_use';

/** An order of one profile for the stock. */
export type StockOrder = {
  id: string;
  /** Whose stock it fills. */
  carrier: string;
  batchId: string;
  state: StockOrderState;
  iccid: string | null;
  matchingId: string | null;
  smdpAddress: string | null;
  /** What phones ask for; null without one, and once it is in stock. */
  confirmationCode: string | null;
  /** Calls without progress. */
  attempts: number;
  reason: StockOrderReason | null;
  /** What happened last, in words. */
  detail: string | null;
  createdAt: Date;
  endedAt: Date | null;
  nextAt: Date | null;
  /** Since when only a person can settle it. */
  asksSince: Date | null;
};

export type LeasedStockOrder = StockOrder & { lease: string };

/** Returns the reference of its calls: its ID in 32 hexadecimal digits. */
export function stockReference({ id }: Pick<StockOrder, 'id'>): string {
  return id.replaceAll('-', '');
}
