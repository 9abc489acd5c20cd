import { Type } from 'typebox';
import { findSeller } from '../../money/billing/index.ts';
import { routesOf } from '../../platform/http/routes.ts';
import {
  answer,
  CountryCodeInput,
  described,
  Email,
  nullable,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { showApproval } from './approvals/approval.ts';
import { changeSeller } from './approvals/change-seller.ts';
import { ApprovalSchema, anApproval } from './approvals/schemas.ts';
import type { OperatorParts } from './parts.ts';

const PATH = '/operator/seller';
const tag = 'Operator: operations';

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
  email: Type.Optional(described(Email, 'The address that payers can write to.')),
  bankName: optional(255, 'Erste Bank', 'The bank that receives transfers.'),
  iban: optional(42, 'AT611904300234573201', 'The account that receives transfers.'),
  bic: optional(11, 'GIBAATWWXXX', 'The BIC of that bank.'),
});

const SellerDetails = answer('SellerDetails', {
  legalName: Type.String({ description: 'The legal name of the seller.' }),
  addressLine1: Type.String({ description: 'The first line of the address.' }),
  addressLine2: nullable(Type.String({ description: 'The second line of the address, if any.' })),
  postalCode: nullable(Type.String({ description: 'The postal code.', examples: ['1060'] })),
  city: Type.String({ description: 'The city.' }),
  country: Type.String({
    description: 'The country, as an ISO 3166-1 alpha-2 code.',
    pattern: '^[A-Z]{2}$',
    examples: ['AT'],
  }),
  vatId: nullable(
    Type.String({ description: 'The VAT ID of the seller.', examples: ['ATU13585627'] }),
  ),
  email: nullable(Type.String({ description: 'The address that payers can write to.' })),
  bankName: nullable(Type.String({ description: 'The name of the bank.' })),
  iban: nullable(
    Type.String({
      description: 'The IBAN of the account that bank transfers go to.',
      examples: ['AT611904300234573201'],
    }),
  ),
  bic: nullable(Type.String({ description: 'The BIC of the bank.', examples: ['BKAUATWW'] })),
});
const SellerAnswer = answer('Seller', {
  seller: described(nullable(SellerDetails), 'The seller; `null` until the seller is set.'),
});
const ChangedSellerAnswer = answer('ChangedSeller', {
  seller: described(SellerDetails, 'The seller as it is now.'),
  approvalRequest: described(
    nullable(ApprovalSchema),
    'The request to approve the new bank account; `null` if none is needed.',
  ),
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
