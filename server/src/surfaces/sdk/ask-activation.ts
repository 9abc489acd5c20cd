import { type CallParts, callWebhook } from '../../messaging/webhooks/index.ts';
import { type Asked, MAX_ANSWER_BYTES, notAsked, readAnswer } from './reply.ts';

/** An app asks for a package for one of its users (contract section 7). */
export type ActivationQuestion = {
  inventoryItemId: string;
  userToken: string;
  metaTag: string | null;
  /** Names the activation; the same when it is asked about again. */
  activationId: string;
};

export type ActivationVerdict = Asked & {
  isApproved: boolean;
  /** What the reseller says about it. */
  returnMessage: string | null;
};

/**
 * Asks the reseller's server whether an activation may happen; not within a transaction. Only HTTP
 * 200 with `returnCode` SUCCESS within ten seconds is a yes; without an address nobody approves.
 */
export async function askActivation(
  parts: CallParts,
  accountId: string,
  { isTest = false, ...question }: ActivationQuestion & { isTest?: boolean },
): Promise<ActivationVerdict> {
  const { inventoryItemId, userToken, metaTag, activationId } = question;
  const body = JSON.stringify({ inventoryItemId, userToken, metaTag, activationId });
  const event = 'activation-request';
  const keptBytes = MAX_ANSWER_BYTES;
  const call = { event, id: activationId, body, keptBytes, isTest } as const;
  const answer = await callWebhook(parts, accountId, call);
  if (!answer) return { isApproved: false, returnMessage: null, ...notAsked(event) };

  const { fields, ...asked } = readAnswer(answer);
  const { returnCode, returnMessage } = fields ?? {};
  const isKnown = returnCode === 'SUCCESS' || returnCode === 'FAIL';
  return {
    isApproved: returnCode === 'SUCCESS',
    returnMessage: typeof returnMessage === 'string' ? returnMessage : null,
    ...asked,
    error: asked.error ?? (isKnown ? null : 'The answer has no returnCode SUCCESS or FAIL.'),
  };
}
