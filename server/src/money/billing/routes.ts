import { localeOf } from '../../kernel/accept.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { operation } from '../../platform/http/operation.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { readBillingDetails } from './details-store.ts';
import { type BillingParts, declareDocumentRoutes } from './document-routes.ts';
import { quotePurchase, readPurchaseAmount } from './quote.ts';
import {
  aBillingDetails,
  aQuote,
  BillingDetailsBody,
  BillingDetailsSchema,
  QuoteBody,
  QuoteSchema,
  showDetails,
  showQuote,
} from './schemas.ts';
import { setBillingDetails } from './set-billing-details.ts';

const PATH = '/gigastore/billing-details';
const tag = 'Billing';

/** Declares the routes of billing details, quotes, and documents. */
export function registerBillingRoutes(app: App, parts: BillingParts): void {
  const routes = routesOf(app, parts);
  declareDetails(routes);
  declareQuote(app, parts);
  declareDocumentRoutes(routes, parts);
}

function declareDetails(routes: Routes): void {
  routes.read(
    PATH,
    {
      id: 'getBillingDetails',
      scope: 'billing',
      tag,
      summary: 'Retrieve billing details',
      description: 'Billing details belong to the organization. Both of its accounts share them.',
      answer: BillingDetailsSchema,
      example: aBillingDetails,
      refusals: ['billing_details_not_found'],
    },
    async ({ db, organizationId }) => {
      const details = await readBillingDetails(db, organizationId);
      if (details) return showDetails(details);
      const detail = 'The organization has no billing details yet.';
      throw new Refusal('billing_details_not_found', detail);
    },
  );
  routes.write(
    `PUT ${PATH}`,
    {
      id: 'setBillingDetails',
      scope: 'billing',
      tag,
      summary: 'Update billing details',
      description:
        'Required before the first purchase. Replaces all details, for documents from now on. ' +
        'The form and the check digits of the VAT ID are verified. Everything that is printed ' +
        'may be in any script that the fonts of invoices have: Latin, Greek, Cyrillic, Hebrew, ' +
        'Arabic, Thai, Chinese, Japanese and Korean. Another letter is refused by its code point.',
      body: BillingDetailsBody,
      answer: BillingDetailsSchema,
      example: aBillingDetails,
      refusals: ['invalid_request'],
    },
    async (scope, { body }) => showDetails(await setBillingDetails(scope, body)),
  );
}

function declareQuote(app: App, { db }: WriteParts): void {
  app.post(
    '/gigastore/credits/purchases/quote',
    {
      config: { scope: 'billing' },
      schema: operation({
        id: 'quoteCreditPurchase',
        tag: 'Credits',
        summary: 'Get a quote for credits, with VAT',
        description:
          'Changes nothing. `amount` is the price of the credits without VAT, 10.00 to ' +
          '100,000.00 USD. VAT is added according to the billing details. The `Locale` header ' +
          'selects the language of the warning and the note, English or German.',
        body: QuoteBody,
        answer: QuoteSchema,
        example: aQuote,
        refusals: ['invalid_request', 'billing_details_required', 'billing_not_set_up'],
        idempotent: false,
        localized: true,
      }),
    },
    async ({ context, body, headers }) => {
      const quote = await quotePurchase(db, context, readPurchaseAmount(body.amount));
      return showQuote(quote, localeOf(headers));
    },
  );
}
