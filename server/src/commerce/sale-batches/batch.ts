import type { Context } from '../../kernel/context.ts';
import { toPrice } from '../../kernel/money.ts';
import type { SalesChannel } from '../../kernel/sales-channel.ts';
import type { ActivationMode } from '../activations/index.ts';

/**
 *   created ──▶ running ──── nothing waits any more ────▶ done
 *                 │  ▲
 *      stop, or   │  │ resume
 *      no credits ▼  │
 *               stopped
 */
export type BatchState = 'running' | 'stopped' | 'done';

/** The seller of a batch: the context of the request that created it, without a mandate. */
export type BatchSeller = Omit<Context, 'now' | 'changes' | 'dailySpendLimitMinor' | 'mandate'> & {
  dailySpendLimitMinor: string | null;
};

export type Batch = {
  accountId: string;
  id: string;
  state: BatchState;
  /** The code of the refusal at which it stopped by itself. */
  stoppedBy: string | null;
  activationMode: ActivationMode;
  salesChannel: SalesChannel;
  seller: BatchSeller;
  lines: number;
  packages: number;
  totalMinor: bigint;
  createdAt: Date;
};

/** How far a batch has come. */
export type BatchProgress = { waiting: number; sold: number; failed: number };

export type BatchItemState = 'waiting' | 'sold' | 'failed';

/** One package of a batch. */
export type BatchItem = {
  number: number;
  line: number;
  email: string | null;
  inventoryItemId: string;
  metatag: string | null;
  state: BatchItemState;
  code: string | null;
  detail: string | null;
  activatedItemId: string | null;
  customerId: string | null;
  iccid: string | null;
};

export type NewBatchItem = Pick<
  BatchItem,
  'number' | 'line' | 'email' | 'inventoryItemId' | 'metatag'
>;

export const MAX_LINES = 10_000;
/** The most packages of a batch, over all lines. */
export const MAX_PACKAGES = 10_000;
export const MAX_QUANTITY = 1_000;

/** Refusals that end when something changes outside of the batch; it stops and can be resumed. */
export const STOPPING: ReadonlySet<string> = new Set([
  'insufficient_credits',
  'spend_limit_reached',
  'mandate_exceeded',
  'approval_required',
  'account_suspended',
  'out_of_stock',
  'supplier_unavailable',
  'service_unavailable',
]);

/** Returns the batch as the API shows it. */
export function showBatch(batch: Batch, progress: BatchProgress) {
  return {
    id: batch.id,
    state: batch.state,
    stoppedBy: batch.stoppedBy,
    activationMode: batch.activationMode,
    lines: batch.lines,
    packages: batch.packages,
    totalPrice: toPrice(batch.totalMinor),
    ...progress,
    createdAt: batch.createdAt.toISOString(),
  };
}

/** Returns an item of a batch as the API shows it. */
export function showBatchItem(item: BatchItem) {
  const { activatedItemId, customerId, ...rest } = item;
  return { ...rest, activatedItemUid: activatedItemId, customerUid: customerId };
}

/** Returns the seller of a request. */
export function sellerOf({
  now: _,
  changes: __,
  mandate: ___,
  dailySpendLimitMinor,
  ...rest
}: Context): BatchSeller {
  return { ...rest, dailySpendLimitMinor: dailySpendLimitMinor?.toString() ?? null };
}

/** Returns the context in which the packages of a batch are sold at `now`. */
export function contextOf(
  { seller, mandate }: Pick<Batch, 'seller'> & Pick<Context, 'mandate'>,
  now: Date,
): Context {
  const { dailySpendLimitMinor: limit, ...rest } = seller;
  const dailySpendLimitMinor = limit === null ? null : BigInt(limit);
  return { ...rest, now, changes: [], dailySpendLimitMinor, mandate };
}
