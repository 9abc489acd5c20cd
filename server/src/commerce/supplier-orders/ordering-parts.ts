import type { LeasedOrder, OrderStep, Sending } from '../../connectivity/carrier-orders/index.ts';
import type { OrderingCarrier } from '../../connectivity/carriers/index.ts';
import type { Batches } from '../../platform/db/batches.ts';
import type { Database } from '../../platform/db/database.ts';
import type { PlanWithCosts } from '../catalog/index.ts';
import type { Standings } from '../routing/index.ts';
import type { Quotes } from './quotes.ts';

/** What working on an order needs. */
export type OrderingParts = {
  db: Database;
  reads: OrderReads;
  writes: OrderWrites;
  /** The connectors by name. */
  carriers: ReadonlyMap<string, OrderingCarrier>;
  quotes: Quotes;
  standings: Standings;
  now: () => Date;
};

/** What a carrier shows, and which of it belongs to orders of ours. */
type Shown = { carrier: string; numbers: readonly string[]; iccids: readonly string[] };
type Known = { taken: ReadonlySet<string>; given: ReadonlySet<string> };

/** Reads that orders share when they ask at the same time. */
export type OrderReads = {
  plan(id: string): Promise<PlanWithCosts>;
  hasSpare(of: { carrier: string; item: string }): Promise<boolean>;
  /** Numbers that other orders have, and eSIMs that were delivered. */
  taken: Batches<Shown, Known>;
};

type Again = Extract<OrderStep, { step: 'again' }>;
/** How an order ended. */
export type Settlement = { order: LeasedOrder; step: Exclude<OrderStep, Again> };

/** Steps of orders, which are written in few statements for many of them. */
export type OrderWrites = {
  /** When each was first sent; undefined if it is not to be sent. */
  sent: Batches<{ order: LeasedOrder; sending: Sending }, Date | undefined>;
  again: Batches<{ order: LeasedOrder; step: Again }, void>;
  settled: Batches<Settlement, void>;
};
