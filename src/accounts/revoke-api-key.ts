import type { Tx } from '../db/database.ts';
import { Refusal } from '../lib/refusal.ts';
import { updateRevocation } from './api-key-store.ts';
import type { Context } from './context.ts';

/**
 * Takes a key out of use for good; after the commit, `forget` it in the access cache. Refuses
 * `api_key_not_found`.
 */
export async function revokeApiKey(
  tx: Tx,
  ctx: Pick<Context, 'accountId' | 'now'>,
  { clientId }: { clientId: string },
): Promise<void> {
  const key = { accountId: ctx.accountId, clientId, revokedAt: ctx.now };
  if (await updateRevocation(tx, key)) return;
  throw new Refusal('api_key_not_found', 'There is no API key with this client id.');
}
