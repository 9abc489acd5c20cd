import { IDLE_MS, type Lease, restore, settle, toWish } from './lease.ts';
import type { LeaseAnswer, LeaseWish } from './limit-store.ts';

/** How long spent tokens wait for their report, so that one statement carries many leases. */
const SOON_MS = 50;
/** The least time between the beginnings of two statements. */
const GAP_MS = 5;
/** How long requests wait for an answer. When it takes longer, the database is away. */
export const ANSWER_WITHIN_MS = 2_000;
/** How long no request waits after a statement that failed. */
const AWAY_MS = 1_000;
const MAX_WISHES = 1_000;

export type ExchangeParts = {
  /** Sends wishes to the shared buckets. */
  send: (wishes: readonly LeaseWish[]) => Promise<LeaseAnswer[]>;
  /** Milliseconds that only grow. */
  clock: () => number;
  /** Called after every statement. */
  observe?: ((outcome: 'done' | 'failed') => void) | undefined;
};

/** Keeps the leases of a process in step with the shared buckets, one statement at a time. */
export type Exchanges = {
  /** Schedules the exchange of a lease; `now` if a request waits for it. */
  ask(lease: Lease, when: 'soon' | 'now'): void;
  /** Resolves when the statement on its way is answered, or has taken too long. */
  answered(): Promise<void>;
  /** Returns whether the last statement failed or takes too long. */
  isAway(): boolean;
  /** Reports the tokens spent, and returns the unused ones to their buckets. */
  close(): Promise<void>;
};

type State = ExchangeParts & {
  due: Set<Lease>;
  /** Leases with unused tokens, which are returned when no request needs them. */
  holding: Set<Lease>;
  timer: { at: number; handle: NodeJS.Timeout } | undefined;
  idleTimer: NodeJS.Timeout | undefined;
  exchanging: Promise<void> | undefined;
  sentAt: number;
  awayUntil: number;
  waiting: (() => void)[];
};

export function createExchanges(parts: ExchangeParts): Exchanges {
  const state: State = {
    ...parts,
    due: new Set(),
    holding: new Set(),
    timer: undefined,
    idleTimer: undefined,
    exchanging: undefined,
    sentAt: Number.NEGATIVE_INFINITY,
    awayUntil: Number.NEGATIVE_INFINITY,
    waiting: [],
  };
  return {
    ask(lease, when) {
      state.due.add(lease);
      schedule(state, when === 'now' ? 0 : SOON_MS);
    },
    answered: () => new Promise((resolve) => state.waiting.push(resolve)),
    isAway: () => parts.clock() < state.awayUntil || isLate(state),
    close: () => close(state),
  };
}

/** While a statement is on its way, the next one is scheduled by its end. */
function schedule(state: State, waitMs: number): void {
  if (state.exchanging) return;
  const now = state.clock();
  const at = Math.max(now + waitMs, state.sentAt + GAP_MS);
  if (state.timer && state.timer.at <= at) return;
  clearTimeout(state.timer?.handle);
  const handle = setTimeout(() => void exchange(state), Math.max(0, at - now));
  state.timer = { at, handle: handle.unref() };
}

function exchange(state: State): Promise<void> {
  clearTimeout(state.timer?.handle);
  state.timer = undefined;
  if (state.exchanging) return state.exchanging;
  const leases = takeDue(state);
  if (leases.length === 0) return Promise.resolve();
  state.sentAt = state.clock();
  const late = setTimeout(() => wake(state), ANSWER_WITHIN_MS).unref();
  state.exchanging = send(state, leases).finally(() => {
    clearTimeout(late);
    state.exchanging = undefined;
    wake(state);
    if (state.due.size > 0) schedule(state, 0);
  });
  return state.exchanging;
}

/** A bucket whose lease was evicted from the cache and made again has two leases: one at a time. */
function takeDue({ due }: State): Lease[] {
  const taken = new Map<string, Lease>();
  for (const lease of due) {
    if (taken.size === MAX_WISHES) break;
    if (taken.has(lease.bucket)) continue;
    taken.set(lease.bucket, lease);
    due.delete(lease);
  }
  return [...taken.values()];
}

async function send(state: State, leases: readonly Lease[]): Promise<void> {
  const { clock, holding } = state;
  const sent = leases.map((lease) => ({ lease, wish: toWish(lease, clock()) }));
  const answers = await state.send(sent.map(({ wish }) => wish)).catch(() => undefined);
  const answerOf = new Map(answers?.map((answer) => [answer.bucket, answer]));
  for (const { lease, wish } of sent) {
    const answer = answerOf.get(lease.bucket);
    if (answer) settle(lease, wish, { answer, nowMs: clock() });
    else restore(lease, wish);
    if (lease.inHand > 0) holding.add(lease);
  }
  state.awayUntil = answers ? Number.NEGATIVE_INFINITY : clock() + AWAY_MS;
  state.observe?.(answers ? 'done' : 'failed');
  if (holding.size > 0) state.idleTimer ??= setTimeout(() => giveBack(state), IDLE_MS).unref();
}

function wake(state: State): void {
  const { waiting } = state;
  state.waiting = [];
  for (const resolve of waiting) resolve();
}

function giveBack(state: State): void {
  const { holding, clock } = state;
  state.idleTimer = undefined;
  for (const lease of holding) {
    if (lease.inHand > 0 && clock() - lease.usedAt < IDLE_MS) continue;
    holding.delete(lease);
    if (lease.inHand > 0) state.due.add(lease);
  }
  if (state.due.size > 0) schedule(state, SOON_MS);
  if (holding.size > 0) state.idleTimer = setTimeout(() => giveBack(state), IDLE_MS).unref();
}

async function close(state: State): Promise<void> {
  clearTimeout(state.idleTimer);
  await state.exchanging;
  for (const lease of state.holding) {
    lease.usedAt = Number.NEGATIVE_INFINITY;
    if (lease.inHand > 0) state.due.add(lease);
  }
  state.holding.clear();
  while (state.due.size > 0) await exchange(state);
  clearTimeout(state.timer?.handle);
  clearTimeout(state.idleTimer);
}

function isLate({ exchanging, sentAt, clock }: State): boolean {
  return exchanging !== undefined && clock() - sentAt > ANSWER_WITHIN_MS;
}
