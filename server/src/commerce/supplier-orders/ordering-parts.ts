import type { OrderingCarrier } from '../../connectivity/carriers/index.ts';
import type { Database } from '../../platform/db/database.ts';
import type { TransactionBatches } from '../../platform/db/transaction-batches.ts';
import type { Standings } from '../routing/index.ts';
import type { Quotes } from './quotes.ts';

/** What working on an order needs. */
export type OrderingParts = {
  db: Database;
  /** Writes what became of orders; those of one account one after another. */
  batches: TransactionBatches;
  /** The connectors by name. */
  carriers: ReadonlyMap<string, OrderingCarrier>;
  quotes: Quotes;
  standings: Standings;
  now: () => Date;
};
