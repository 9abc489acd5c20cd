import { readCredits } from '../../src/money/credits/index.ts';
import {
  advancePurchase,
  createPaymentTasks,
  stripeProvider,
} from '../../src/money/payments/index.ts';
import { type CardPlay, type FakeStripe, startFakeStripe } from './fake-stripe.ts';
import { type Buyer, openTill, type Shown, type Till, usd } from './payments.ts';

const PURCHASES = '/gigastore/credits/purchases';

/** The payment routes of live accounts, whose cards a fake Stripe on loopback charges. */
export type StripeTill = Till & {
  stripe: FakeStripe;
  /** Opens a reseller whose live account has a card with this outcome. */
  newPayer(play: CardPlay): Promise<Payer>;
  /** Sends the events of Stripe from this one on. Returns the statuses. */
  deliver(events?: readonly object[]): Promise<number[]>;
};

export type Payer = Buyer & {
  /** Starts a purchase of credits; nothing is charged yet. */
  order(priceValue?: number): Promise<Shown>;
  /** Runs the job once. Returns false if it failed and will be retried. */
  run(id: string): Promise<boolean>;
  shown(id: string): Promise<Shown>;
  /** Spendable credits of the live account. */
  availableMinor(): Promise<bigint>;
};

const TIMEOUT_MS = 2_000;

/** Call `close` after. */
export async function openStripeTill(): Promise<StripeTill> {
  const stripe = await startFakeStripe();
  const provider = stripeProvider({ ...stripe.keys, timeoutMs: TIMEOUT_MS });
  const till = await openTill({ mode: 'live', stripe: provider });
  return {
    ...till,
    stripe,
    newPayer: (play) => newPayer(till, stripe, play),
    async deliver(events = stripe.events) {
      const statuses: number[] = [];
      for (const event of events) statuses.push(await send(till, stripe, event));
      return statuses;
    },
    async close() {
      await till.close();
      await stripe.close();
    },
  };
}

async function send(till: Till, stripe: FakeStripe, event: object): Promise<number> {
  const { payload, signature } = stripe.signed(event as Record<string, unknown>);
  const answer = await till.app.inject({
    method: 'POST',
    url: '/payments/stripe/notices',
    headers: { 'content-type': 'application/json', 'stripe-signature': signature },
    payload,
  });
  return answer.statusCode;
}

async function newPayer(till: Till, stripe: FakeStripe, play: CardPlay): Promise<Payer> {
  const buyer = await till.newBuyer();
  const accountId = buyer.liveAccountId;
  const setup = await buyer.live('POST', '/gigastore/payment-methods/setup');
  const token = String(setup.json().clientSecret).replace('_secret', '');
  stripe.enterCard(token, play);
  const tasks = createPaymentTasks(till);
  const found = { accountId, token, provider: 'stripe', isOld: false };
  await tasks['find-card']?.(found, new AbortController().signal);
  return {
    ...buyer,
    async order(priceValue = 100) {
      const body = { amount: usd(priceValue) };
      return (await buyer.live('POST', PURCHASES, { body })).json();
    },
    async run(id) {
      try {
        await advancePurchase(till, { accountId, id });
        return true;
      } catch {
        return false;
      }
    },
    shown: async (id) => (await buyer.live('GET', `${PURCHASES}/${id}`)).json(),
    availableMinor: async () => (await readCredits({ db: till.db, accountId })).availableMinor,
  };
}
