import { type Static, Type } from 'typebox';
import { toMinor, toPrice } from '../../kernel/money.ts';
import { type Api, type Json, part } from './api.ts';
import { priceOf, showEmail, showSale } from './show.ts';
import { type Preview, type WriteTool, writeTool } from './tool.ts';

const text = (description: string) => Type.String({ maxLength: 255, description });
const maybe = (description: string) => Type.Optional(text(description));
const terms = {
  inventoryItemId: text('The ID of the inventory item.'),
  metatag: maybe('Your own reference, such as an order number.'),
  activationMode: maybe('When the validity starts: `NOW`, `FIRST_USE` or `ON_DEMAND`.'),
  userIp: maybe("The traveller's IP address."),
  userCountry: maybe("The traveller's country."),
};

type Money = { priceValue: number; currencyCode: string };

/** Returns what a sale costs and which credits are left, with the price that it must have. */
async function previewSale(api: Api, inventoryItemId: string, effect: string): Promise<Preview> {
  const [item, credits] = await Promise.all([
    api.get(`/gigastore/products/inventory/${part(inventoryItemId)}`),
    api.get('/gigastore/credits'),
  ]);
  const isPrepaid = Number(item.amount) > 0;
  const [cost] = item.prices as [Money];
  const [retail] = item.retailPrices as [Money];
  const { priceValue, currencyCode } = retail;
  return {
    effect: `${effect} ${String(item.name)}.`,
    facts: {
      retailPrice: priceOf(retail),
      ...creditsAfter(credits.available as Money, isPrepaid ? 0n : -minorOf(cost)),
      ...(isPrepaid && { paidBy: 'a prepaid unit' }),
    },
    expected: { expectedPrice: { priceValue, currencyCode } },
  };
}

function minorOf({ priceValue }: Money): bigint {
  return toMinor(priceValue) ?? 0n;
}

/** Returns the credits before and after a change of so many cents. */
function creditsAfter(available: Money, changeMinor: bigint): Json {
  const before = available.priceValue < 0 ? -minorOf(negated(available)) : minorOf(available);
  const change = changeMinor < 0n ? -changeMinor : changeMinor;
  return {
    [changeMinor > 0n ? 'creditsBack' : 'creditsCharged']: priceOf(toPrice(change)),
    creditsNow: priceOf(available),
    creditsAfterwards: priceOf(toPrice(before + changeMinor)),
  };
}

function negated({ priceValue, ...rest }: Money): Money {
  return { ...rest, priceValue: -priceValue };
}

const sell = writeTool(
  {
    name: 'sell_package',
    title: 'Sell a package',
    description:
      'Sells an inventory item to a new customer, with an eSIM. Without `confirmationToken` it ' +
      'returns a preview and changes nothing.',
    scope: 'sell',
    input: Type.Object({ ...terms, customerEmail: maybe('The email address of the traveller.') }),
  },
  {
    preview: (api, args) => previewSale(api, args.inventoryItemId, 'Creates a customer with'),
    perform: async (api, args, { key, expected }) => {
      const sale = await api.post('/gigastore/activations/register', { ...args, ...expected }, key);
      return showSale(api, sale);
    },
  },
);

const topUpInput = Type.Object({
  customerUid: text('The ID of the customer.'),
  ...terms,
  withNewEsim: Type.Optional(
    Type.Boolean({ description: 'Whether the customer gets a further eSIM.' }),
  ),
});

function topUpPath({ withNewEsim }: Static<typeof topUpInput>): string {
  return `/gigastore/activations/top-up${withNewEsim ? '-with-profile' : ''}`;
}

const topUp = writeTool(
  {
    name: 'top_up',
    title: 'Top up a customer',
    description:
      'Sells a further package to a customer. Without `confirmationToken` it returns a preview ' +
      'and changes nothing.',
    scope: 'sell',
    input: topUpInput,
  },
  {
    async preview(api, args) {
      const { customer } = await api.get(
        `/gigastore/activations/customers/${part(args.customerUid)}`,
      );
      const email = showEmail(api, (customer as Json).email) ?? args.customerUid;
      return previewSale(api, args.inventoryItemId, `Tops up the customer ${email} with`);
    },
    async perform(api, args, { key, expected }) {
      const { withNewEsim: _, ...body } = args;
      return showSale(api, await api.post(topUpPath(args), { ...body, ...expected }, key));
    },
  },
);

const refundPath = (uid: string) => `/gigastore/activations/activated-items/${part(uid)}/refund`;

const refund = writeTool(
  {
    name: 'refund_package',
    title: 'Refund a package',
    description:
      'Refunds an unused package: its credits come back. Without `confirmationToken` it returns ' +
      'a preview and changes nothing.',
    scope: 'refund',
    input: Type.Object({ packageUid: text('The ID of the package.') }),
  },
  {
    async preview(api, { packageUid }) {
      const [refund, credits] = await Promise.all([
        api.get(refundPath(packageUid)),
        api.get('/gigastore/credits'),
      ]);
      const { refundable, code, refundsLeftThisMonth } = refund;
      if (!refundable) {
        return {
          effect: `Nothing: the package cannot be refunded (${String(code)}).`,
          facts: { refundable, code, refundsLeftThisMonth },
        };
      }
      const amount = refund.amount as Money;
      const change = creditsAfter(credits.available as Money, minorOf(amount));
      return {
        effect: `Refunds ${priceOf(amount)} and ends the package ${packageUid}.`,
        facts: { refundable, refundsLeftThisMonth, ...change },
      };
    },
    async perform(api, { packageUid }, { key }) {
      await api.post(refundPath(packageUid), {}, key);
      return { refunded: true, packageUid };
    },
  },
);

export const SALE_TOOLS: readonly WriteTool[] = [sell, topUp, refund];
