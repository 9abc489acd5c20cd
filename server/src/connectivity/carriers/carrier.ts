import type { Tx } from '../../platform/db/database.ts';

/** A profile as a carrier delivers it: everything that an activation code is made of. */
export type CarrierProfile = {
  iccid: string;
  imsi: string;
  smdpAddress: string;
  matchingId: string;
};

/** A carrier whose profiles are ours already: a sale settles inside its transaction. */
export type StockCarrier = {
  readonly name: string;
  readonly settles: 'in_transaction';
  /**
   * Claims up to `count` free profiles; returns fewer only when no free one is left. The caller
   * gives each to a customer or returns it, in the same transaction.
   */
  claimProfiles(tx: Tx, count: number): Promise<CarrierProfile[]>;
  /** Returns profiles that were claimed in this same transaction and that no sale needed. */
  returnProfiles(tx: Tx, iccids: readonly string[]): Promise<void>;
};

/** Where profiles and data come from. Carriers that must be called join here, told by `settles`. */
export type Carrier = StockCarrier;

/** The carriers of this installation, by the name that data plans say. */
export type Carriers = { named(name: string): Carrier };
