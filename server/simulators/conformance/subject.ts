import type { CarrierCall, OrderingCarrier } from '../../src/connectivity/carriers/index.ts';
import type { Fault } from '../faults.ts';

/** What the conformance checks are run against. */
export type Subject = {
  carrier: OrderingCarrier;
  /** An item of the catalogue that can be ordered, and topped up where the carrier can. */
  item: string;
  /** An item with data by the day or without a limit. */
  itemWithTerms?: string;
  /** The calls that the connector recorded. */
  calls: readonly CarrierCall[];
  /** Texts that no recorded call may contain. */
  secrets: readonly string[];
  /** Against a simulator; left out for a live account. */
  faults?: {
    /** Fails the next request that buys or changes something. */
    failNext(fault: Fault): void;
    /** How many eSIMs the supplier sold for its money. */
    sold(): number;
    /** Marks an item as sold out, or offers it again. */
    setSoldOut?(isSoldOut: boolean): void;
    setFunds?(hasFunds: boolean): void;
    /** How many requests came to the supplier. */
    requests(): number;
  };
};

/** One thing that a connector must do. It throws an error in words when it does not. */
export type Check = {
  title: string;
  /** Returns false if the carrier lacks what is checked. */
  applies(subject: Subject): boolean;
  run(subject: Subject): Promise<void>;
};
