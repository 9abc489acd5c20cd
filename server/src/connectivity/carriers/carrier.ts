import type { ActivationCode } from '../../kernel/activation-code.ts';
import type { Database, Tx } from '../../platform/db/database.ts';

/** A profile as a carrier delivers it, with the parts of its activation code. */
export type CarrierProfile = ActivationCode & {
  iccid: string;
  /** Null if the carrier does not name it. */
  imsi: string | null;
  /** What the traveller enters when the device asks; null if it does not. */
  confirmationCode: string | null;
  /** What the traveller enters as access point; null if the profile brings its own. */
  apn: string | null;
};

/**
 * A carrier as a sale knows it. Profiles in stock are claimed inside the transaction of the sale; a
 * carrier that is ordered from has none and is called after it (`ordering/ordering-carrier.ts`).
 */
export type Carrier = {
  readonly name: string;
  readonly isOrdered?: true;
  /**
   * Claims up to `count` free profiles; returns fewer only if no other one is free. The caller
   * assigns each to a customer or returns it, in the same transaction. On a distributed database it
   * takes those that lie beside the account first.
   */
  claimProfiles(tx: Tx, order: ProfileOrder): Promise<CarrierProfile[]>;
  /** Returns profiles that this transaction claimed and that no sale needed. */
  returnProfiles(tx: Tx, profiles: readonly CarrierProfile[]): Promise<void>;
  /**
   * Allots profiles beside the accounts that claimed lately, ahead of the next claims, in
   * transactions of its own. Never throws. There is nothing to do on one PostgreSQL.
   */
  allotAhead(db: Database): Promise<void>;
};

/** How many profiles are claimed, and an account on whose shard they will be; null if none is. */
export type ProfileOrder = { count: number; accountId: string | null };

/** The carriers of this installation by the name that data plans use. */
export type Carriers = { named(name: string): Carrier };
