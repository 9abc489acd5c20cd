import type { DataTerms } from '../../../kernel/data-terms.ts';
import type { CarrierProfile } from '../carrier.ts';
import type { CallEnd } from './call-end.ts';

/** A price of a carrier, in ten-thousandths of its currency. */
export type Cost = { tenThousandths: bigint; currency: string };

/**
 * What a carrier can do, and how, for this account at the carrier. A verb that is missing from the
 * carrier is missing here too.
 */
export type Capabilities = {
  /** Whether an order without an answer may be sent again: with its reference, or never. */
  resends: { order: 'same_reference' | 'never'; topUp: 'same_reference' | 'never' };
  /** How an order without an answer is found; `time_and_item` may find orders of others. */
  findsBy: 'reference' | 'time_and_item';
  /** Whether the carrier itself refuses an order at another price than expected. */
  priceGuard: 'exact_price' | 'dry_run' | 'none';
  /** What cancelling does: the money comes back, may come back, or is only asked for. */
  cancels: 'refund' | 'revoke' | 'request' | null;
  /** Whether cancelling ends the eSIM with all that is on it, or the one item; null without it. */
  cancelsBy: 'esim' | 'item' | null;
  /** Notices that are not signed only lead to a read. */
  notices: 'signed' | 'unsigned' | null;
  /** How old the usage that it returns may be; null if it returns none. */
  usageMinutes: number | null;
  /** Days after the purchase in which unused packages can be returned; null without a limit. */
  refundDays: number | null;
  /**
   * How data becomes slower after a fair-use limit: by the terms of the carrier's item, or on the
   * simulated phone; null if it does not. No carrier can be told a speed.
   */
  throttles: 'by_item' | 'simulated' | null;
  verbs: readonly OptionalVerb[];
};

/** How many profiles a carrier is asked about in one call. */
export const MOST_USAGES = 10;

export const OPTIONAL_VERBS = [
  'topUp',
  'usage',
  'cancel',
  'suspend',
  'resume',
  'replace',
  'sms',
  'location',
  'balance',
  'list',
  'parseNotice',
  'registerNotices',
] as const;
type OptionalVerb = (typeof OPTIONAL_VERBS)[number];

/** A network that an item uses, as the carrier names it. */
export type OfferedNetwork = {
  /** An upper-case ISO 3166-1 code. */
  country: string;
  name: string;
  /** The carrier's own words, such as `5G` or `LTE`. */
  technologies: readonly string[];
};

/** An item of the carrier's catalogue as it is offered now. */
export type Offer = {
  item: string;
  /** Other codes by which the same item can be ordered. */
  aliases: readonly string[];
  name: string;
  cost: Cost;
  /** Of all its days; null for an unlimited amount. */
  dataBytes: bigint | null;
  /**
   * Null for a single amount; `unclear` if the carrier has terms that it does not state so that a
   * program can read them. Carriers do not say when their days start.
   */
  dataTerms: DataTerms | null | 'unclear';
  validityDays: number | null;
  /** Upper-case ISO 3166-1 codes. */
  countries: readonly string[];
  canTopUp: boolean;
  /** None if the catalogue does not name them. */
  networks: readonly OfferedNetwork[];
};

/** A profile at the carrier: its own ID of it, because ICCIDs are used again. */
export type ProfileRef = { iccid: string; profileId: string };

/** A profile that something is asked about, for the order with this reference. */
export type AskedAbout = ProfileRef & { reference?: string };

export type DeliveredProfile = CarrierProfile & { profileId: string };

export type OrderRequest = {
  /** Ours: 32 hexadecimal digits. */
  reference: string;
  item: string;
  /** The price that is expected, for carriers with a guard. */
  cost: Cost;
  /**
   * Until when, by `performance.now()`, the answer is waited for. What buys is not sent if its
   * answer could come later: by then others look for the order, and must see it if it is there.
   */
  answerBy?: number;
};

export type TopUpRequest = OrderRequest & { profile: ProfileRef };

/** An accepted order. `profile` is null until the carrier has allocated one, and for a top-up. */
export type Placed = {
  /** The carrier's own number of the order; null if only our reference is known. */
  order: string | null;
  isDelivered: boolean;
  profile: DeliveredProfile | null;
  cost: Cost | null;
};

/** An order that was sent, to be found. */
export type SentOrder = {
  kind: 'profile' | 'top_up';
  reference: string;
  item: string;
  order: string | null;
  profile: ProfileRef | null;
  sentAt: Date;
  /** When it was sent the last time, if more than once. */
  lastSentAt?: Date | null;
  /** What was made later, by the carrier's clock, is left out where orders are found by time. */
  until?: Date | undefined;
  /** Leaves out what belongs to other orders, so that nothing more is read about it. */
  freeOf?: (candidates: readonly Placed[]) => Promise<readonly Placed[]>;
};

/** An order as the carrier lists it, whoever made it. What it does not say is null. */
export type Listed = {
  order: string | null;
  item: string | null;
  /** Of whoever made the order; ours has 32 hexadecimal digits. */
  reference: string | null;
  iccid: string | null;
  createdAt: Date | null;
};

/** What is listed: the orders of a time, and, for a top-up, those of its eSIM. */
export type ListRequest = {
  /** Of the order that they are listed for. */
  reference: string;
  from: Date;
  to: Date;
  profile: ProfileRef | null;
};

/** The orders that may be the one that was sent; none if the carrier has none. */
export type Found = { candidates: readonly Placed[] };

export type ProfileStatus = {
  iccid: string;
  profileId: string;
  state: 'released' | 'installed' | 'in_use' | 'depleted' | 'expired' | 'suspended' | 'ended';
  /** The carrier's own words. */
  detail: string;
};

export type Usage = { usedBytes: bigint; totalBytes: bigint | null; asOf: Date | null };

type Cancelled = { outcome: 'refunded' | 'revoked' | 'requested'; request: string | null };

/** What a notice is about: the read that follows tells what is true. */
export type Notice = {
  kind: 'order' | 'profile' | 'usage' | 'balance' | 'other';
  order: string | null;
  reference: string | null;
  iccid: string | null;
  /** Equal for a notice that is sent again. */
  key: string;
};

export type RawNotice = { headers: Readonly<Record<string, string>>; body: string };

/** A carrier that must be called. No verb throws; each ends before its deadline. */
export type OrderingCarrier = {
  readonly name: string;
  readonly capabilities: Capabilities;
  /** Returns the item's present price; refuses what is not offered. */
  check(item: string): Promise<CallEnd<Offer>>;
  order(request: OrderRequest): Promise<CallEnd<Placed>>;
  /** Returns what the carrier has of a sent order. */
  find(sent: SentOrder): Promise<CallEnd<Found>>;
  profile(ref: ProfileRef): Promise<CallEnd<ProfileStatus>>;
  /** Returns the whole catalogue; never a part of it, because what it lacks counts as gone. */
  catalogue(): Promise<CallEnd<Offer[]>>;
  topUp?(request: TopUpRequest): Promise<CallEnd<Placed>>;
  usage?(ref: ProfileRef): Promise<CallEnd<Usage>>;
  /** Returns the usage of at most `MOST_USAGES` profiles by their ID; each ends by itself. */
  usages?(refs: readonly ProfileRef[]): Promise<ReadonlyMap<string, CallEnd<Usage>>>;
  cancel?(ref: AskedAbout & { item: string }): Promise<CallEnd<Cancelled>>;
  suspend?(ref: AskedAbout): Promise<CallEnd<null>>;
  resume?(ref: AskedAbout): Promise<CallEnd<null>>;
  replace?(ref: ProfileRef): Promise<CallEnd<DeliveredProfile>>;
  sms?(ref: AskedAbout & { text: string }): Promise<CallEnd<null>>;
  location?(ref: ProfileRef): Promise<CallEnd<{ country: string | null; network: string | null }>>;
  balance?(): Promise<CallEnd<Cost>>;
  /** Returns the orders of a time, also those that others made with this account. */
  list?(request: ListRequest): Promise<CallEnd<Listed[]>>;
  /** Returns undefined for a notice that is not the carrier's or not readable. */
  parseNotice?(notice: RawNotice): Notice | undefined;
  /** Has the carrier send its notices to this URL, at which it may look before it answers. */
  registerNotices?(url: string): Promise<CallEnd<null>>;
};
