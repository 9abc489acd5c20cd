import type { IdempotencyKeys } from '../../platform/http/write.ts';
import { claimAll } from './claim-keys.ts';
import { keepAll } from './keep-answers.ts';
import { readIdempotencyKey, requestHash } from './request-key.ts';

export { pruneIdempotencyKeys } from './prune-keys.ts';
export {
  eraseKeptAnswersOf,
  readAnswersOf,
  releasePendingKey,
  replacePendingAnswer,
  resetKeys,
  takeTransactionId,
} from './store.ts';
export { claimAll, keepAll, readIdempotencyKey, requestHash };

/** The part that `write` and the sales lane need. */
export const idempotencyKeys: IdempotencyKeys = {
  readKey: readIdempotencyKey,
  requestHash,
  claimAll,
  keepAll,
};
