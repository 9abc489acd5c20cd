/** The reasons of declines, as sentences for the person who pays. */
const DECLINES: Record<string, string> = {
  card_declined: 'The bank declined the card. Use another card, or ask the bank.',
  insufficient_funds: 'The card has insufficient funds.',
  expired_card: 'The card has expired.',
  authentication_required:
    'The bank requires the payer to authenticate, but the payer was not present.',
  authentication_failed: 'The payer did not authenticate.',
  incorrect_cvc: 'The security code of the card is wrong.',
  payment_method_unusable: 'The card can no longer be charged. Enter it again.',
  too_many_declines: 'Too many payments were declined within an hour. Try again later.',
  lost_card: 'The bank declined the card. Use another card, or ask the bank.',
  stolen_card: 'The bank declined the card. Use another card, or ask the bank.',
};

/** Returns our code of a provider's decline code; generic codes become `card_declined`. */
export function toDeclineCode(code: string | null | undefined): string {
  if (!code || code === 'generic_decline') return 'card_declined';
  if (code === 'payment_intent_authentication_failure') return 'authentication_failed';
  return code.slice(0, 64);
}

/** Returns the reason as a sentence. */
export function declineReason(code: string): string {
  return DECLINES[code] ?? `The card was declined (${code.replaceAll('_', ' ')}).`;
}
