import { localeOf } from '../../kernel/accept.ts';
import { Refusal } from '../../kernel/refusal.ts';
import { operation } from '../../platform/http/operation.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { type WriteParts, write } from '../../platform/http/write.ts';
import { readBillingDetails } from './details-store.ts';
import { registerDocumentRoutes } from './document-routes.ts';
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

/** Who buys, what it costs with VAT, and the papers of it (contract section 10). */
export function registerBillingRoutes(app: App, parts: WriteParts): void {
  readRoute(app, parts);
  setRoute(app, parts);
  quoteRoute(app, parts);
  registerDocumentRoutes(app, parts);
}

function readRoute(app: App, { db }: WriteParts): void {
  app.get(
    PATH,
    {
      config: { scope: 'billing' },
      schema: operation({
        id: 'getBillingDetails',
        tag,
        summary: 'Read who buys',
        description: 'The details belong to the organization; both of its accounts share them.',
        answer: BillingDetailsSchema,
        example: aBillingDetails,
        refusals: ['billing_details_not_found'],
      }),
    },
    async ({ context }) => {
      const details = await readBillingDetails(db, context.organizationId);
      if (details) return showDetails(details);
      const detail = 'The organization has no billing details yet.';
      throw new Refusal('billing_details_not_found', detail);
    },
  );
}

function setRoute(app: App, parts: WriteParts): void {
  app.put(
    PATH,
    {
      config: { scope: 'billing' },
      schema: operation({
        id: 'setBillingDetails',
        tag,
        summary: 'Say who buys',
        description:
          'Needed before the first purchase; replaces all details at once, for documents from ' +
          'now on. The form and the check digits of the VAT id are verified. Everything that is ' +
          'printed must be Latin, Greek or Cyrillic letters.',
        body: BillingDetailsBody,
        answer: BillingDetailsSchema,
        example: aBillingDetails,
        refusals: ['invalid_request'],
      }),
    },
    ({ body }, reply) =>
      write(parts, reply, async (scope) => showDetails(await setBillingDetails(scope, body))),
  );
}

function quoteRoute(app: App, { db }: WriteParts): void {
  app.post(
    '/gigastore/credits/purchases/quote',
    {
      config: { scope: 'billing' },
      schema: operation({
        id: 'quotePurchase',
        tag: 'Credits',
        summary: 'What credits would cost, with VAT',
        description:
          'Changes nothing. `amount` is the credits, 10.00 to 100,000.00 USD; VAT is added by ' +
          'the billing details. The warning and the note come in the language of the ' +
          '`Locale` header, English or German.',
        body: QuoteBody,
        answer: QuoteSchema,
        example: aQuote,
        refusals: ['invalid_request', 'billing_details_required'],
        idempotent: false,
        localized: true,
      }),
    },
    async (request) => {
      const amountMinor = readPurchaseAmount(request.body.amount);
      const quote = await quotePurchase(db, request.context, amountMinor);
      return showQuote(quote, localeOf(request.headers));
    },
  );
}
