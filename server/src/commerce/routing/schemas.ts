import { Type } from 'typebox';
import { type Capabilities, OPTIONAL_VERBS } from '../../connectivity/carriers/index.ts';
import { answer, CountryCode, described, nullable, oneOf } from '../../platform/http/schemas.ts';
import { isLow, stopsOrders, toDecimal } from './balance.ts';
import { BREAKER_STATES, HEALTH_STATES, type Health } from './health.ts';
import type { CarrierStanding } from './read-carriers.ts';

const Time = Type.String({ format: 'date-time' });
const timeOrNull = (description: string) => described(nullable(Time), description);
const amountOrNull = (description: string) => described(nullable(Type.Number()), description);
const msOrNull = (description: string) => described(nullable(Type.Integer()), description);

const healthFields = {
  state: oneOf(HEALTH_STATES, {
    description:
      '`healthy`; `failing` if a fifth of five or more calls failed, or all of fewer; `down` ' +
      'after five failures in a row; `unknown` without calls in the last 15 minutes.',
  }),
  calls: Type.Integer({ description: 'Calls of the last 15 minutes, the latest 500 at most.' }),
  failures: Type.Integer({
    description:
      'Calls without a readable answer, during maintenance or with refused credentials. Other ' +
      'refusals, such as out of stock, are no failures.',
  }),
  medianMs: msOrNull('The median time to an answer, in milliseconds.'),
  p95Ms: msOrNull('The time within which 95 of 100 answers came, in milliseconds.'),
  lastAnswerAt: timeOrNull('When the carrier last answered.'),
  lastFailureAt: timeOrNull('When a call last failed.'),
  lastFailure: described(nullable(Type.String()), 'Why a call last failed.'),
  breaker: described(
    answer('CarrierBreaker', {
      state: oneOf(BREAKER_STATES, {
        description:
          '`closed` while the carrier is ordered from; `open` after five failures in a row; ' +
          '`half_open` when single orders try it again.',
      }),
      since: timeOrNull('Since when the calls fail; `null` while it is closed.'),
      triesAt: timeOrNull('From when single orders try the carrier again.'),
    }),
    'Whether the carrier is ordered from, by its latest calls.',
  ),
};

const CapabilitiesSchema = answer('CarrierCapabilities', {
  verbs: Type.Array(oneOf(OPTIONAL_VERBS), {
    description: 'What the carrier can do besides taking orders and finding them.',
  }),
  resendsOrders: Type.Boolean({
    description: 'Whether an order without an answer is sent again, because it is the same order.',
  }),
  findsBy: oneOf(['reference', 'time_and_item'], {
    description: 'How an order without an answer is found.',
  }),
  priceGuard: oneOf(['exact_price', 'dry_run', 'none'], {
    description: 'How the carrier keeps us from paying another price than expected.',
  }),
  cancels: described(
    nullable(oneOf(['refund', 'revoke', 'request'])),
    'What cancelling an unused eSIM brings: the money, nothing, or a request for a refund.',
  ),
  cancelsBy: described(
    nullable(oneOf(['esim', 'item'])),
    'Whether cancelling ends the whole eSIM or one item on it.',
  ),
  notices: described(
    nullable(oneOf(['signed', 'unsigned'])),
    'Whether the carrier sends notices, and signs them.',
  ),
  usageMinutes: described(nullable(Type.Integer()), 'How old the usage may be, in minutes.'),
  refundDays: described(
    nullable(Type.Integer()),
    'Days after the purchase in which an unused eSIM can be returned; `null` without a limit.',
  ),
});

const CarrierSchema = answer('Carrier', {
  carrier: Type.String({ description: 'The name of the carrier.' }),
  capabilities: described(CapabilitiesSchema, 'What the carrier can do for our account there.'),
  ...healthFields,
  throttles: described(
    nullable(oneOf(['by_item', 'simulated'])),
    'How data becomes slower after a fair-use limit: by the terms of the item that is ordered ' +
      '(`by_item`), or on the simulated phone; `null` if it does not. No carrier is told a speed.',
  ),
  countrySets: Type.Array(
    answer('CarrierCountrySet', {
      countrySet: Type.String({ description: 'The code of the country set.', examples: ['AT'] }),
      ...healthFields,
    }),
    { description: 'The same by the country set of the plan that was ordered.' },
  ),
  countries: Type.Array(
    answer('CarrierCountry', {
      country: described(CountryCode, 'The country, as an ISO 3166-1 code.'),
      ...healthFields,
    }),
    {
      description:
        "The same by country: the traveller's (`userCountry` of the sale) if the plan covers it, " +
        "or the plan's only country. Calls about other orders are in no country.",
    },
  ),
  account: described(
    answer('CarrierAccount', {
      balance: amountOrNull('What is left, as last read; `null` if it cannot be read.'),
      currency: described(
        nullable(Type.String({ pattern: '^[A-Z]{3}$', examples: ['USD'] })),
        'The currency of the account.',
      ),
      readAt: timeOrNull('When the balance was read.'),
      warnBelow: amountOrNull('Operators are warned below this balance; `null` without a limit.'),
      stopBelow: Type.Number({ description: 'Nothing is ordered below this balance.' }),
      isLow: Type.Boolean({ description: 'Whether operators are warned.' }),
      stopsOrders: Type.Boolean({ description: 'Whether new orders go elsewhere or fail.' }),
      unfundedAt: timeOrNull('When the carrier last refused an order for want of funds.'),
    }),
    'What is left on the account at the carrier, and its limits.',
  ),
});
export const CarriersSchema = answer('Carriers', {
  items: Type.Array(CarrierSchema, { description: 'The carriers that are ordered from.' }),
});

const A_TIME = '2026-04-30T09:55:36.430Z';
const someHealth = {
  state: 'healthy',
  calls: 212,
  failures: 3,
  medianMs: 240,
  p95Ms: 910,
  lastAnswerAt: A_TIME,
  lastFailureAt: '2026-04-30T09:41:12.002Z',
  lastFailure: 'The server took longer than 15 s.',
  breaker: { state: 'closed', since: null, triesAt: null },
};
export const someCarriers = {
  items: [
    {
      carrier: 'esim-access',
      capabilities: {
        verbs: ['topUp', 'usage', 'cancel', 'suspend', 'resume', 'sms', 'balance'],
        resendsOrders: true,
        findsBy: 'reference',
        priceGuard: 'exact_price',
        cancels: 'refund',
        cancelsBy: 'esim',
        notices: 'unsigned',
        usageMinutes: 180,
        refundDays: null,
      },
      ...someHealth,
      throttles: 'by_item',
      countrySets: [{ countrySet: 'AT', ...someHealth, calls: 81, failures: 0 }],
      countries: [{ country: 'AT', ...someHealth, calls: 93, failures: 1 }],
      account: {
        balance: 1204.5,
        currency: 'USD',
        readAt: A_TIME,
        warnBelow: 500,
        stopBelow: 20,
        isLow: false,
        stopsOrders: false,
        unfundedAt: null,
      },
    },
  ],
};

/** Returns the Carrier of the API. */
export function showCarrier(
  standing: CarrierStanding,
  { capabilities, now }: { capabilities: Capabilities; now: Date },
) {
  const { carrier, countrySets, countries, account, ...health } = standing;
  const sets = countrySets.map(({ countrySet, ...own }) => ({ countrySet, ...showHealth(own) }));
  const { resends, verbs, throttles, ...can } = capabilities;
  return {
    carrier,
    capabilities: {
      verbs: [...verbs],
      resendsOrders: resends.order === 'same_reference',
      ...can,
    },
    ...showHealth(health),
    throttles,
    countrySets: sets,
    countries: countries.map(({ country, ...own }) => ({ country, ...showHealth(own) })),
    account: showAccount(account, now),
  };
}

function showAccount(account: CarrierStanding['account'], now: Date) {
  const { balance, readAt, warnBelow, stopBelow, unfundedAt } = account;
  return {
    balance: balance && toDecimal(balance.tenThousandths),
    currency: balance?.currency ?? null,
    readAt: readAt?.toISOString() ?? null,
    warnBelow: warnBelow === null ? null : toDecimal(warnBelow),
    stopBelow: toDecimal(stopBelow),
    isLow: isLow(account, now),
    stopsOrders: stopsOrders(account, { now }),
    unfundedAt: unfundedAt?.toISOString() ?? null,
  };
}

function showHealth({ lastAnswerAt, lastFailureAt, breaker, ...health }: Health) {
  return {
    ...health,
    lastAnswerAt: lastAnswerAt?.toISOString() ?? null,
    lastFailureAt: lastFailureAt?.toISOString() ?? null,
    breaker: {
      state: breaker.state,
      since: breaker.since?.toISOString() ?? null,
      triesAt: breaker.triesAt?.toISOString() ?? null,
    },
  };
}
