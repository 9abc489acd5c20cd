import type { Offer, OfferedNetwork } from '../../connectivity/carriers/index.ts';
import type { DataTerms } from '../../kernel/data-terms.ts';
import type { ConvertedCost } from './exchange-rate.ts';

export const RUN_STATES = ['QUEUED', 'READY', 'FAILED'] as const;
type RunState = (typeof RUN_STATES)[number];

/** An import of a supplier's catalogue: asked for, then a preview that operators decide about. */
export type CatalogueRun = {
  id: string;
  carrier: string;
  state: RunState;
  isScheduled: boolean;
  attempts: number;
  /** Why the supplier's catalogue could not be read, as yet or at all. */
  detail: string | null;
  /** How much the catalogue contains; null until it was read. */
  offers: number | null;
  unchanged: number | null;
  /** More than half of what was known is gone. */
  hasManyGone: boolean;
  createdAt: Date;
  endedAt: Date | null;
};

export const LINE_KINDS = [
  'new',
  'changed',
  'price_up',
  'price_down',
  'gone',
  'back',
  'refused',
] as const;
export type LineKind = (typeof LINE_KINDS)[number];

export const LINE_STATES = ['OPEN', 'APPLIED', 'DISMISSED', 'REFUSED'] as const;
type LineState = (typeof LINE_STATES)[number];

/** Why a line cannot be applied. */
export const LINE_REASONS = [
  'code_twice',
  'code_too_long',
  'no_rate',
  'no_size',
  'unclear_terms',
  'no_validity',
  'no_countries',
  'price_too_high',
  'plan_has_item',
] as const;
export type LineReason = (typeof LINE_REASONS)[number];

/** What a supplier offers: an item, its terms and its price. */
export type OfferedItem = {
  item: string;
  aliases: readonly string[];
  name: string;
  /** Of all its days; null for an unlimited amount. */
  dataBytes: bigint | null;
  /** Null for a single amount. */
  dataTerms: Offer['dataTerms'];
  validityDays: number | null;
  /** Upper-case ISO 3166-1 codes, sorted. */
  countries: readonly string[];
  networks: readonly OfferedNetwork[];
  /** Null without a rate of its currency, or if it is no price. */
  cost: ConvertedCost | null;
};

/** What an import changes about one item. */
export type CatalogueLine = {
  line: number;
  item: string;
  kind: LineKind;
  state: LineState;
  reason: LineReason | null;
  /** Null for an item that is gone. */
  offer: OfferedItem | null;
  beforeUsdTenThousandths: bigint | null;
  dataPlanId: string | null;
};

/** An item as it was last applied or dismissed. */
export type KnownItem = Omit<OfferedItem, 'cost' | 'aliases' | 'dataTerms'> & {
  dataTerms: DataTerms | null;
  dataPlanId: string | null;
  dismissedAt: Date | null;
  goneAt: Date | null;
  /** Null for an item that was dismissed at once. */
  usdTenThousandths: bigint | null;
};
