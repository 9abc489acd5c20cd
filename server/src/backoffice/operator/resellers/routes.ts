import { Type } from 'typebox';
import { CLOSING_CONCERNS } from '../../../identity/team/index.ts';
import { LOCALES } from '../../../kernel/locale.ts';
import { usd } from '../../../kernel/money.ts';
import { type Routes, routesOf } from '../../../platform/http/routes.ts';
import {
  answer,
  CountryCodeInput,
  described,
  Email,
  oneOf,
  Price,
  RequestId,
  TimeZone,
} from '../../../platform/http/schemas.ts';
import type { App } from '../../../platform/http/typed-app.ts';
import type { OperatorParts } from '../parts.ts';
import { readReseller, showOrganization } from '../read-reseller.ts';
import {
  anOrganization,
  anOrganizationSummary,
  OrganizationSchema,
  OrganizationSummary,
  ReasonInput,
} from '../schemas.ts';
import { closeReseller, readResellerClosing } from './close-reseller.ts';
import { editReseller } from './edit-reseller.ts';

const PATH = '/operator/organizations/:id';
const tag = 'Operator: resellers';
const params = Type.Object({ id: RequestId });

/** Editing and closing a reseller. */
export function registerResellerRoutes(app: App, parts: OperatorParts): void {
  const routes = routesOf(app, parts);
  declareEditing(routes, parts);
  declareClosing(routes, parts);
}

const EditInput = Type.Object({
  name: Type.Optional(
    Type.String({ maxLength: 255, description: 'The name of the company.', examples: ['Acme'] }),
  ),
  email: Type.Optional(
    described(Email, 'The contact address of the reseller, which applies at once.'),
  ),
  locale: Type.Optional(oneOf(LOCALES, { description: 'The language of its mails.' })),
  timeZone: Type.Optional(
    TimeZone('The time zone of its days in reports, summaries and statements.'),
  ),
  billingCountry: Type.Optional(
    described(CountryCodeInput, 'The country of its billing address, which decides its VAT.'),
  ),
});

function declareEditing(routes: Routes, { people }: OperatorParts): void {
  routes.write(
    `PUT ${PATH}`,
    {
      id: 'updateOrganizationAsOperator',
      scope: 'operate',
      tag,
      summary: 'Update a reseller',
      description:
        'Changes the fields that you send. A new email address applies at once, and the former ' +
        'address is told. The billing country changes only if the reseller has entered billing ' +
        'details whose VAT ID and postal code fit it.',
      params,
      body: EditInput,
      answer: OrganizationSchema,
      example: anOrganization,
      refusals: ['organization_not_found', 'invalid_request'],
      afterwards: (asked) => people.sessions.invalidateOrganization(asked.params.id.toLowerCase()),
    },
    async (scope, { params: { id }, body }) => {
      await editReseller({ ...scope, attempts: people.attempts }, { ...body, id });
      return readReseller(scope.db, { id, now: scope.now });
    },
  );
}

const concerns = oneOf(CLOSING_CONCERNS, { description: 'A concern.' });
const ClosingSchema = answer('ResellerClosing', {
  availableCredits: described(Price, 'The credits of the live account that would be lost.'),
  heldCredits: described(Price, 'Credits that are reserved for pending sales and disputes.'),
  prepaidUnits: Type.Integer({ description: 'Prepaid units that would be lost.' }),
  usablePackages: Type.Integer({ description: 'Packages of travellers that continue to work.' }),
  runningPurchases: Type.Integer({ description: 'Purchases of credits that are not finished.' }),
  apiKeys: Type.Integer({ description: 'API keys that would stop working.' }),
  members: Type.Integer({ description: 'People who could no longer sign in.' }),
  concerns: Type.Array(concerns, { description: 'What `accepted` must name; empty if nothing.' }),
});
const aClosing = {
  availableCredits: usd(98.51),
  heldCredits: usd(1.49),
  prepaidUnits: 10,
  usablePackages: 312,
  runningPurchases: 0,
  apiKeys: 2,
  members: 4,
  concerns: ['held_credits' as const],
};

function declareClosing(routes: Routes, { people, access }: OperatorParts): void {
  routes.read(
    `${PATH}/closing`,
    {
      id: 'getResellerClosing',
      scope: 'assist',
      tag,
      summary: 'Retrieve what closing a reseller ends',
      description: 'Returns what would end if the reseller were closed now, in numbers.',
      params,
      answer: ClosingSchema,
      example: aClosing,
      refusals: ['organization_not_found'],
    },
    ({ db }, asked) => readResellerClosing(db, asked.params.id),
  );
  routes.write(
    `POST ${PATH}/close`,
    {
      id: 'closeReseller',
      scope: 'operate',
      tag,
      summary: 'Close a reseller',
      description:
        'Closes the company for good: both accounts are suspended, so that a sale is refused as ' +
        '`account_suspended`, API keys and sessions end (`invalid_token`), and nobody can sign ' +
        'in. Packages of travellers keep working, and its data is kept. Name every concern of ' +
        '`GET …/closing` in `accepted`.',
      params,
      body: Type.Object({
        reason: ReasonInput,
        accepted: Type.Optional(
          Type.Array(concerns, {
            maxItems: CLOSING_CONCERNS.length,
            description: 'The concerns that you have seen and accept.',
            examples: [[...CLOSING_CONCERNS]],
          }),
        ),
      }),
      answer: OrganizationSummary,
      example: { ...anOrganizationSummary, closedAt: '2026-04-30T09:55:36.430Z' },
      refusals: ['organization_not_found', 'invalid_request', 'invalid_state'],
      afterwards(asked) {
        const id = asked.params.id.toLowerCase();
        people.sessions.invalidateOrganization(id);
        access.invalidateOrganization(id);
      },
    },
    async (scope, { params: { id }, body: { reason, accepted = [] } }) =>
      showOrganization(await closeReseller(scope, { id, reason, accepted })),
  );
}
