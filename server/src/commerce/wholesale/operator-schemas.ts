import { Type } from 'typebox';
import { toPrice, usd } from '../../kernel/money.ts';
import {
  answer,
  described,
  Id,
  nullable,
  oneOf,
  Price,
  Timestamp,
} from '../../platform/http/schemas.ts';
import type { ListedPrice, PriceList } from '../catalog/index.ts';

const AN_ID = '4f1eec1b-61dc-47df-91a6-0123456789ab';

const priceList = {
  id: described(Id, 'The ID of the price list.'),
  name: Type.String({ description: 'The name of the price list.' }),
  isDefault: Type.Boolean({
    description: 'Whether resellers without a list of their own pay by this list.',
  }),
  createdAt: described(Timestamp, 'When the price list was created.'),
};
export const PriceListSummary = answer('PriceListSummary', priceList);
export const PriceListSchema = answer('PriceList', {
  ...priceList,
  prices: Type.Array(
    answer('ListedPrice', {
      dataPlanId: described(Id, 'The ID of the data plan.'),
      name: Type.String({ description: 'The name of the data plan.' }),
      wholesalePrice: described(Price, 'The wholesale price in this list.'),
    }),
    { description: 'The prices, by the name of the plan.' },
  ),
});
export const aPriceListSummary = {
  id: AN_ID,
  name: 'Partners 2026',
  isDefault: false,
  createdAt: '2026-04-30T09:55:36.430Z',
};
export const aPriceList = {
  ...aPriceListSummary,
  prices: [{ dataPlanId: AN_ID, name: 'eSIM Worldwide 50 MB', wholesalePrice: usd(1.49) }],
};

export const CatalogueImportSchema = answer('CatalogueImport', {
  dryRun: Type.Boolean({ description: 'Whether this was a dry run, which changes nothing.' }),
  unchanged: Type.Integer({ description: 'The number of lines that change nothing.' }),
  resellers: Type.Integer({
    description: 'The number of resellers who offer a plan whose price changes for them.',
  }),
  changes: Type.Array(
    answer('CatalogueImportChange', {
      line: Type.Integer({ description: 'The line of the file.' }),
      kind: oneOf(['data_plan', 'country_set'], {
        description: 'Whether the line is a data plan or a country set.',
      }),
      action: oneOf(['create', 'update'], {
        description: 'Whether the line creates or updates it.',
      }),
      target: Type.String({
        description: 'The ID of the plan or the code of the country set.',
        examples: ['4f1eec1b-61dc-47df-91a6-0123456789ab'],
      }),
      name: Type.String({ description: 'The name of the plan or country set.' }),
      fields: Type.Array(
        answer('CatalogueFieldChange', {
          field: Type.String({ description: 'The column of the file.' }),
          before: nullable(
            Type.String({ description: 'The value before; `null` if there was none.' }),
          ),
          after: nullable(
            Type.String({ description: 'The value after; `null` if it is removed.' }),
          ),
        }),
        { description: 'The fields that change.' },
      ),
    }),
    { description: 'What the file changes, by line.' },
  ),
  errors: Type.Array(
    answer('SheetError', {
      line: Type.Integer({ description: 'The line of the file.' }),
      reason: Type.String({ description: 'What is wrong with the line.' }),
    }),
    { description: 'Only in a dry run; otherwise wrong lines are refused.' },
  ),
});
export const aCatalogueImport = {
  dryRun: true,
  unchanged: 41,
  resellers: 12,
  changes: [
    {
      line: 2,
      kind: 'data_plan',
      action: 'update',
      target: AN_ID,
      name: 'eSIM Worldwide 50 MB',
      fields: [{ field: 'wholesale_price', before: '1.49 USD', after: '1.29 USD' }],
    },
  ],
  errors: [],
};

/** Returns the PriceListSummary of the API. */
export function showPriceList({ id, name, isDefault, createdAt }: PriceList) {
  return { id, name, isDefault, createdAt: createdAt.toISOString() };
}

/** Returns the PriceList of the API. */
export function showPrices(list: PriceList & { prices: ListedPrice[] }) {
  const prices = list.prices.map(({ dataPlanId, name, wholesaleMinor }) => ({
    dataPlanId,
    name,
    wholesalePrice: toPrice(wholesaleMinor),
  }));
  return { ...showPriceList(list), prices };
}
