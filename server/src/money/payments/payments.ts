import type { AccountMode } from '../../kernel/context.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { CardProvider, ProviderName } from './providers/provider.ts';
import type { StripeProvider } from './providers/stripe/index.ts';
import type { Purchase } from './purchases/purchase.ts';

/** Told of each purchase that is paid, declined or canceled, in the transaction of that. */
export type SettledListener = (tx: Tx, settled: { purchase: Purchase; now: Date }) => Promise<void>;

export type PaymentOptions = {
  /** The installation's: only one that plays charges live accounts' test cards. */
  mode: AccountMode;
  test: CardProvider;
  /** Undefined without its keys. */
  stripe?: StripeProvider | undefined;
  realNow: () => Date;
  onSettled?: readonly SettledListener[];
};

/** Who charges whose cards, and who wants to hear of it. */
export type Payments = {
  /** Undefined: this account cannot pay by card. */
  providerFor(mode: AccountMode): CardProvider | undefined;
  /** A provider that charged before may have been taken away since. */
  providerNamed(name: ProviderName): CardProvider | undefined;
  /** Undefined where nobody sends notices. */
  readNotice: StripeProvider['readNotice'] | undefined;
  realNow: () => Date;
  onSettled: readonly SettledListener[];
};

/**
 * Sandbox accounts always have test cards. Live ones have Stripe when its keys are set; without
 * them test cards in an installation in sandbox mode, and none in a live one.
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

/** The provider of the account's cards; refuses `payments_unavailable`. */
export function requireProvider(payments: Payments, mode: AccountMode): CardProvider {
  const provider = payments.providerFor(mode);
  if (provider) return provider;
  const detail = 'Cards cannot be charged here; pay by bank transfer.';
  throw new Refusal('payments_unavailable', detail);
}
