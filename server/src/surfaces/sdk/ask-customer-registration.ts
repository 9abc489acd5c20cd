import { isCustomerEmail } from '../../kernel/email.ts';
import { type CallParts, callWebhook } from '../../messaging/webhooks/index.ts';
import { type CallOutcome, MAX_ANSWER_BYTES, notCalled, readAnswer } from './reply.ts';

/** The first activation of a user of an app (`docs/api-compatibility.md`). */
export type CustomerRegistration = { userToken: string; customerUid: string };

export type RegistrationReply = CallOutcome & {
  /** The email address for the customer; null if the reseller returned none. */
  email: string | null;
};

/**
 * Sends a new customer to the reseller's server and returns the email address of its answer; null
 * if anything fails. Must not be called in a transaction.
 */
export async function askCustomerRegistration(
  parts: CallParts,
  accountId: string,
  { isTest = false, ...registration }: CustomerRegistration & { isTest?: boolean },
): Promise<RegistrationReply> {
  const { userToken, customerUid } = registration;
  const body = JSON.stringify({ userToken, customerUid });
  const event = 'customer-registration';
  const keptBytes = MAX_ANSWER_BYTES;
  const call = { event, id: customerUid, body, keptBytes, isTest } as const;
  const answer = await callWebhook(parts, accountId, call);
  if (!answer) return { email: null, ...notCalled(event) };

  const { fields, ...outcome } = readAnswer(answer);
  const given = fields?.email;
  const email = typeof given === 'string' && isCustomerEmail(given) ? given : null;
  const error = outcome.error ?? (email ? null : 'The answer has no valid email.');
  return { email, ...outcome, error };
}
