import { type Context, type Notes, noteChange } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import { updateRevocation } from './api-key-store.ts';

/**
 * Takes a key out of use for good; after the commit, `forget` it in the access cache. Refuses
 * `api_key_not_found`.
 */
export async function revokeApiKey(
  tx: Tx,
  ctx: Pick<Context, 'accountId' | 'now'> & Notes,
  { clientId }: { clientId: string },
): Promise<void> {
  const key = { accountId: ctx.accountId, clientId, revokedAt: ctx.now };
  const name = await updateRevocation(tx, key);
  if (name === undefined) {
    throw new Refusal('api_key_not_found', 'There is no API key with this client id.');
  }

  noteChange(ctx, { action: 'api_key.revoked', target: clientId, before: { name }, after: null });
}
