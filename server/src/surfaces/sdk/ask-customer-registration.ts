import { isEmail } from '../../kernel/email.ts';
import { type CallParts, callWebhook } from '../../messaging/webhooks/index.ts';
import { type Asked, MAX_ANSWER_BYTES, notAsked, readAnswer } from './reply.ts';

/** A user of an app has activated something for the first time (contract section 7). */
export type CustomerRegistration = { userToken: string; customerUid: string };

export type RegistrationReply = Asked & {
  /** To be stored on the customer; null when the reseller gave none. */
  email: string | null;
};

/**
 * Tells the reseller's server of a new customer and asks for its e-mail address; not within a
 * transaction. Whatever goes wrong, there is none.
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
  if (!answer) return { email: null, ...notAsked(event) };

  const { fields, ...asked } = readAnswer(answer);
  const given = fields?.email;
  const email = typeof given === 'string' && isEmail(given) ? given : null;
  const error = asked.error ?? (email ? null : 'The answer has no valid email.');
  return { email, ...asked, error };
}
