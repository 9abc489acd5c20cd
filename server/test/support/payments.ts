import { randomBytes } from 'node:crypto';
import type { AccountMode } from '../../src/kernel/context.ts';
import { createEncryption } from '../../src/kernel/encryption.ts';
import { readCredits } from '../../src/money/credits/index.ts';
import {
  advancePurchase,
  createPayments,
  type Payments,
  registerPaymentRoutes,
  type SettledListener,
  type StripeProvider,
  testCardProvider,
} from '../../src/money/payments/index.ts';
import type { Database } from '../../src/platform/db/database.ts';
import { openBuyer, openSeller } from './billing.ts';
import { type Call, callerOf, openSlice, type Slice, type TestAccount } from './slice.ts';

export type Till = Slice & {
  payments: Payments;
  /** A reseller with billing details; its callers have keys of its sandbox or its live account. */
  newBuyer(): Promise<Buyer>;
};

/** A reseller that buys credits. */
export type Buyer = TestAccount & {
  call: Call;
  live: Call;
  /** Adds the test card, buys, and lets the job run; gives the purchase then. */
  buy(testCard: string, priceValue?: number): Promise<Shown>;
  read(id: string): Promise<Shown>;
  /** Runs the job of a purchase once. */
  advance(id: string, accountId?: string): Promise<void>;
  creditsMinor(accountId?: string): Promise<bigint>;
};

type Money = { priceValue: number };
/** The fields of a purchase that tests look at. */
export type Shown = {
  id: string;
  status: string;
  amount: Money;
  vat: Money;
  total: Money;
  received: Money;
  frozen: Money;
  reversed: Money;
  outstanding: Money;
  declineCode: string | null;
  declineReason: string | null;
  nextAction: { type: string; clientSecret: string | null } | null;
  instructions: { reference: string; amount: Money; iban: string } | null;
  invoiceNumber: string | null;
  paymentMethodId: string | null;
  partOf: string | null;
};

export type TillOptions = {
  mode?: AccountMode;
  stripe?: StripeProvider;
  onSettled?: readonly SettledListener[];
};

export const usd = (priceValue: number) => ({ priceValue, currencyCode: 'USD' });

/** The payment routes on a database of their own, with somebody who sells. Call `close` after. */
export async function openTill(options: TillOptions = {}): Promise<Till> {
  const { mode = 'sandbox', ...more } = options;
  const test = testCardProvider();
  const payments = createPayments({ mode, test, realNow: () => new Date(), ...more });
  const encryption = createEncryption([randomBytes(32)]);
  const slice = await openSlice((app, parts) =>
    registerPaymentRoutes(app, { ...parts, payments, encryption }),
  );
  await openSeller(slice.db);
  return { ...slice, payments, newBuyer: () => newBuyer(slice, payments) };
}

async function newBuyer(slice: Slice, payments: Payments): Promise<Buyer> {
  const { db, app } = slice;
  const account = await slice.newAccount();
  await openBuyer(db, account.organizationId);
  const call = await account.caller();
  const live = callerOf(app, await account.tokenOf({}, account.liveAccountId));
  const read = async (id: string): Promise<Shown> =>
    (await call('GET', `/gigastore/credits/purchases/${id}`)).json();
  const advance = (id: string, accountId = account.id) =>
    advancePurchase({ db, payments }, { accountId, id });
  return {
    ...account,
    ...{ call, live, read, advance },
    creditsMinor: (accountId = account.id) => creditsOf(db, accountId),
    async buy(testCard, priceValue = 100) {
      await call('POST', '/gigastore/payment-methods/setup', { body: { testCard } });
      const { items } = (await call('GET', '/gigastore/payment-methods')).json();
      const body = { amount: usd(priceValue), paymentMethodId: items.at(-1).id };
      const { id } = (await call('POST', '/gigastore/credits/purchases', { body })).json();
      await advance(id);
      return read(id);
    },
  };
}

async function creditsOf(db: Database, accountId: string): Promise<bigint> {
  return (await readCredits({ db, accountId })).availableMinor;
}
