/** The outcome of charging a card. */
export type CardPlay = 'paid' | 'declined' | 'insufficient_funds' | 'authentication';
/** The outcome of a call: it is answered, it has its effect and no answer, or it fails. */
export type CallPlay = 'answered' | 'lost_after' | 'lost_before' | 'failing' | 'hanging';

export type Json = Record<string, unknown>;
export type Intent = Json & { id: string; status: string; amount: number; card: string };
export type Kept = { status: number; body: Json };

/** The objects of the fake Stripe, and the notices about them. */
export class State {
  readonly events: Json[] = [];
  readonly plays: { call: string; play: CallPlay }[] = [];
  readonly calls: string[] = [];
  readonly kept = new Map<string, Kept>();
  readonly objects = new Map<string, Json>();
  readonly cardPlays = new Map<string, CardPlay>();
  private count = 0;

  make(prefix: string, fields: Json): Json & { id: string } {
    this.count += 1;
    const made = { id: `${prefix}_${this.count}`, ...fields };
    this.objects.set(made.id, made);
    return made;
  }

  private toldAt = 0;

  notify(type: string, object: Json): void {
    // A second later than the one before, so that their order is known.
    this.toldAt = Math.max(Math.floor(Date.now() / 1000), this.toldAt + 1);
    const created = this.toldAt;
    const event = { object: 'event', type, created, data: { object: structuredClone(object) } };
    this.events.push(this.make('evt', event));
  }

  intents(): Intent[] {
    return [...this.objects.values()].filter(
      ({ object }) => object === 'payment_intent',
    ) as Intent[];
  }

  intentOf(purchaseId: string): Intent {
    const found = this.intents().find(
      ({ metadata }) => (metadata as Json).purchaseId === purchaseId,
    );
    if (!found) throw new Error(`no intent of purchase ${purchaseId}`);
    return found;
  }

  receivedMinor(accountId: string): bigint {
    const own = this.intents().filter(({ metadata }) => (metadata as Json).accountId === accountId);
    const sums = own.map(
      ({ status, amount, refunded, disputed }) =>
        (status === 'succeeded' ? amount : 0) - Number(refunded ?? 0) - Number(disputed ?? 0),
    );
    return BigInt(sums.reduce((sum, each) => sum + each, 0));
  }

  enterCard(setupId: string, play: CardPlay): string {
    const setup = this.objects.get(setupId) as Json;
    const brand = { brand: 'visa', last4: '4242', exp_month: 12, exp_year: 2040 };
    const card = this.make('pm', { object: 'payment_method', type: 'card', card: brand });
    this.cardPlays.set(card.id, play);
    Object.assign(setup, { status: 'succeeded', payment_method: card.id });
    this.notify('setup_intent.succeeded', setup);
    return card.id;
  }

  declineCard(setupId: string): void {
    const setup = this.objects.get(setupId) as Json;
    const error = { code: 'card_declined', decline_code: 'generic_decline' };
    Object.assign(setup, { last_setup_error: error });
    this.notify('setup_intent.setup_failed', setup);
  }

  succeed(intent: Intent): void {
    Object.assign(intent, { status: 'succeeded', amount_received: intent.amount });
    this.notify('payment_intent.succeeded', intent);
  }

  fail(intent: Intent, code: string, declineCode?: string): void {
    const error = { code, ...(declineCode && { decline_code: declineCode }) };
    Object.assign(intent, { status: 'requires_payment_method', last_payment_error: error });
    this.notify('payment_intent.payment_failed', intent);
  }

  authenticate(id: string, succeeds: boolean): void {
    const intent = this.objects.get(id) as Intent;
    if (succeeds) this.succeed(intent);
    else this.fail(intent, 'payment_intent_authentication_failure');
  }

  refund(id: string, amount: number): void {
    const intent = this.objects.get(id) as Intent;
    intent.refunded = Number(intent.refunded ?? 0) + amount;
    const charge = { object: 'charge', payment_intent: id, amount_refunded: intent.refunded };
    this.notify('charge.refunded', this.make('ch', charge));
  }

  /** A refund of this amount was made and comes back: its money did not arrive. */
  failRefund(id: string, amount: number, type = 'refund.failed'): void {
    const intent = this.objects.get(id) as Intent;
    intent.refunded = Number(intent.refunded ?? 0) - amount;
    const refund = { object: 'refund', payment_intent: id, amount, status: 'failed' };
    this.notify(type, this.make('re', refund));
  }

  dispute(id: string): string {
    const { amount } = this.objects.get(id) as Intent;
    const fields = { object: 'dispute', payment_intent: id, amount, status: 'needs_response' };
    const dispute = this.make('dp', fields);
    this.notify('charge.dispute.created', dispute);
    this.notify('charge.dispute.funds_withdrawn', dispute);
    return dispute.id;
  }

  closeDispute(id: string, status: 'won' | 'lost'): void {
    const dispute = this.objects.get(id) as Json;
    dispute.status = status;
    const intent = this.objects.get(dispute.payment_intent as string) as Intent;
    if (status === 'lost') intent.disputed = intent.amount;
    this.notify('charge.dispute.closed', dispute);
    if (status === 'won') this.notify('charge.dispute.funds_reinstated', dispute);
  }
}
