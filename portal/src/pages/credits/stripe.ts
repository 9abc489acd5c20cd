import type { Stripe, StripeElements } from '@stripe/stripe-js';
import { loadStripe } from '@stripe/stripe-js/pure';

/**
 * Loads Stripe's script, which comes from Stripe and from nowhere else by Stripe's terms. Throws if
 * it cannot be loaded, so that the person can try again.
 */
async function openStripe(publishableKey: string): Promise<Stripe> {
  const stripe = await loadStripe(publishableKey);
  if (!stripe) throw new Error('Stripe cannot be used outside of a browser');
  return stripe;
}

/** Stripe's form for one card, shown in an element of the page. */
export type CardForm = { stripe: Stripe; elements: StripeElements; remove(): void };

/** Shows Stripe's form in `place`. The promise is kept once the form can be used. */
export async function showCardForm(
  place: HTMLElement,
  { publishableKey, clientSecret }: { publishableKey: string; clientSecret: string },
): Promise<CardForm> {
  const stripe = await openStripe(publishableKey);
  const isDark = document.documentElement.dataset.mantineColorScheme === 'dark';
  const elements = stripe.elements({
    clientSecret,
    appearance: { theme: isDark ? 'night' : 'stripe' },
  });
  const element = elements.create('payment');
  await new Promise<void>((resolve, reject) => {
    element.on('ready', () => resolve());
    element.on('loaderror', ({ error }) => reject(new Error(error.message)));
    element.mount(place);
  });
  return { stripe, elements, remove: () => element.destroy() };
}

/** Saves the card of the form. Returns Stripe's sentence if the card is not accepted. */
export async function saveCard({ stripe, elements }: CardForm): Promise<string | undefined> {
  const { error } = await stripe.confirmSetup({
    elements,
    confirmParams: { return_url: location.href },
    redirect: 'if_required',
  });
  return error && (error.message ?? error.type);
}

/** Lets the cardholder confirm a payment. Returns Stripe's sentence if it was not confirmed. */
export async function confirmPayment({
  publishableKey,
  clientSecret,
}: {
  publishableKey: string;
  clientSecret: string;
}): Promise<string | undefined> {
  const stripe = await openStripe(publishableKey);
  const { error } = await stripe.handleNextAction({ clientSecret });
  return error && (error.message ?? error.type);
}
