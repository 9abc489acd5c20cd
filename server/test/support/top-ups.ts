import { randomBytes } from 'node:crypto';
import { expect } from 'vitest';
import { createEncryption } from '../../src/kernel/encryption.ts';
import { registerEventRoutes } from '../../src/messaging/events/index.ts';
import {
  createAutoTopUpTasks,
  onPurchaseSettled,
  registerAutoTopUpRoutes,
  sweepCredits,
} from '../../src/money/auto-top-up/index.ts';
import { addCredits, chargeCredits, readCredits } from '../../src/money/credits/index.ts';
import {
  createPayments,
  createPaymentTasks,
  registerPaymentRoutes,
  testCardProvider,
} from '../../src/money/payments/index.ts';
import { sql } from '../../src/platform/db/database.ts';
import type { Tasks } from '../../src/platform/jobs/index.ts';
import { openBuyer, openSeller } from './billing.ts';
import { runQueue } from './queue.ts';
import { addCreditsAndItems, loadPlans, type Shop } from './shop.ts';
import { type Call, openSlice, type Slice, type TestAccount } from './slice.ts';

const CARDS = {
  good: '4242424242424242',
  declined: '4000000000000002',
  empty: '4000000000009995',
  asking: '4000002760003184',
} as const;
export type CardName = keyof typeof CARDS;

export const usd = (priceValue: number) => ({ priceValue, currencyCode: 'USD' });
export const PATH = '/gigastore/credits/auto-top-up';
export const ALERT_PATH = '/gigastore/credits/alert';
const description = 'Test';
const HOUR_MS = 3_600_000;

/** A clock of the machine that tests move; the clocks of accounts follow it. */
export type Desk = Slice & {
  clock: { now: Date };
  parts: Parameters<typeof createAutoTopUpTasks>[0];
  /** The jobs of top-ups and of payments. */
  tasks: Tasks;
  /** The purchases that the card provider was asked to charge, in order. */
  charged: string[];
  /** Runs what is due on the clock, and what that queues. */
  work(): Promise<number>;
  /** Runs the jobs about low credits, and leaves the charges waiting. */
  workWithoutCharges(): Promise<number>;
  /** Runs the charges, and leaves waiting what follows from them. */
  workCharges(): Promise<number>;
  sweep(): Promise<void>;
  moveTo(at: Date): void;
  /** Moves the clock forward and runs what is due then. */
  passHours(hours: number): Promise<number>;
  newSpender(options?: { creditsMinor?: bigint; card?: CardName }): Promise<Spender>;
};

/** A reseller with billing details, a card and credits, 10.00 USD unless told otherwise. */
export type Spender = Shop & {
  account: TestAccount;
  call: Call;
  /** Adds the card and makes it the default one; gives its id. */
  addCard(name: CardName): Promise<string>;
  set(body: object): ReturnType<Call>;
  setAlert(body: object): ReturnType<Call>;
  read(): Promise<Record<string, unknown>>;
  spend(cents: number): Promise<unknown>;
  earn(cents: number): Promise<unknown>;
  availableMinor(): Promise<bigint>;
  /** The bodies of the account's events of this type, in order. */
  told(type: string): Promise<Record<string, unknown>[]>;
  /** Those that top-ups began, oldest first. */
  purchases(): Promise<{ id: string; status: string }[]>;
  statuses(): Promise<string[]>;
};

/** The routes of payments and top-ups on their own database. Open it by `forThisFile`. */
export async function openDesk(): Promise<Desk> {
  const clock = { now: new Date() };
  const realNow = () => clock.now;
  const charged: string[] = [];
  const cards = testCardProvider();
  const test: typeof cards = {
    ...cards,
    confirmIntent(payment, token) {
      charged.push(payment.purchaseId);
      return cards.confirmIntent(payment, token);
    },
  };
  const payments = createPayments({
    mode: 'sandbox',
    test,
    realNow,
    onSettled: [onPurchaseSettled({ realNow })],
  });
  const encryption = createEncryption([randomBytes(32)]);
  const slice = await openSlice((app, parts) => {
    registerPaymentRoutes(app, { ...parts, payments, encryption });
    registerAutoTopUpRoutes(app, { ...parts, payments });
    registerEventRoutes(app, parts);
  });
  const { db } = slice;
  await openSeller(db);
  await loadPlans(db);
  const onError = (error: unknown) => expect.fail(String(error));
  const parts = { db, payments, realNow, onError };
  const lookingAfter = createAutoTopUpTasks(parts);
  const paying = createPaymentTasks({ db, payments });
  const tasks = { ...lookingAfter, ...paying };
  return {
    ...slice,
    ...{ clock, parts, tasks, charged },
    work: () => runQueue(db, tasks, clock.now),
    workWithoutCharges: () => runQueue(db, lookingAfter, clock.now),
    workCharges: () => runQueue(db, paying, clock.now),
    sweep: () => sweepCredits(parts),
    moveTo(at) {
      clock.now = at;
    },
    async passHours(hours) {
      clock.now = new Date(clock.now.getTime() + hours * HOUR_MS);
      return runQueue(db, tasks, clock.now);
    },
    newSpender: (options) => newSpender(slice, options),
  };
}

async function newSpender(
  slice: Slice,
  { creditsMinor = 1_000n, card = 'good' }: { creditsMinor?: bigint; card?: CardName } = {},
): Promise<Spender> {
  const { db } = slice;
  const account = await slice.newAccount();
  await openBuyer(db, account.organizationId);
  const shop = await addCreditsAndItems(db, { ...account, creditsMinor });
  const call = await account.caller('manage');
  const addCard = async (name: CardName) => {
    const body = { testCard: CARDS[name] };
    const setup = await call('POST', '/gigastore/payment-methods/setup', { body });
    const { id } = setup.json().paymentMethod;
    await call('PUT', `/gigastore/payment-methods/${id}/default`);
    return id as string;
  };
  await addCard(card);
  return {
    ...shop,
    ...{ account, call, addCard },
    set: (body) => call('PUT', PATH, { body }),
    setAlert: (body) => call('PUT', ALERT_PATH, { body }),
    read: async () => (await call('GET', PATH)).json(),
    ...moneyOf(shop),
    ...recordsOf(shop),
  };
}

function moneyOf({ db, ctx }: Shop) {
  return {
    spend: (cents: number) =>
      db.transaction((tx) =>
        chargeCredits(
          { ...ctx, db: tx },
          { amountMinor: BigInt(cents), type: 'stock_purchase', description },
        ),
      ),
    earn: (cents: number) =>
      db.transaction((tx) =>
        addCredits(
          { ...ctx, db: tx },
          { amountMinor: BigInt(cents), type: 'sandbox_credit', description },
        ),
      ),
    availableMinor: async () =>
      (await readCredits({ db, accountId: ctx.accountId })).availableMinor,
  };
}

function recordsOf({ db, ctx: { accountId } }: Shop) {
  const purchases = () =>
    db.rows<{ id: string; status: string }>(sql`
      select id, status
      from purchases
      where account_id = ${accountId}
        and origin = 'auto_top_up'
      order by id`);
  return {
    async told(type: string) {
      const events = await db.rows<{ body: Record<string, unknown> }>(sql`
        select body
        from events
        where account_id = ${accountId}
          and type = ${type}
        order by sequence`);
      return events.map(({ body }) => body);
    },
    purchases,
    statuses: async () => (await purchases()).map(({ status }) => status),
  };
}

/** The settings of `topUpsOf`: a top-up of 20.00 USD below 8.00. */
export const ON = { enabled: true, threshold: usd(8), amount: usd(20) };

/** Returns a function that opens a reseller with 10.00 USD and the automatic top-up of `ON`. */
export function topUpsOf(desk: Desk) {
  return async (card: CardName = 'good', more: object = {}): Promise<Spender> => {
    const spender = await desk.newSpender({ card });
    const set = await spender.set({ ...ON, ...more });
    expect(set.statusCode, set.body).toBe(200);
    await desk.work();
    return spender;
  };
}
