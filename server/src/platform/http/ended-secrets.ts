import type { Queryable } from '../db/database.ts';
import type { Claim, IdempotencyKeys, KeptAnswer } from './write.ts';

type EndedSecrets = {
  /** The field of the answer that has the secret. */
  field: string;
  isWorking(db: Queryable, claim: Claim, answer: Record<string, string>): Promise<boolean>;
};

/**
 * Returns idempotency keys that repeat an answer without its secret once that no longer works: it
 * would only mislead.
 */
export function withoutEndedSecrets(
  keys: IdempotencyKeys,
  { field, isWorking }: EndedSecrets,
): IdempotencyKeys {
  return {
    ...keys,
    async claimAll(tx, claims) {
      const settled = await keys.claimAll(tx, claims);
      for (const claim of claims) {
        const answer = settled.get(claim);
        if (!answer || answer instanceof Error) continue;
        if (await isWorking(tx, claim, JSON.parse(answer.body))) continue;
        settled.set(claim, without(answer, field));
      }
      return settled;
    },
  };
}

function without({ status, body }: KeptAnswer, field: string): KeptAnswer {
  return { status, body: JSON.stringify({ ...JSON.parse(body), [field]: null }) };
}
