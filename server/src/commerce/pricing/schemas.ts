import { Type } from 'typebox';
import { readUsd, usd } from '../../kernel/money.ts';
import { invalid } from '../../kernel/refusal.ts';
import {
  answer,
  described,
  Id,
  nullable,
  oneOf,
  Price,
  PriceInput,
  Timestamp,
} from '../../platform/http/schemas.ts';
import { PRICE_WARNINGS } from './price-draft.ts';
import { PRICING_METHODS, type PricingFormula, ROUNDINGS } from './pricing-formula.ts';
import { VALUE_SCALE } from './pricing-rule.ts';

/** The fields of a formula in a request. */
export const formulaFields = {
  method: oneOf(PRICING_METHODS, {
    description:
      '`margin` is a percentage of the retail price, `factor` multiplies the wholesale price, ' +
      'and `amount` in USD is added to it.',
    examples: ['margin'],
  }),
  value: Type.Number({
    minimum: 0,
    maximum: 10_000_000,
    description:
      'The margin in percent (up to 99.99), the factor (up to 100, at most four decimals), or ' +
      'the amount in USD.',
    examples: [40],
  }),
  rounding: Type.Optional(
    oneOf(ROUNDINGS, {
      description:
        'Prices are rounded up: to the next price that ends in .99 or .49, to a whole dollar, or ' +
        'to the cent (`none`, the default).',
      examples: ['to_99'],
    }),
  ),
  minimumMargin: Type.Optional(
    described(PriceInput, 'The smallest margin that a price must leave.'),
  ),
};

type FormulaInput = {
  method: PricingFormula['method'];
  value: number;
  rounding?: PricingFormula['rounding'];
  minimumMargin?: PriceInput;
};

const HIGHEST: Record<PricingFormula['method'], number> = {
  margin: 99.99,
  factor: 100,
  amount: 10_000_000,
};

/** Returns the formula of a request. Throws `invalid_request`. */
export function readFormula(input: FormulaInput): PricingFormula {
  const { method, value, rounding = 'none', minimumMargin } = input;
  const scaled = Math.round(value * VALUE_SCALE[method]);
  if (value > HIGHEST[method]) throw invalid('/value', `must be at most ${HIGHEST[method]}`);
  if (scaled / VALUE_SCALE[method] !== value) {
    const decimals = method === 'factor' ? 'four' : 'two';
    throw invalid('/value', `must have at most ${decimals} decimals`);
  }
  const minimumMarginMinor = minimumMargin ? readUsd(minimumMargin, '/minimumMargin') : 0n;
  return { method, value: scaled, rounding, minimumMarginMinor };
}

const PriceChangeSchema = answer('PriceChange', {
  inventoryItemId: described(Id, 'The ID of the inventory item.'),
  name: Type.String({ description: 'The name of the inventory item.' }),
  wholesalePrice: described(Price, 'The wholesale price.'),
  oldRetailPrice: described(Price, 'The retail price before the change.'),
  newRetailPrice: described(Price, 'The retail price after the change.'),
  margin: described(Price, 'The new retail price less the wholesale price.'),
  marginPercent: nullable(
    Type.Number({ description: 'The margin in percent of the new retail price.' }),
  ),
  warnings: Type.Array(oneOf(PRICE_WARNINGS), {
    description: 'What you should look at before you save the price.',
  }),
});

const aPriceChange = {
  inventoryItemId: '9b2d6a3e-0c3f-7d8e-9f10-0123456789ab',
  name: 'Austria 3 GB',
  wholesalePrice: usd(3.1),
  oldRetailPrice: usd(6.9),
  newRetailPrice: usd(5.99),
  margin: usd(2.89),
  marginPercent: 48.24,
  warnings: ['lower'],
};

export const A_TOKEN = 'qLxfTRQpXq1n1cM0m2cR8ZpTqzG0tPp0VfOqk2n3u5E';

const token = Type.String({
  description: 'The token that saves these prices.',
  examples: [A_TOKEN],
});
const unchanged = Type.Integer({ description: 'The number of items whose price stays.' });

export const PricePreviewSchema = answer('PricePreview', {
  token,
  unchanged,
  changes: Type.Array(PriceChangeSchema, { description: 'The items whose price changes.' }),
});
export const aPricePreview = { token: A_TOKEN, unchanged: 12, changes: [aPriceChange] };

export const PriceImportSchema = answer('PriceImport', {
  dryRun: Type.Boolean({ description: 'Whether this was a dry run, which changes nothing.' }),
  token,
  unchanged,
  changes: Type.Array(PriceChangeSchema, { description: 'The items whose price changes.' }),
  errors: Type.Array(
    answer('SheetError', {
      line: Type.Integer({ description: 'The line of the file.' }),
      reason: Type.String({ description: 'What is wrong with the line.' }),
    }),
    { description: 'Only in a dry run; otherwise wrong lines are refused.' },
  ),
});
export const aPriceImport = { dryRun: true, ...aPricePreview, errors: [] };

export const PricingRuleSchema = answer('PricingRule', {
  id: described(Id, 'The ID of the pricing rule.'),
  name: Type.String({ description: 'The name of the pricing rule.' }),
  countrySet: nullable(Type.String({ description: 'The country set of the items; null for all.' })),
  tag: nullable(Type.String({ description: 'The tag of the items; null for all.' })),
  method: oneOf(PRICING_METHODS, {
    description: 'How the retail price follows from the wholesale price.',
  }),
  value: Type.Number({ description: 'The margin in percent, the factor, or the amount in USD.' }),
  rounding: oneOf(ROUNDINGS, { description: 'How prices are rounded up.' }),
  minimumMargin: described(Price, 'The smallest margin that a price leaves.'),
  createdAt: described(Timestamp, 'When the rule was created.'),
});
export const aPricingRule = {
  id: '0199a1b2-71f4-7c1b-8a3d-000000000001',
  name: 'Europe at 40 percent',
  countrySet: 'EU',
  tag: null,
  method: 'margin',
  value: 40,
  rounding: 'to_99',
  minimumMargin: usd(1),
  createdAt: '2026-04-30T09:55:36.430Z',
};
