import type Stripe from 'stripe';
import type { IntentState } from '../provider.ts';

/** Returns the state of the payment of an intent. */
export function toState(intent: Stripe.PaymentIntent): IntentState {
  switch (intent.status) {
    case 'succeeded':
      return { status: 'paid', receivedMinor: BigInt(intent.amount_received) };
    case 'canceled':
      return { status: 'canceled' };
    case 'requires_action': {
      const redirectUrl = intent.next_action?.redirect_to_url?.url ?? null;
      const clientSecret = intent.client_secret;
      return {
        status: 'requires_action',
        action: { type: 'authenticate', clientSecret, redirectUrl },
      };
    }
    case 'requires_payment_method': {
      const { decline_code, code } = intent.last_payment_error ?? {};
      return { status: 'declined', code: decline_code ?? code ?? 'card_declined' };
    }
    case 'requires_confirmation':
      return { status: 'unconfirmed' };
    default:
      return { status: 'in_progress' };
  }
}
