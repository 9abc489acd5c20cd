import { type TSchema, Type } from 'typebox';
import { usd } from '../../kernel/money.ts';
import {
  ActorId,
  answer,
  described,
  Id,
  nullable,
  oneOf,
  Price,
} from '../../platform/http/schemas.ts';
import { INTERVALS } from './account-report.ts';

const counted = (description: string) => Type.Integer({ description });
const money = (description: string) => Type.Unsafe({ ...Price, description });
const grouped = (schema: TSchema, of: string) =>
  Type.Unsafe({ ...nullable(schema), description: `${of}; \`null\` unless grouped by it.` });

const sums = {
  sold: counted('Packages that were sold and delivered.'),
  fromStock: counted('Packages sold from prepaid stock.'),
  activated: counted('Packages of those sold that have been activated.'),
  refunded: counted('Packages that were refunded in the period.'),
  retail: described(Price, 'The sum of the retail prices.'),
  wholesale: described(Price, 'The sum of the wholesale prices.'),
  margin: described(Price, 'The retail prices less the wholesale prices.'),
  refundedAmount: described(Price, 'The credits that were returned by refunds.'),
};
const AccountSums = answer('AccountSalesSums', sums);

export const AccountReportSchema = answer('AccountSalesReport', {
  timeZone: Type.String({ description: 'The time zone of the dates.' }),
  interval: oneOf(INTERVALS, { description: 'The length of a period.' }),
  items: Type.Array(
    answer('AccountSalesLine', {
      date: Type.String({ format: 'date', description: 'The first date of the period.' }),
      inventoryItemId: grouped(Id, 'The inventory item'),
      itemName: grouped(Type.String(), 'The present name of the inventory item'),
      countrySet: grouped(Type.String(), 'The country set'),
      salesChannel: grouped(Type.String(), 'The sales channel'),
      clientId: grouped(ActorId, 'The client ID of the API key, or the ID of the app'),
      metatagPrefix: grouped(Type.String(), 'The prefix of the metatag'),
      ...sums,
    }),
    { description: 'One line for each period and group.' },
  ),
  totals: described(AccountSums, 'The sums of all lines.'),
});

export const AccountSummarySchema = answer('AccountSummary', {
  timeZone: Type.String({ description: 'The time zone of the days.' }),
  date: Type.String({ format: 'date', description: 'Today.' }),
  usablePackages: counted('Packages that are active or wait for activation.'),
  today: described(AccountSums, 'The sums of today.'),
  yesterday: described(AccountSums, 'The sums of yesterday.'),
  last7Days: described(AccountSums, 'The sums of the last 7 days, including today.'),
  last30Days: described(AccountSums, 'The sums of the last 30 days, including today.'),
  previous30Days: described(AccountSums, 'The sums of the 30 days before those.'),
  credits: described(
    answer('CreditsOutlook', {
      available: money('The credits that can be spent.'),
      held: money('The credits reserved for pending sales.'),
      spentPerDay: money('The wholesale price of a day, averaged over the last 7 days.'),
      daysLeft: described(
        nullable(Type.Integer()),
        'The days until the credits are spent; `null` if nothing was spent.',
      ),
    }),
    'The credits, and how long they will last.',
  ),
});

export const someAccountSums = {
  sold: 12,
  fromStock: 2,
  activated: 9,
  refunded: 1,
  retail: usd(54.89),
  wholesale: usd(16.39),
  margin: usd(38.5),
  refundedAmount: usd(1.49),
};
export const aLine = {
  date: '2026-04-30',
  inventoryItemId: '4f1eec1b-61dc-47df-91a6-0123456789ab',
  itemName: 'eSIM Worldwide 50 MB',
  countrySet: null,
  salesChannel: 'API',
  clientId: null,
  metatagPrefix: null,
  ...someAccountSums,
};
export const anAccountSummary = {
  timeZone: 'Europe/Vienna',
  date: '2026-04-30',
  usablePackages: 812,
  today: someAccountSums,
  yesterday: someAccountSums,
  last7Days: someAccountSums,
  last30Days: someAccountSums,
  previous30Days: someAccountSums,
  credits: { available: usd(98.51), held: usd(1.49), spentPerDay: usd(16.39), daysLeft: 6 },
};
