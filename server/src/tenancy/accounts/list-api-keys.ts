import type { ReadScope } from '../../platform/db/scope.ts';
import type { ApiKey } from './api-key.ts';
import { selectApiKeys } from './api-key-store.ts';

/** The account's keys that are not revoked, oldest first, without their secrets. */
export async function listApiKeys(scope: Pick<ReadScope, 'db' | 'accountId'>): Promise<ApiKey[]> {
  return await selectApiKeys(scope.db, scope.accountId);
}
