import { Refusal } from '../../kernel/refusal.ts';
import type { Claim, KeptAnswer } from '../../platform/http/write.ts';
import type { LOCKED } from './lane-queues.ts';
import type { SaleRequest } from './sale.ts';

/** A sale as it was submitted: the request, and what makes it happen once. */
export type SubmittedSale = {
  request: SaleRequest;
  /** The idempotency key. */
  claim?: Claim;
  /** The approved activation by an app that the sale is for, instead of a key. */
  sdkActivationId?: string;
};

/** The caller's answer: a new one, the kept one of the first request, or a refusal. */
export type SaleAnswer = (KeptAnswer & { isReplay: boolean }) | { refusal: Refusal };

/**
 * A sale on its way through the steps of its batch. It carries the result of the last step until a
 * step answers it or finds its account locked; later steps skip it.
 */
export type Attempt<Stage> = { asked: SubmittedSale } & (
  | { stage: Stage }
  | { answer: SaleAnswer | typeof LOCKED }
);

/** Returns the attempts of a batch before the first step. */
export function begin(batch: readonly SubmittedSale[]): Attempt<SubmittedSale>[] {
  return batch.map((asked) => ({ asked, stage: asked }));
}

/** Applies the step to each open attempt, in order; a `Refusal` that it throws is the answer. */
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

/** Ends the open attempts for which `answerTo` returns an answer. */
export function end<Stage>(
  attempts: readonly Attempt<Stage>[],
  answerTo: (asked: SubmittedSale) => SaleAnswer | typeof LOCKED | undefined,
): Attempt<Stage>[] {
  return attempts.map((attempt) => {
    const answer = 'answer' in attempt ? undefined : answerTo(attempt.asked);
    return answer === undefined ? attempt : { asked: attempt.asked, answer };
  });
}

/** Returns the stages of the open attempts. */
export function open<Stage>(attempts: readonly Attempt<Stage>[]): Stage[] {
  return attempts.flatMap((attempt) => ('stage' in attempt ? [attempt.stage] : []));
}
