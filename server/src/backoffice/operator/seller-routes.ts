import { Type } from 'typebox';
import { findSeller } from '../../money/billing/index.ts';
import { routesOf } from '../../platform/http/routes.ts';
import { answer, CountryCodeInput, Email, nullable } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { showApproval } from './approvals/approval.ts';
import { changeSeller } from './approvals/change-seller.ts';
import { ApprovalSchema, anApproval } from './approvals/schemas.ts';
import type { OperatorParts } from './parts.ts';

const PATH = '/operator/seller';
const tag = 'Operator: house';

const text = (maxLength: number, example: string, description: string) =>
  Type.String({ minLength: 1, maxLength, examples: [example], description });
const optional = (maxLength: number, example: string, description: string) =>
  Type.Optional(Type.String({ maxLength, examples: [example], description }));

const SellerInput = Type.Object({
  legalName: text(255, 'Gigastore GmbH', 'The registered name of the company.'),
  addressLine1: text(255, 'Ring 1', 'Street and number.'),
  addressLine2: optional(255, 'Stiege 2', 'A further line of the address.'),
  postalCode: optional(20, '1010', 'The postal code.'),
  city: text(255, 'Wien', 'The city.'),
  country: CountryCodeInput,
  vatId: optional(32, 'ATU13585627', 'The VAT ID of the country.'),
  email: Type.Optional(Email),
  bankName: optional(255, 'Erste Bank', 'The bank that receives transfers.'),
  iban: optional(42, 'AT611904300234573201', 'The account that receives transfers.'),
  bic: optional(11, 'GIBAATWWXXX', 'The BIC of that bank.'),
});

const SellerDetails = answer('SellerDetails', {
  legalName: Type.String(),
  addressLine1: Type.String(),
  addressLine2: nullable(Type.String()),
  postalCode: nullable(Type.String()),
  city: Type.String(),
  country: Type.String(),
  vatId: nullable(Type.String()),
  email: nullable(Type.String()),
  bankName: nullable(Type.String()),
  iban: nullable(Type.String()),
  bic: nullable(Type.String()),
});
const SellerAnswer = answer('Seller', { seller: nullable(SellerDetails) });
const ChangedSellerAnswer = answer('ChangedSeller', {
  seller: SellerDetails,
  approvalRequest: nullable(ApprovalSchema),
});
const aBankAccountRequest = {
  ...anApproval,
  kind: 'seller_bank_account',
  reason: 'bank_account',
  bankReceipt: null,
  bankAccount: { bankName: 'Erste Bank', iban: 'AT611904300234573201', bic: 'GIBAATWWXXX' },
};
const aSeller = {
  seller: {
    legalName: 'Gigastore GmbH',
    addressLine1: 'Ring 1',
    addressLine2: null,
    postalCode: '1010',
    city: 'Wien',
    country: 'AT',
    vatId: 'ATU13585627',
    email: 'billing@gigastore.example',
    bankName: 'Erste Bank',
    iban: 'AT611904300234573201',
    bic: 'GIBAATWWXXX',
  },
};

/** The company that sells credits, as it is printed on invoices. */
export function registerSellerRoutes(app: App, parts: OperatorParts): void {
  const routes = routesOf(app, parts);
  routes.read(
    PATH,
    {
      id: 'getSeller',
      scope: 'assist',
      tag,
      summary: 'Retrieve the seller',
      description:
        'Returns the company that is printed on invoices; `null` until its details are set.',
      answer: SellerAnswer,
      example: aSeller,
    },
    async ({ db }) => ({ seller: (await findSeller(db)) ?? null }),
  );
  routes.write(
    `PUT ${PATH}`,
    {
      id: 'updateSeller',
      scope: 'operate',
      tag,
      summary: 'Update the seller',
      description:
        'Sets the company that is printed on invoices from now on. The first bank account is set ' +
        'at once. A change of it waits as `approvalRequest` for another operator, and replaces ' +
        'an earlier request; until then the old account stays.',
      body: SellerInput,
      answer: ChangedSellerAnswer,
      example: { ...aSeller, approvalRequest: aBankAccountRequest },
      refusals: ['invalid_request', 'forbidden'],
    },
    async (scope, { body }) => {
      const { seller, request } = await changeSeller(scope, body);
      return { seller, approvalRequest: request && showApproval(request) };
    },
  );
}
