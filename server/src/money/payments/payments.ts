import type { AccountMode } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { CardProvider, ProviderName } from './providers/provider.ts';
import type { StripeProvider } from './providers/stripe/index.ts';
import type { Purchase } from './purchases/purchase.ts';

/** Called for each purchase that is paid, declined or canceled, in the same transaction. */
export type SettledListener = (tx: Tx, settled: { purchase: Purchase; now: Date }) => Promise<void>;

export type PaymentOptions = {
  /** The mode of the installation; in live mode live accounts cannot use test cards. */
  mode: AccountMode;
  test: CardProvider;
  /** Undefined if Stripe is not configured. */
  stripe?: StripeProvider | undefined;
  realNow: () => Date;
  onSettled?: readonly SettledListener[];
};

/** The card providers of the installation, and the listeners to settled purchases. */
export type Payments = {
  /** Returns undefined if accounts of this mode cannot pay by card. */
  providerFor(mode: AccountMode): CardProvider | undefined;
  /** Returns undefined if the provider is no longer configured. */
  providerNamed(name: ProviderName): CardProvider | undefined;
  /** Undefined if no provider sends notices. */
  readNotice: StripeProvider['readNotice'] | undefined;
  realNow: () => Date;
  onSettled: readonly SettledListener[];
};

/**
 * Sandbox accounts always use test cards. Live accounts use Stripe if it is configured. Without
 * Stripe they use test cards in an installation in sandbox mode, and no cards in live mode.
 */
export function createPayments(options: PaymentOptions): Payments {
  const { mode: installed, test, stripe, realNow, onSettled = [] } = options;
  const ofLive = stripe ?? (installed === 'sandbox' ? test : undefined);
  return {
    providerFor: (mode) => (mode === 'sandbox' ? test : ofLive),
    providerNamed: (name) => (name === 'test' ? test : stripe),
    readNotice: stripe?.readNotice,
    realNow,
    onSettled,
  };
}

/** Returns the provider of the account's cards; throws `payments_unavailable`. */
export function requireProvider(payments: Payments, mode: AccountMode): CardProvider {
  const provider = payments.providerFor(mode);
  if (provider) return provider;
  const detail = 'Cards cannot be charged here. Pay by bank transfer.';
  throw new Refusal('payments_unavailable', detail);
}
