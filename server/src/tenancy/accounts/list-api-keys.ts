import type { Context } from '../../kernel/context.ts';
import type { Queryable } from '../../platform/db/database.ts';
import type { ApiKey } from './api-key.ts';
import { selectApiKeys } from './api-key-store.ts';

/** The account's keys that are not revoked, oldest first, without their secrets. */
export async function listApiKeys(
  db: Queryable,
  ctx: Pick<Context, 'accountId'>,
): Promise<ApiKey[]> {
  return await selectApiKeys(db, ctx.accountId);
}
