import Stripe from 'stripe';
import { newId } from '../../../../kernel/ids.ts';
import type { Notice } from '../notice.ts';
import {
  type Card,
  type CardProvider,
  CardRefused,
  type IntentState,
  type Payment,
  type SetupState,
} from '../provider.ts';
import { toState } from './intent-state.ts';
import { readNotice } from './notice.ts';

export type StripeKeys = {
  secretKey: string;
  publishableKey: string;
  webhookSecret: string;
  /** Another address than Stripe's own, for tests. */
  apiUrl?: string | undefined;
  timeoutMs?: number;
};

/** A call that hangs ends its job; the next job reads the state of the payment. */
const TIMEOUT_MS = 20_000;
/** The greatest age of a notice; Stripe signs each delivery attempt anew. */
const TOLERANCE_SECONDS = 300;
const CURRENCY = 'usd';

export type StripeProvider = CardProvider & {
  /** Verifies and reads a notice; throws if it is not signed by Stripe. */
  readNotice(bytes: Buffer, signature: string): Notice;
};

/** Returns the Stripe provider. It does not retry: the job does, with the same keys. */
export function stripeProvider(keys: StripeKeys): StripeProvider {
  const stripe = new Stripe(keys.secretKey, {
    ...address(keys.apiUrl),
    maxNetworkRetries: 0,
    timeout: keys.timeoutMs ?? TIMEOUT_MS,
    telemetry: false,
  });
  return {
    name: 'stripe',
    publishableKey: keys.publishableKey,
    openIntent: (payment) => openIntent(stripe, payment),
    confirmIntent: (payment, intent) => confirmIntent(stripe, payment, intent),
    readIntent: async (intent) => toState(await stripe.paymentIntents.retrieve(intent)),
    cancelIntent: (intent) => cancelIntent(stripe, intent),
    async createCustomer(accountId) {
      const options = { idempotencyKey: `customer:${accountId}` };
      return (await stripe.customers.create({ metadata: { accountId } }, options)).id;
    },
    openSetup: (of) => openSetup(stripe, of),
    readSetup: async (token) => toSetupState(await stripe.setupIntents.retrieve(token)),
    cancelSetup: (token) => cancelSetup(stripe, token),
    readCard: async (token) => toCard(await stripe.paymentMethods.retrieve(token)),
    detachCard: (token) => detachCard(stripe, token),
    readNotice(bytes, signature) {
      const { webhookSecret } = keys;
      const { webhooks } = stripe;
      return readNotice(
        webhooks.constructEvent(bytes, signature, webhookSecret, TOLERANCE_SECONDS),
      );
    },
  };
}

function address(apiUrl: string | undefined) {
  if (apiUrl === undefined) return {};
  const { protocol, hostname, port } = new URL(apiUrl);
  const isPlain = protocol === 'http:';
  return {
    protocol: isPlain ? ('http' as const) : ('https' as const),
    host: hostname,
    port: port || (isPlain ? '80' : '443'),
  };
}

async function openIntent(stripe: Stripe, payment: Payment): Promise<string> {
  const { accountId, purchaseId, totalMinor, customerToken, cardToken } = payment;
  const draft = {
    amount: Number(totalMinor),
    currency: CURRENCY,
    customer: customerToken,
    payment_method: cardToken,
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' as const },
    metadata: { accountId, purchaseId },
    description: `Credits, purchase ${purchaseId}`,
  };
  try {
    return (await stripe.paymentIntents.create(draft, { idempotencyKey: purchaseId })).id;
  } catch (error) {
    if (isRefusal(error)) throw new CardRefused('payment_method_unusable');
    throw error;
  }
}

async function confirmIntent(
  stripe: Stripe,
  { purchaseId, isOffSession }: Payment,
  intent: string,
): Promise<IntentState> {
  try {
    const params = isOffSession ? { off_session: true } : {};
    const options = { idempotencyKey: `${purchaseId}:confirm` };
    return toState(await stripe.paymentIntents.confirm(intent, params, options));
  } catch (error) {
    if (error instanceof Stripe.errors.StripeCardError) {
      return { status: 'declined', code: error.decline_code ?? error.code ?? 'card_declined' };
    }
    // Another call may have confirmed or canceled it: the intent itself has the state.
    if (!isRefusal(error)) throw error;
    const state = toState(await stripe.paymentIntents.retrieve(intent));
    if (state.status !== 'unconfirmed') return state;
    return { status: 'declined', code: 'payment_method_unusable' };
  }
}

async function cancelIntent(stripe: Stripe, intent: string): Promise<IntentState> {
  try {
    return toState(await stripe.paymentIntents.cancel(intent));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    return toState(await stripe.paymentIntents.retrieve(intent));
  }
}

async function openSetup(
  stripe: Stripe,
  { accountId, customerToken }: { accountId: string; customerToken: string },
): Promise<{ token: string; clientSecret: string }> {
  const draft = {
    customer: customerToken,
    usage: 'off_session' as const,
    automatic_payment_methods: { enabled: true, allow_redirects: 'never' as const },
    metadata: { accountId },
  };
  const setup = await stripe.setupIntents.create(draft, { idempotencyKey: newId() });
  return { token: setup.id, clientSecret: setup.client_secret ?? '' };
}

async function cancelSetup(stripe: Stripe, token: string): Promise<void> {
  try {
    await stripe.setupIntents.cancel(token);
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}

async function detachCard(stripe: Stripe, token: string): Promise<void> {
  try {
    await stripe.paymentMethods.detach(token);
  } catch (error) {
    if (!isRefusal(error)) throw error;
  }
}

/** Returns whether Stripe refused a call; nothing was done, and repeating it is useless. */
function isRefusal(error: unknown): boolean {
  const { errors } = Stripe;
  return (
    error instanceof errors.StripeInvalidRequestError || error instanceof errors.StripeCardError
  );
}

function toSetupState({ status, payment_method: card }: Stripe.SetupIntent): SetupState {
  if (status === 'canceled') return { status: 'given_up' };
  if (status !== 'succeeded' || card === null) return { status: 'open' };
  return { status: 'done', cardToken: typeof card === 'string' ? card : card.id };
}

function toCard({ id, card }: Stripe.PaymentMethod): Card {
  if (!card) throw new Error(`payment method ${id} is not a card`);
  const { brand, last4, exp_month, exp_year } = card;
  return { token: id, brand, lastFour: last4, expiryMonth: exp_month, expiryYear: exp_year };
}
