import { Type } from 'typebox';
import { Refusal } from '../../kernel/refusal.ts';
import type { SheetFault } from '../../kernel/spreadsheet.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { CountryCodeInput } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { itemFields } from '../inventory/index.ts';
import { changePrices, previewPrices } from './change-prices.ts';
import { importPrices } from './import-prices.ts';
import { changesOf, type PriceDraft, showDraft, tokenOf } from './price-draft.ts';
import { declareRules } from './rule-routes.ts';
import {
  A_TOKEN,
  aPriceImport,
  aPricePreview,
  formulaFields,
  PriceImportSchema,
  PricePreviewSchema,
  readFormula,
} from './schemas.ts';

const tag = 'Pricing';
const PRICES = '/gigastore/products/inventory/prices';

/** Declares the routes that change many retail prices, and those of standing rules. */
export function registerPricingRoutes(app: App, parts: WriteParts): void {
  const routes = routesOf(app, parts);
  declareFormula(routes);
  declareImport(routes);
  declareRules(routes);
}

const selectionFields = {
  inventoryItemIds: Type.Optional(
    Type.Array(
      Type.String({
        description: 'The ID of an item.',
        examples: ['4f1eec1b-61dc-47df-91a6-0123456789ab'],
      }),
      {
        maxItems: 1_000,
        description: 'Only these items.',
      },
    ),
  ),
  country: Type.Optional(CountryCodeInput),
  countrySet: Type.Optional(
    Type.String({
      maxLength: 16,
      description: 'Only items of this country set.',
      examples: ['EU'],
    }),
  ),
  tag: Type.Optional(
    Type.String({ maxLength: 50, description: 'Only items with this tag.', examples: ['summer'] }),
  ),
  active: Type.Optional(Type.Boolean({ description: 'Only items that are on, or off.' })),
};

const pricingBody = Type.Object({ ...formulaFields, ...selectionFields });

function declareFormula(routes: Routes): void {
  routes.write(
    `POST ${PRICES}/preview`,
    {
      id: 'previewPrices',
      scope: 'manage',
      tag,
      summary: 'Preview retail prices by a formula',
      description:
        'Computes retail prices for a part of your inventory, by default for all of it, and ' +
        'saves nothing. A price is never below the wholesale price plus `minimumMargin`. Save ' +
        'the prices with `token`.',
      body: pricingBody,
      answer: PricePreviewSchema,
      example: aPricePreview,
      refusals: ['invalid_request'],
    },
    async (scope, { body }) => {
      const { selection, formula } = readPricing(body);
      return showPreview(await previewPrices(scope, { selection, formula }));
    },
  );
  routes.write(
    `PUT ${PRICES}`,
    {
      id: 'changePrices',
      scope: 'manage',
      tag,
      summary: 'Change retail prices by a formula',
      description:
        'Saves the prices of a preview: send the same fields with its `token`. Nothing is saved ' +
        'if items or prices have changed since the preview.',
      body: Type.Object({
        ...pricingBody.properties,
        token: Type.String({ description: 'The token of the preview.', examples: [A_TOKEN] }),
      }),
      answer: PricePreviewSchema,
      example: aPricePreview,
      refusals: ['invalid_request', 'price_mismatch'],
    },
    async (scope, { body }) => {
      const { token, ...pricing } = body;
      return showPreview(await changePrices(scope, { token, ...readPricing(pricing) }));
    },
  );
}

type PricingInput = Parameters<typeof readFormula>[0] & {
  inventoryItemIds?: readonly string[];
  country?: string;
  countrySet?: string;
  tag?: string;
  active?: boolean;
};

function readPricing(body: PricingInput) {
  const { inventoryItemIds: ids, country, countrySet, active } = body;
  const selection = { ids, country, countrySet: countrySet?.toUpperCase(), tag: body.tag, active };
  return { selection, formula: readFormula(body) };
}

function showPreview(drafts: readonly PriceDraft[]) {
  const changes = changesOf(drafts);
  return {
    token: tokenOf(drafts),
    unchanged: drafts.length - changes.length,
    changes: changes.map(showDraft),
  };
}

function declareImport(routes: Routes): void {
  routes.write(
    `POST ${PRICES}/import`,
    {
      id: 'importPrices',
      scope: 'manage',
      tag,
      summary: 'Import retail prices',
      description:
        'Sets retail prices from CSV, such as that of ' +
        '`GET /gigastore/products/inventory/prices`: of all lines, or of none if one is wrong. ' +
        'The columns are `id` or `name`, and `retailPrice`. A line without a price is ignored. ' +
        'With `dryRun`, nothing is saved, and wrong lines are listed in `errors`; with the ' +
        '`token` of the dry run, nothing is saved if prices have changed since.',
      body: Type.Object({
        csv: Type.String({
          maxLength: 250_000,
          description: 'The file. The separator may be a comma, a semicolon or a tab.',
          examples: ['name,retailPrice\nAustria 3 GB,5.99\n'],
        }),
        dryRun: Type.Optional(
          Type.Boolean({ description: 'Whether to return the changes without saving them.' }),
        ),
        token: Type.Optional(
          Type.String({
            description: 'The token of the dry run.',
            examples: ['qLxfTRQpXq1n1cM0m2cR8ZpTqzG0tPp0VfOqk2n3u5E'],
          }),
        ),
        confirmBelowCost: Type.Optional(itemFields.confirmBelowCost),
      }),
      answer: PriceImportSchema,
      example: aPriceImport,
      refusals: ['invalid_request', 'price_mismatch', 'price_below_cost'],
    },
    async (scope, { body }) => {
      const { csv, dryRun = false, confirmBelowCost = false, token } = body;
      const options = { csv, isDryRun: dryRun, confirmBelowCost, token };
      const { drafts, errors } = await importPrices(scope, options);
      if (errors.length > 0 && !dryRun) throw refuseLines(errors);
      return { dryRun, ...showPreview(drafts), errors };
    },
  );
}

/** The number of wrong lines that a refusal names. Its detail has the number of all. */
const ERRORS_SHOWN = 100;

function refuseLines(errors: readonly SheetFault[]): Refusal {
  const lines = errors.length === 1 ? '1 line is' : `${errors.length} lines are`;
  return new Refusal('invalid_request', `No price was changed because ${lines} wrong.`, {
    errors: errors.slice(0, ERRORS_SHOWN).map(({ line, reason }) => ({
      path: `/csv/${line}`,
      message: reason,
    })),
  });
}
