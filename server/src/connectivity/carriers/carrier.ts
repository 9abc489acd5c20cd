import type { Tx } from '../../platform/db/database.ts';

/** What a carrier gives for a phone: everything that an activation code is made of. */
export type CarrierProfile = {
  iccid: string;
  imsi: string;
  smdpAddress: string;
  matchingId: string;
};

export type ProfileOrder = { accountId: string; count: number; now: Date };

/** A carrier whose profiles are ours already: a sale settles inside its transaction. */
export type StockCarrier = {
  readonly name: string;
  readonly settles: 'in_transaction';
  /** Takes up to `count` free profiles for the account; fewer only when no free one is left. */
  takeProfiles(tx: Tx, order: ProfileOrder): Promise<CarrierProfile[]>;
  /** Gives back profiles taken in this same transaction that no sale needed. */
  returnProfiles(tx: Tx, accountId: string, iccids: string[]): Promise<void>;
};

/** Where profiles and data come from. Carriers that must be called join here, told by `settles`. */
export type Carrier = StockCarrier;

/** The carriers of this installation, by the name that data plans say. */
export type Carriers = { named(name: string): Carrier };
