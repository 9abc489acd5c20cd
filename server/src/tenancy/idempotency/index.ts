import type { Scope } from '../../platform/db/scope.ts';
import type { IdempotencyKeys } from '../../platform/http/write.ts';
import { claimAll } from './claim-keys.ts';
import { keepAll } from './keep-answers.ts';
import { readIdempotencyKey, requestHash } from './request-key.ts';
import { eraseCustomer } from './store.ts';

export { pruneIdempotencyKeys } from './prune-keys.ts';
export { claimAll, keepAll, readIdempotencyKey, requestHash };

/** What `write` and the sales lane need, as one part. */
export const idempotencyKeys: IdempotencyKeys = {
  readKey: readIdempotencyKey,
  requestHash,
  claimAll,
  keepAll,
};

/** Takes an erased customer's personal data out of the answers kept for repetitions. */
export async function eraseKeptAnswersOf(
  scope: Pick<Scope, 'db' | 'accountId'>,
  customerId: string,
): Promise<void> {
  await eraseCustomer(scope.db, scope.accountId, customerId);
}
export { resetKeys } from './reset-keys.ts';
export { selectAnswersOf as readAnswersOf } from './store.ts';
