import { fromMinor, type Gigastore } from 'gigastore';
import { sell } from './sales.ts';
import type { Trigger } from './trigger.ts';

const DECLINED_CARD = '4000000000000341';
const AMOUNT = fromMinor(2000);

/** The events about the credits of an account. */
export const CREDIT_TRIGGERS = {
  'credits.added': ({ sandbox }) => sandbox.addCredits({ amount: AMOUNT }),
  'credits.low': async (client) => {
    const { enabled, threshold } = await client.credits.getAlert();
    const { available } = await client.credits.get();
    await client.credits.setAlert({ enabled: true, threshold: available });
    await sell(client);
    const before = threshold ? { enabled, threshold } : { enabled: false, threshold: available };
    return () => client.credits.setAlert(before);
  },
  'credits.frozen': async (client) => {
    const id = await buy(client);
    await play(client, id, 'dispute');
    // While a dispute is open, many operations are refused.
    return () => play(client, id, 'win_dispute');
  },
  'credits.released': async (client) => {
    const id = await buy(client);
    await play(client, id, 'dispute');
    await play(client, id, 'win_dispute');
  },
  'credits.reversed': async (client) => {
    await play(client, await buy(client), 'refund');
  },
  'credits.auto_top_up_failed': async (client) => {
    const before = await client.credits.getAutoTopUp();
    const { paymentMethod } = await client.paymentMethods.startSetup({ testCard: DECLINED_CARD });
    if (!paymentMethod) return undefined;
    const { available } = await client.credits.get();
    const amount = { ...available, priceValue: Math.max(20, Math.ceil(available.priceValue / 4)) };
    const { id: paymentMethodId } = paymentMethod;
    const wanted = { enabled: true, threshold: available, amount, paymentMethodId };
    await client.credits.setAutoTopUp(wanted);
    await sell(client);
    return async () => {
      await client.credits.setAutoTopUp(before.enabled ? settingsOf(before) : { enabled: false });
      await client.paymentMethods.delete(paymentMethodId);
    };
  },
} satisfies Record<string, Trigger>;

type AutoTopUp = Awaited<ReturnType<Gigastore['credits']['getAutoTopUp']>>;

function settingsOf({ threshold, amount, monthlyCap, paymentMethodId }: AutoTopUp) {
  const given = Object.entries({ threshold, amount, monthlyCap, paymentMethodId });
  return { enabled: true, ...Object.fromEntries(given.filter(([, value]) => value !== null)) };
}

/** Buys credits by a bank transfer that arrives at once. */
async function buy(client: Gigastore): Promise<string> {
  const purchase = { amount: AMOUNT, method: 'bank_transfer' } as const;
  const { id } = await client.creditPurchases.create(purchase);
  await play(client, id, 'receive_transfer');
  return id;
}

type PaymentEvent = Parameters<Gigastore['sandbox']['simulatePaymentEvent']>[1]['event'];

function play(client: Gigastore, id: string, event: PaymentEvent) {
  return client.sandbox.simulatePaymentEvent(id, { event });
}
