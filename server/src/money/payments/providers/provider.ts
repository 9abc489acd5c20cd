export type ProviderName = 'stripe' | 'test';

/** A card as we keep it: how its provider names it, and what people know it by. */
export type Card = {
  token: string;
  brand: string;
  lastFour: string;
  expiryMonth: number;
  expiryYear: number;
};

/** What the payer's browser must do next. */
export type NextAction = {
  type: 'authenticate';
  /** For the provider's own script. */
  clientSecret: string | null;
  /** Where the payer can be sent instead. */
  redirectUrl: string | null;
};

/** Where a payment stands with its provider. */
export type IntentState =
  /** Opened, and nothing was charged. */
  | { status: 'unconfirmed' }
  /** Under way; it will be told or can be asked. */
  | { status: 'under_way' }
  | { status: 'requires_action'; action: NextAction }
  | { status: 'paid'; receivedMinor: bigint }
  /** `code` is a word of `DECLINES`, or another of the provider. */
  | { status: 'declined'; code: string }
  | { status: 'canceled' };

/** One payment of one purchase, in cents with VAT. */
export type Payment = {
  accountId: string;
  purchaseId: string;
  totalMinor: bigint;
  customerToken: string;
  cardToken: string;
  /** Nobody sits in front of it who could authenticate. */
  isOffSession: boolean;
};

/** What became of entering a card on the provider's form. */
export type SetupState =
  | { status: 'open' }
  | { status: 'done'; cardToken: string }
  | { status: 'given_up' };

/** The provider will not open a payment with this card; nothing was charged. */
export class CardRefused extends Error {
  override readonly name = 'CardRefused';
  readonly code: string;

  constructor(code: string) {
    super(`the card was refused: ${code}`);
    this.code = code;
  }
}

/**
 * Somebody who charges cards for us. Never called inside a transaction. A call that throws has an
 * unknown outcome: it is asked about with `readIntent`, and repeated only under the same key.
 */
export type CardProvider = {
  name: ProviderName;
  /** For the provider's script in a browser. */
  publishableKey: string | null;
  /**
   * Opens the payment and charges nothing; the same purchase gets the same intent again. Throws
   * `CardRefused` when it never will.
   */
  openIntent(payment: Payment): Promise<string>;
  /** Charges the card. Never throws for a decline. */
  confirmIntent(payment: Payment, intentToken: string): Promise<IntentState>;
  readIntent(intentToken: string): Promise<IntentState>;
  cancelIntent(intentToken: string): Promise<IntentState>;
  /** Makes the account known to the provider; once for the same account. */
  createCustomer(accountId: string): Promise<string>;
  /** Opens the form on which a person enters a card. */
  openSetup(of: {
    accountId: string;
    customerToken: string;
  }): Promise<{ token: string; clientSecret: string }>;
  readSetup(setupToken: string): Promise<SetupState>;
  readCard(cardToken: string): Promise<Card>;
  /** Forgets a card; one that is forgotten already is no mistake. */
  detachCard(cardToken: string): Promise<void>;
};
