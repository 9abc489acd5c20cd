import { type CallParts, callWebhook } from '../../messaging/webhooks/index.ts';
import { type CallOutcome, MAX_ANSWER_BYTES, notCalled, readAnswer } from './reply.ts';

/** The question whether a user of an app may get a package (`docs/api-compatibility.md`). */
export type ActivationQuestion = {
  inventoryItemId: string;
  userToken: string;
  metaTag: string | null;
  /** The ID of the activation; the same if the question is repeated. */
  activationId: string;
};

export type ActivationDecision = CallOutcome & {
  isApproved: boolean;
  /** The reseller's message. */
  returnMessage: string | null;
};

/**
 * Calls the reseller's server to approve an activation. Must not be called in a transaction. Only
 * HTTP 200 with `returnCode` SUCCESS within ten seconds approves; without a URL it is refused.
 */
export async function askActivation(
  parts: CallParts,
  accountId: string,
  { isTest = false, ...question }: ActivationQuestion & { isTest?: boolean },
): Promise<ActivationDecision> {
  const { inventoryItemId, userToken, metaTag, activationId } = question;
  const body = JSON.stringify({ inventoryItemId, userToken, metaTag, activationId });
  const event = 'activation-request';
  const keptBytes = MAX_ANSWER_BYTES;
  const call = { event, id: activationId, body, keptBytes, isTest } as const;
  const answer = await callWebhook(parts, accountId, call);
  if (!answer) return { isApproved: false, returnMessage: null, ...notCalled(event) };

  const { fields, ...outcome } = readAnswer(answer);
  const { returnCode, returnMessage } = fields ?? {};
  const isKnown = returnCode === 'SUCCESS' || returnCode === 'FAIL';
  return {
    isApproved: returnCode === 'SUCCESS',
    returnMessage: typeof returnMessage === 'string' ? returnMessage : null,
    ...outcome,
    error: outcome.error ?? (isKnown ? null : 'The answer has no returnCode SUCCESS or FAIL.'),
  };
}
