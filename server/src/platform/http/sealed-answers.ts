import type { Encryption } from '../../kernel/encryption.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Claim, IdempotencyKeys, KeptAnswer } from './write.ts';

/**
 * Keeps answers that show a secret encrypted, because the secret is kept nowhere else in clear.
 * They are decrypted for a repetition with the same key only.
 */
export function sealAnswers(keys: IdempotencyKeys, encryption: Encryption): IdempotencyKeys {
  const seal = (body: string, place: string) => encryption.encrypt(body, place).toString('base64');
  const open = (body: string, place: string) =>
    encryption.decrypt(Buffer.from(body, 'base64'), place);

  return {
    ...keys,
    async claimAll(tx, claims) {
      const opened = new Map<Claim, KeptAnswer | Refusal>();
      for (const [claim, answer] of await keys.claimAll(tx, claims)) {
        const place = placeOf(claim);
        const isKept = !(answer instanceof Refusal);
        opened.set(claim, isKept ? { ...answer, body: open(answer.body, place) } : answer);
      }
      return opened;
    },
    async keepAll(tx, kept) {
      const sealed = kept.map((each) => {
        const place = placeOf(each.claim);
        return { ...each, answer: { ...each.answer, body: seal(each.answer.body, place) } };
      });
      await keys.keepAll(tx, sealed);
    },
  };
}

function placeOf({ accountId, key }: Claim): string {
  return `idempotency_keys/${accountId}/${key}`;
}
