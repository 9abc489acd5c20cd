import { Refusal } from '../../kernel/refusal.ts';
import type { Claim, KeptAnswer } from '../../platform/http/write.ts';
import type { LOCKED } from './lane-queues.ts';
import type { SaleRequest } from './sale.ts';

/** A sale as it arrives: the request, and the key under which it may be repeated. */
export type AskedSale = { request: SaleRequest; claim?: Claim };

/** The caller's answer: new, kept from the first time, or a refusal. */
export type SaleAnswer = (KeptAnswer & { isReplay: boolean }) | { refusal: Refusal };

/**
 * A sale on its way through the steps of its batch. It carries the result of the last step, until a
 * step answers it or finds its account locked; later steps pass over it.
 */
export type Attempt<Stage> = { asked: AskedSale } & (
  | { stage: Stage }
  | { answer: SaleAnswer | typeof LOCKED }
);

/** The attempts of a batch, before the first step. */
export function begin(batch: readonly AskedSale[]): Attempt<AskedSale>[] {
  return batch.map((asked) => ({ asked, stage: asked }));
}

/** Takes each attempt that is still open through the step, in order; a `Refusal` answers it. */
export function advance<From, To>(
  attempts: readonly Attempt<From>[],
  step: (stage: From) => To,
): Attempt<To>[] {
  return attempts.map((attempt) => {
    if ('answer' in attempt) return attempt;
    const { asked } = attempt;
    try {
      return { asked, stage: step(attempt.stage) };
    } catch (error) {
      if (error instanceof Refusal) return { asked, answer: { refusal: error } };
      throw error;
    }
  });
}

/** Ends the open attempts for which there is an answer. */
export function end<Stage>(
  attempts: readonly Attempt<Stage>[],
  answerTo: (asked: AskedSale) => SaleAnswer | typeof LOCKED | undefined,
): Attempt<Stage>[] {
  return attempts.map((attempt) => {
    const answer = 'answer' in attempt ? undefined : answerTo(attempt.asked);
    return answer === undefined ? attempt : { asked: attempt.asked, answer };
  });
}

/** The stages of the attempts that are still open. */
export function open<Stage>(attempts: readonly Attempt<Stage>[]): Stage[] {
  return attempts.flatMap((attempt) => ('stage' in attempt ? [attempt.stage] : []));
}
