export type ProviderName = 'stripe' | 'test';

/** A card as it is stored: the provider's token, and what identifies the card to people. */
export type Card = {
  token: string;
  brand: string;
  lastFour: string;
  expiryMonth: number;
  expiryYear: number;
};

/** The next step of the payer's browser. */
export type NextAction = {
  type: 'authenticate';
  /** The secret for the provider's script. */
  clientSecret: string | null;
  /** A page to which the payer can be sent instead. */
  redirectUrl: string | null;
};

/** The state of a payment at its provider. */
export type IntentState =
  /** Opened; nothing was charged. */
  | { status: 'unconfirmed' }
  /** In progress; a notice will follow, and the state can be read. */
  | { status: 'in_progress' }
  | { status: 'requires_action'; action: NextAction }
  | { status: 'paid'; receivedMinor: bigint }
  /** `code` is a key of `DECLINES` or another code of the provider. */
  | { status: 'declined'; code: string }
  | { status: 'canceled' };

/** One payment of one purchase, in cents with VAT. */
export type Payment = {
  accountId: string;
  purchaseId: string;
  totalMinor: bigint;
  customerToken: string;
  cardToken: string;
  /** The payer is not present and cannot authenticate. */
  isOffSession: boolean;
};

/** The state of a provider's form. */
export type SetupState =
  | { status: 'open' }
  | { status: 'done'; cardToken: string }
  | { status: 'given_up' };

/** Thrown if the provider refuses to open a payment with this card; nothing was charged. */
export class CardRefused extends Error {
  override readonly name = 'CardRefused';
  readonly code: string;

  constructor(code: string) {
    super(`the card was refused: ${code}`);
    this.code = code;
  }
}

/**
 * A provider that charges cards. It is never called inside a transaction. The outcome of a call
 * that throws is unknown: `readIntent` finds it out, and calls are repeated with the same key only.
 */
export type CardProvider = {
  name: ProviderName;
  /** The public key for the provider's script in a browser. */
  publishableKey: string | null;
  /**
   * Opens the payment and charges nothing; the same purchase gets the same intent again. Throws
   * `CardRefused` if the card cannot be charged.
   */
  openIntent(payment: Payment): Promise<string>;
  /** Charges the card. A decline is a state, not an exception. */
  confirmIntent(payment: Payment, intentToken: string): Promise<IntentState>;
  readIntent(intentToken: string): Promise<IntentState>;
  cancelIntent(intentToken: string): Promise<IntentState>;
  /** Creates the account's customer at the provider; the same account gets the same one. */
  createCustomer(accountId: string): Promise<string>;
  /** Opens the form in which a person enters a card. */
  openSetup(of: {
    accountId: string;
    customerToken: string;
  }): Promise<{ token: string; clientSecret: string }>;
  readSetup(setupToken: string): Promise<SetupState>;
  /** Closes a form; one that is complete or was closed before is not an error. */
  cancelSetup(setupToken: string): Promise<void>;
  readCard(cardToken: string): Promise<Card>;
  /** Deletes a card; a card that was deleted before is not an error. */
  detachCard(cardToken: string): Promise<void>;
};
