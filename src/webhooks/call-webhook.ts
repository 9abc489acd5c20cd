import type { Queryable } from '../db/database.ts';
import type { OutgoingAnswer } from '../http/outgoing.ts';
import { type PostingParts, postSigned } from './attempt.ts';
import type { AskedEvent } from './endpoint.ts';
import { selectEndpoint } from './endpoint-store.ts';

export type CallParts = PostingParts & { db: Queryable };

/**
 * Asks the reseller's server, once and at once, signed as every delivery; not within a transaction.
 * `id` is the `webhook-id`, the same when the same question is asked again. Undefined when no
 * address is set or it is switched off.
 */
export async function callWebhook(
  parts: CallParts,
  accountId: string,
  { event, ...message }: { event: AskedEvent; id: string; body: string; keptBytes: number },
): Promise<OutgoingAnswer | undefined> {
  const endpoint = await selectEndpoint(parts.db, accountId, event);
  return endpoint?.enabled ? postSigned(parts, endpoint, message) : undefined;
}
