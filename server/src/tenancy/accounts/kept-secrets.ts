import type { IdempotencyKeys, KeptAnswer } from '../../platform/http/write.ts';
import { selectApiKey } from './api-key-store.ts';

/**
 * Returns idempotency keys that repeat the answer to the creation of an API key without its secret
 * once the key is revoked or its secret was rotated: a secret that no longer works only misleads.
 */
export function withoutEndedSecrets(keys: IdempotencyKeys): IdempotencyKeys {
  return {
    ...keys,
    async claimAll(tx, claims) {
      const settled = await keys.claimAll(tx, claims);
      for (const claim of claims) {
        const answer = settled.get(claim);
        if (!answer || answer instanceof Error) continue;
        const { clientId } = JSON.parse(answer.body) as { clientId: string };
        const current = await selectApiKey(tx, { accountId: claim.accountId, clientId });
        if (!current) settled.set(claim, withoutSecret(answer));
      }
      return settled;
    },
  };
}

function withoutSecret({ status, body }: KeptAnswer): KeptAnswer {
  return { status, body: JSON.stringify({ ...JSON.parse(body), clientSecret: null }) };
}
