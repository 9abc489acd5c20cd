import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Claim, KeptAnswer } from '../../platform/http/write.ts';
import { type ReservedKey, readKeptAnswers, reserveKeys, takeTransactionId } from './store.ts';

/**
 * Claims keys of any accounts in two statements. A claim in the result is settled: by its kept
 * answer, or by the reason why it cannot be used (`idempotency_key_reused`,
 * `idempotency_key_in_progress`, also for the second claim of one key). The key of a claim that is
 * not in the result belongs to this transaction, until it ends.
 */
export async function claimAll(
  tx: Tx,
  claims: readonly Claim[],
): Promise<Map<Claim, KeptAnswer | Refusal>> {
  const settled = new Map<Claim, KeptAnswer | Refusal>();
  const first = new Map<string, Claim>();
  for (const claim of claims) {
    if (first.has(nameOf(claim))) settled.set(claim, inProgress());
    else first.set(nameOf(claim), claim);
  }
  if (first.size === 0) return settled;
  const keys = [...first.values()];
  // Two statements, so that the second sees what was kept before the first got its locks.
  const [reserved, rows] = await Promise.all([reserveKeys(tx, keys), readKeptAnswers(tx, keys)]);

  const kept = new Map(rows.map((row) => [nameOf(row), row]));
  const isReserved = new Set(reserved.map(nameOf));
  for (const [name, claim] of first) {
    const row = kept.get(name);
    if (row)
      settled.set(claim, row.requestHash.equals(claim.requestHash) ? toAnswer(row) : reused());
    else if (!isReserved.has(name)) settled.set(claim, inProgress());
  }
  // A COMMIT that wrote nothing waits for no standby, and would answer for one that is not there.
  if (kept.size > 0) await takeTransactionId(tx);
  return settled;
}

function nameOf({ accountId, key }: ReservedKey): string {
  return `${accountId}:${key}`;
}

function toAnswer({ status, body }: KeptAnswer): KeptAnswer {
  return { status, body };
}

function reused(): Refusal {
  return new Refusal(
    'idempotency_key_reused',
    'This idempotency key was already used for a different request. Use a new key.',
  );
}

function inProgress(): Refusal {
  return new Refusal(
    'idempotency_key_in_progress',
    'The first request with this idempotency key is still in progress. Try again.',
    { retryAfterSeconds: 1 },
  );
}
