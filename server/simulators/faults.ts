/** What goes wrong with one request. The names with `after` come when the work was done. */
export type Fault =
  | 'request_lost'
  | 'rate_limited'
  | 'server_error'
  | 'answer_lost_after'
  | 'server_error_after'
  | 'own_error_after'
  | 'garbage_after'
  | 'slow_after';

/** What goes wrong at an unsteady supplier, before its work or after it. */
export const UNSTEADY = [
  'request_lost',
  'rate_limited',
  'server_error',
  'answer_lost_after',
  'server_error_after',
  'own_error_after',
  'garbage_after',
  'slow_after',
] as const satisfies readonly Fault[];

/** What becomes of a notice: nobody gets it, it comes twice, or before the answer. */
export type NoticeFault = 'lost' | 'twice' | 'early';

/** Draws one of `kinds` for a share of the occasions, the same ones for a seed. */
type Plan<Kind> = { rate: number; kinds: readonly Kind[]; seed: number };

export type FaultPlan = Plan<Fault>;
export type NoticeFaultPlan = Plan<NoticeFault>;

/** Returns random numbers from 0 to 1 that are the same for a seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** Returns a function that draws the fault of the next request or notice, usually none. */
export function drawFaults<Kind>({ rate, kinds, seed }: Plan<Kind>): () => Kind | undefined {
  const random = randomFrom(seed);
  return () => (random() < rate ? kinds[Math.floor(random() * kinds.length)] : undefined);
}
