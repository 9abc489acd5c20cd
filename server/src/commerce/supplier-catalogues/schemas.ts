import { type Static, Type } from 'typebox';
import { toPrice, usd } from '../../kernel/money.ts';
import {
  answer,
  CountryCode,
  described,
  Id,
  nullable,
  oneOf,
  Price,
} from '../../platform/http/schemas.ts';
import { showTerms as showPlanTerms, termsFields } from '../catalog/index.ts';
import {
  LINE_KINDS,
  LINE_REASONS,
  LINE_STATES,
  type OfferedItem,
  RUN_STATES,
} from './catalogue-run.ts';
import { type ConvertedCost, toCents } from './exchange-rate.ts';
import type { ListedItem } from './item-store.ts';
import type { PricedLine } from './line-store.ts';
import { readable } from './match-plan.ts';
import type { CountedRun } from './run-store.ts';
import { toDecimalRate } from './set-exchange-rate.ts';

const Time = Type.String({ format: 'date-time' });
const time = (description: string) => Type.String({ format: 'date-time', description });
const timeOrNull = (description: string) => described(nullable(Time), description);
const text = (description: string) => Type.String({ description });
const textOrNull = (description: string) => described(nullable(Type.String()), description);
const count = (description: string) => Type.Integer({ description });
const countOrNull = (description: string) => described(nullable(Type.Integer()), description);

const KIND =
  '`new`; `changed` with another size, validity or countries; `price_up` and `price_down` in ' +
  'USD; `gone` from the catalogue; `back` after it was gone; `refused` with a reason.';
const STATE = '`OPEN` until it is `APPLIED` or `DISMISSED`; `REFUSED` if it cannot be applied.';

export const CatalogueRunSchema = answer('CatalogueRun', {
  id: described(Id, 'The ID of the import.'),
  carrier: text('The carrier whose catalogue is imported.'),
  state: oneOf(RUN_STATES, {
    description:
      '`QUEUED` until the catalogue was read; `READY` as a preview; `FAILED` if it was not read.',
  }),
  isScheduled: Type.Boolean({ description: 'Whether it was started by the schedule.' }),
  detail: textOrNull('Why the catalogue could not be read; `null` otherwise.'),
  offers: countOrNull('How many items the catalogue contains; `null` until it was read.'),
  unchanged: countOrNull('How many of them change nothing; `null` until it was read.'),
  hasManyGone: Type.Boolean({
    description: 'Whether more than half of the known items are gone. Check it with the supplier.',
  }),
  belowCost: count('How many open lines have a plan whose lowest price is below the cost.'),
  counts: Type.Array(
    answer('CatalogueLineCount', {
      kind: oneOf(LINE_KINDS, { description: KIND }),
      state: oneOf(LINE_STATES, { description: STATE }),
      lines: count('The number of lines.'),
    }),
    { description: 'The lines by kind and state.' },
  ),
  createdAt: time('When it was started.'),
  endedAt: timeOrNull('When the catalogue was read, or given up; `null` before.'),
});

const CostSchema = answer('SupplierCost', {
  amount: Type.Number({ description: 'The price in the currency of the supplier.' }),
  currency: Type.String({
    pattern: '^[A-Z]{3}$',
    description: 'The currency of the supplier.',
    examples: ['EUR'],
  }),
  cost: described(Price, 'The price in USD. A fraction of a cent counts as one.'),
  usdPerUnit: described(
    nullable(Type.Number()),
    'The rate by which it was converted; `null` for a price in USD.',
  ),
  rateValidFrom: described(
    nullable(Type.String({ format: 'date' })),
    'The day of the rate; `null` for a price in USD.',
  ),
});

const offeredFields = {
  item: text("The supplier's code."),
  dataBytes: described(
    nullable(Type.Number()),
    'The amount of data in bytes, of all days; `null` if it is unlimited or unknown.',
  ),
  dataType: termsFields.dataType,
  dailyBytes: termsFields.dailyBytes,
  fairUse: termsFields.fairUse,
  validityDays: countOrNull('The number of days; `null` if it has none.'),
  countries: Type.Array(CountryCode, { description: 'The countries where it works.' }),
  networks: Type.Array(
    answer('OfferedNetwork', {
      country: described(CountryCode, 'The country.'),
      name: text('The name of the network.'),
      technologies: Type.Array(Type.String(), {
        description: 'What the supplier names, such as `5G`.',
      }),
    }),
    { description: 'The networks by country, where the supplier names them.' },
  ),
};

export const CatalogueLineSchema = answer('CatalogueLine', {
  line: count('The number of the line.'),
  kind: oneOf(LINE_KINDS, { description: KIND }),
  state: oneOf(LINE_STATES, { description: STATE }),
  reason: described(
    nullable(oneOf(LINE_REASONS)),
    'Why it cannot be applied: `code_twice` with other terms; `code_too_long`; `no_rate` for its ' +
      'currency; `no_size`, `no_validity` or `no_countries` that a plan can have; ' +
      '`unclear_terms` of fair use; ' +
      '`price_too_high`; `plan_has_item` of this supplier already, with the same terms.',
  ),
  name: textOrNull('The name of the item; `null` if it is gone.'),
  ...offeredFields,
  cost: described(nullable(CostSchema), 'What it costs; `null` if it is gone or has no rate.'),
  costBefore: described(nullable(Price), 'What it cost before, in USD; `null` if it is new.'),
  dataPlanId: described(
    nullable(Id),
    'The data plan that it is or becomes a source of; `null` for a new plan.',
  ),
  dataPlanName: textOrNull('The name of that plan.'),
  lowestPrice: described(
    nullable(Price),
    'The lowest price of the plan in all price lists; `null` without a price.',
  ),
  isBelowCost: Type.Boolean({ description: 'Whether that price is below the cost.' }),
});

export const SupplierItemSchema = answer('SupplierItem', {
  carrier: text('The carrier that offers it.'),
  name: text('The name of the item.'),
  ...offeredFields,
  dataPlanId: described(nullable(Id), 'The data plan that it is a source of.'),
  dataPlanName: textOrNull('The name of that plan.'),
  appliedAt: time('When a change of it was last applied.'),
  dismissedAt: timeOrNull('When it was dismissed; it is not shown in imports since.'),
  goneAt: timeOrNull('Since when it is gone from the catalogue; its source is off.'),
  costs: Type.Array(
    answer('DatedSupplierCost', {
      fromAt: time('From when the price counts.'),
      ...CostSchema.properties,
    }),
    { description: 'All prices with their rates, the newest first.' },
  ),
});

const AN_ID = '4f1eec1b-61dc-47df-91a6-0123456789ab';
const A_TIME = '2026-04-30T09:55:36.430Z';
export const aRun: Static<typeof CatalogueRunSchema> = {
  ...{ id: AN_ID, carrier: 'esim-go', state: 'READY', isScheduled: false, detail: null },
  ...{ offers: 1204, unchanged: 1180, hasManyGone: false, belowCost: 1 },
  counts: [{ kind: 'price_up', state: 'OPEN', lines: 24 }],
  ...{ createdAt: A_TIME, endedAt: '2026-04-30T09:56:02.118Z' },
};
const aCost = {
  ...{ amount: 1.37, currency: 'EUR', cost: usd(1.49) },
  ...{ usdPerUnit: 1.0842, rateValidFrom: '2026-04-01' },
};
const someTerms = {
  item: 'esim_1GB_7D_AT_V2',
  ...{ dataBytes: 1_000_000_000, validityDays: 7, countries: ['AT'] },
  networks: [{ country: 'AT', name: 'A1', technologies: ['4G', '5G'] }],
};
const aPlan = { dataPlanId: AN_ID, dataPlanName: 'eSIM Austria 1 GB' };
export const aLine = {
  ...{ line: 1, kind: 'price_up', state: 'OPEN', reason: null, name: 'Austria 1 GB' },
  ...someTerms,
  ...{ cost: aCost, costBefore: usd(1.2), ...aPlan, lowestPrice: usd(1.4), isBelowCost: true },
};
export const anItem = {
  ...{ carrier: 'esim-go', name: 'Austria 1 GB', ...someTerms, ...aPlan },
  ...{ appliedAt: A_TIME, dismissedAt: null, goneAt: null },
  costs: [{ fromAt: A_TIME, ...aCost }],
};

/** Returns the CatalogueRun of the API. */
export function showRun({ attempts: _, counts, createdAt, endedAt, ...run }: CountedRun) {
  return {
    ...run,
    belowCost: counts.reduce((sum, one) => sum + (one.state === 'OPEN' ? one.belowCost : 0), 0),
    counts: counts.map(({ kind, state, lines }) => ({ kind, state, lines })),
    createdAt: createdAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}

const NO_TERMS = {
  ...{ dataBytes: null, dataTerms: null, validityDays: null },
  ...{ countries: [], networks: [] },
};

/** Returns the CatalogueLine of the API. */
export function showLine(line: PricedLine) {
  const { offer, beforeUsdTenThousandths: before, lowestPriceMinor, ...shown } = line;
  return {
    ...shown,
    name: offer?.name ?? null,
    ...showTerms(offer ?? NO_TERMS),
    cost: offer?.cost ? showCost(offer.cost) : null,
    costBefore: before === null ? null : toPrice(toCents(before)),
    lowestPrice: lowestPriceMinor === null ? null : toPrice(lowestPriceMinor),
  };
}

/** Returns the SupplierItem of the API. */
export function showItem({
  costs,
  appliedAt,
  dismissedAt,
  goneAt,
  dataTerms,
  ...item
}: ListedItem) {
  return {
    ...item,
    ...showTerms({ ...item, dataTerms }),
    appliedAt: appliedAt.toISOString(),
    dismissedAt: dismissedAt?.toISOString() ?? null,
    goneAt: goneAt?.toISOString() ?? null,
    costs: costs.map(({ fromAt, validFrom, usdMillionths, ...cost }) => ({
      fromAt,
      ...showCost({
        currency: cost.currency,
        tenThousandths: BigInt(cost.tenThousandths),
        usdTenThousandths: BigInt(cost.usdTenThousandths),
        rate:
          validFrom === null || usdMillionths === null
            ? null
            : { validFrom, usdMillionths: BigInt(usdMillionths) },
      }),
    })),
  };
}

function showTerms({
  dataBytes,
  dataTerms,
  validityDays,
  countries,
  networks,
}: Pick<OfferedItem, 'dataBytes' | 'dataTerms' | 'validityDays' | 'countries' | 'networks'>) {
  const bytes = dataBytes === null ? null : Number(dataBytes);
  const { dayTimeZone: _, ...terms }: ReturnType<typeof showPlanTerms> = showPlanTerms(
    readable(dataTerms),
  );
  return { dataBytes: bytes, ...terms, validityDays, countries, networks };
}

function showCost({ tenThousandths, currency, usdTenThousandths, rate }: ConvertedCost) {
  return {
    amount: Number(tenThousandths) / 10_000,
    currency,
    cost: toPrice(toCents(usdTenThousandths)),
    usdPerUnit: rate && toDecimalRate(rate.usdMillionths),
    rateValidFrom: rate?.validFrom ?? null,
  };
}
