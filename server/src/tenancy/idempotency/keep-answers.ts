import type { Tx } from '../../platform/db/database.ts';
import type { AnswerToKeep } from '../../platform/http/write.ts';
import { insertKeptAnswers } from './store.ts';

/**
 * Keeps the answers of claimed keys of any accounts, in one statement of the transaction that made
 * them true. Only successes may be kept.
 */
export async function keepAll(tx: Tx, kept: readonly AnswerToKeep[]): Promise<void> {
  if (kept.length === 0) return;
  const rows = kept.map(({ claim, answer, customerId }) => ({
    claim,
    answer,
    customerId: customerId ?? customerIn(answer.body),
  }));
  const inserted = await insertKeptAnswers(tx, rows);
  if (inserted < kept.length) throw lostRace();
}

/**
 * Another transaction kept an answer under the same key although both held the reservation, as on
 * engines where it only serves one node. The code asks the transaction for another attempt, which
 * then finds the answer.
 */
function lostRace(): Error {
  return Object.assign(new Error('An idempotency key was kept by another'), { code: '40001' });
}

/** Returns the customer whose personal data the answer carries. */
function customerIn(body: string): string | null {
  if (!body.includes('"customer":')) return null;
  const { customer } = JSON.parse(body) as { customer?: { uid?: string } };
  return customer?.uid ?? null;
}
