import type { IdempotencyKeys, KeptAnswer } from '../../platform/http/write.ts';
import { hashSecret } from './api-key.ts';
import { selectSecretHash } from './api-key-store.ts';

type Shown = { clientId: string; clientSecret: string };

/**
 * Returns idempotency keys that repeat an answer without its secret once the API key is revoked or
 * its secret was rotated: a secret that no longer works only misleads.
 */
export function withoutEndedSecrets(keys: IdempotencyKeys): IdempotencyKeys {
  return {
    ...keys,
    async claimAll(tx, claims) {
      const settled = await keys.claimAll(tx, claims);
      for (const claim of claims) {
        const answer = settled.get(claim);
        if (!answer || answer instanceof Error) continue;
        const { clientId, clientSecret } = JSON.parse(answer.body) as Shown;
        const present = await selectSecretHash(tx, { accountId: claim.accountId, clientId });
        const isPresent = present?.equals(hashSecret(clientSecret)) ?? false;
        if (!isPresent) settled.set(claim, withoutSecret(answer));
      }
      return settled;
    },
  };
}

function withoutSecret({ status, body }: KeptAnswer): KeptAnswer {
  return { status, body: JSON.stringify({ ...JSON.parse(body), clientSecret: null }) };
}
