import type { Queryable } from '../../platform/db/database.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import type { OutgoingAnswer } from '../../platform/outgoing/outgoing.ts';
import type { AskedEvent } from './endpoints/endpoint.ts';
import { selectEndpoint } from './endpoints/endpoint-store.ts';
import { type PostingParts, postSigned } from './sending/attempt.ts';

export type CallParts = PostingParts & { db: Queryable };

export type WebhookCall = {
  event: AskedEvent;
  /** The `webhook-id`: the same when the same question is asked again. */
  id: string;
  body: string;
  /** How much of the answer is wanted. */
  keptBytes: number;
  /** A test is sent also to an address that is switched off. */
  isTest: boolean;
};

/**
 * Calls the reseller's server once and immediately, signed like a delivery. Must not run in a
 * transaction. Returns undefined if no endpoint is set or it is disabled.
 */
export async function callWebhook(
  parts: CallParts,
  accountId: string,
  { event, isTest, ...message }: WebhookCall,
): Promise<OutgoingAnswer | undefined> {
  const endpoint = await selectEndpoint(parts.db, accountId, event);
  if (!endpoint || !(endpoint.enabled || isTest)) return undefined;
  return postSigned(parts, endpoint, message);
}

/** Returns whether an address is set for this event, on or off. */
export async function hasWebhook(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  event: AskedEvent,
): Promise<boolean> {
  return (await selectEndpoint(scope.db, scope.accountId, event)) !== undefined;
}
