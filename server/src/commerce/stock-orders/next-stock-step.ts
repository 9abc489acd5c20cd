import type { FunctionEnd } from '../../connectivity/carriers/index.ts';
import { readActivationCode, toActivationCode } from '../../kernel/activation-code.ts';
import { readIccid } from '../../kernel/iccid.ts';
import type { StockOrder, StockOrderReason } from './stock-order.ts';
import type { Ahead } from './stock-order-store.ts';

type Kept = Pick<StockOrder, 'iccid' | 'matchingId' | 'smdpAddress'>;
/** What becomes of an order after a call; an order that goes on keeps what it knows. */
export type StockStep =
  | ({ step: 'ahead'; pausesType: boolean } & Ahead)
  | ({ step: 'stocked' } & { iccid: string; matchingId: string; smdpAddress: string })
  | { step: 'refused'; reason: StockOrderReason; detail: string };

/** How a call ended, about an order as it was before; a repeated call may have been done before. */
type After<Value> = { order: StockOrder; isRepeat: boolean; end: FunctionEnd<Value> };

const REFUSED_MS = 600_000;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 600_000;
/** Calls without progress after which a person is asked, too. */
const ASKS_AFTER = 20;
const IN_USE = '8.2.1/3.3';
const MATCHING_ID_IN_USE = '8.2.6/3.3';
const NOT_RELEASABLE = '8.2.1/3.5';

export function afterDownload({
  order,
  isRepeat,
  end,
}: After<{ iccid: string; warning: string | null }>): StockStep {
  if (end.end === 'done') {
    const { iccid, warning } = end.value;
    const read = readIccid(iccid, { takesUnusual: true });
    if ('fault' in read)
      return asking(order, 'ORDERING', `The SM-DP+ named it, but ${read.fault}.`);
    return progress(order, 'ORDERED', { iccid: read.iccid, detail: warning });
  }
  if (end.end === 'refused' && end.pair === IN_USE && order.iccid !== null) {
    if (isRepeat) return progress(order, 'ORDERED', { detail: 'It was ordered before.' });
    const wasCancelled = order.matchingId !== null;
    if (!wasCancelled) return { step: 'refused', reason: 'in_use', detail: end.detail };
  }
  if (end.end === 'unknown' && order.iccid === null) {
    return asking(order, 'ORDERING', end.detail);
  }
  return without(order, { before: 'QUEUED', calling: 'ORDERING', isRepeat, end });
}

type Confirmed = { matchingId: string; smdpAddress: string | null; warning: string | null };

/** `smdpAddress` is that of the settings, where the answer names none. */
export function afterConfirmation(
  { order, isRepeat, end }: After<Confirmed>,
  { releasesApart, smdpAddress }: { releasesApart: boolean; smdpAddress: string },
): StockStep {
  if (end.end === 'done') {
    const { matchingId, warning } = end.value;
    const known = { matchingId, smdpAddress: end.value.smdpAddress ?? smdpAddress };
    const code = readActivationCode(toActivationCode({ ...known, smdpOid: null }));
    if ('fault' in code) return { step: 'refused', reason: 'rejected', detail: code.fault };
    if (releasesApart) return progress(order, 'CONFIRMED', { ...known, detail: warning });
    return stocked({ ...order, ...known });
  }
  // It was confirmed before, under a matching ID that the lost answer named.
  if (isRepeat && (end.pair === IN_USE || end.pair === MATCHING_ID_IN_USE)) {
    return progress(order, 'CANCELLING', { detail: 'The answer to its confirmation was lost.' });
  }
  return without(order, { before: 'ORDERED', calling: 'CONFIRMING', isRepeat, end });
}

export function afterRelease({ order, isRepeat, end }: After<unknown>): StockStep {
  const wasReleased = isRepeat && end.pair === NOT_RELEASABLE;
  if (end.end === 'done' || wasReleased) return stocked(order);
  return without(order, { before: 'CONFIRMED', calling: 'RELEASING', isRepeat, end });
}

export function afterCancellation({ order, isRepeat, end }: After<unknown>): StockStep {
  const wasCancelled = end.end === 'refused' && end.pair === IN_USE;
  if (end.end === 'done' || wasCancelled) {
    return progress(order, 'QUEUED', { detail: 'It was cancelled, and is ordered again.' });
  }
  return without(order, { before: 'CANCELLING', calling: 'CANCELLING', isRepeat, end });
}

type Call = {
  before: Ahead['state'];
  calling: Ahead['state'];
  isRepeat: boolean;
  end: Exclude<FunctionEnd<unknown>, { end: 'done' }>;
};

/** Returns what follows a call that was not done, of an order whose calls may be repeated. */
function without(order: StockOrder, { before, calling, isRepeat, end }: Call): StockStep {
  const asks = order.attempts >= ASKS_AFTER;
  if (end.end === 'refused') {
    const { code: reason, detail } = end;
    const pausesType = before === 'QUEUED';
    return ahead(order, { state: before, inMs: REFUSED_MS, reason, detail, asks, pausesType });
  }
  const isUnsent = end.end === 'retry_later' && !isRepeat;
  const patience = end.end === 'retry_later' ? end.afterMs : 0;
  return ahead(order, {
    state: isUnsent ? before : calling,
    inMs: Math.max(patience, pauseAfter(order.attempts)),
    detail: end.detail,
    asks,
  });
}

function pauseAfter(attempts: number): number {
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(attempts, 10));
}

/** Returns the next state, which is due at once. */
function progress(
  order: StockOrder,
  state: Ahead['state'],
  known: Partial<Kept> & { detail: string | null },
): StockStep {
  return ahead(order, { state, inMs: 0, attempts: 0, ...known });
}

/** Returns the state of an order that must not be repeated. */
function asking(order: StockOrder, state: Ahead['state'], detail: string): StockStep {
  return ahead(order, { state, inMs: null, detail, asks: true });
}

type Change = Pick<Ahead, 'state' | 'inMs' | 'detail'> &
  Partial<Kept & Pick<Ahead, 'reason' | 'asks' | 'attempts'> & { pausesType: boolean }>;

function ahead(order: StockOrder, change: Change): StockStep {
  const { iccid, matchingId, smdpAddress, attempts } = order;
  const kept = { iccid, matchingId, smdpAddress, attempts, reason: null, asks: false };
  return { step: 'ahead', pausesType: false, ...kept, ...change };
}

function stocked({ iccid, matchingId, smdpAddress }: Kept): StockStep {
  if (iccid === null || matchingId === null || smdpAddress === null) {
    throw new Error('A profile was released without its activation code.');
  }
  return { step: 'stocked', iccid, matchingId, smdpAddress };
}
