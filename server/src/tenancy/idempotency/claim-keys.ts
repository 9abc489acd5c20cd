import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Claim, KeptAnswer } from '../../platform/http/write.ts';
import { readKeptAnswers, reserveKeys, takeTransactionId } from './store.ts';

/**
 * Claims the distinct keys of one account in two statements. A key of the result is settled: its
 * kept answer, or why it cannot be used (`idempotency_key_reused`, `idempotency_key_in_progress`).
 * A key that is not in the result belongs to this transaction, until it ends.
 */
export async function claimAll(
  tx: Tx,
  claims: readonly Claim[],
): Promise<Map<string, KeptAnswer | Refusal>> {
  const settled = new Map<string, KeptAnswer | Refusal>();
  const [first] = claims;
  if (!first) return settled;
  const keys = claims.map((claim) => claim.key);
  // Two statements, so that the second sees what was kept before the first got its locks.
  const [reserved, rows] = await Promise.all([
    reserveKeys(tx, first.accountId, keys),
    readKeptAnswers(tx, first.accountId, keys),
  ]);

  const kept = new Map(rows.map((row) => [row.key, row]));
  for (const { key, requestHash } of claims) {
    const row = kept.get(key);
    if (row) settled.set(key, row.requestHash.equals(requestHash) ? toAnswer(row) : reused());
    else if (!reserved.has(key)) settled.set(key, inProgress());
  }
  // A COMMIT that wrote nothing waits for no standby, and would answer for one that is not there.
  if (kept.size > 0) await takeTransactionId(tx);
  return settled;
}

function toAnswer({ status, body }: KeptAnswer): KeptAnswer {
  return { status, body };
}

function reused(): Refusal {
  return new Refusal(
    'idempotency_key_reused',
    'This Idempotency-Key was used for a different request. Please choose a new one.',
  );
}

function inProgress(): Refusal {
  return new Refusal(
    'idempotency_key_in_progress',
    'The first request with this Idempotency-Key is still running. Please try again.',
    { retryAfterSeconds: 1 },
  );
}
