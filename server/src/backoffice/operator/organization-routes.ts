import { Type } from 'typebox';
import { OFFER_CHOICES } from '../../commerce/inventory/index.ts';
import {
  anInvitation,
  InvitationEntry,
  invitingParts,
  showInvitation,
} from '../../identity/team/index.ts';
import { readUsd } from '../../kernel/money.ts';
import { readIdCursor, toCursorPage } from '../../platform/http/paging.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import {
  answer,
  cursorPage,
  cursorQuery,
  described,
  Email,
  Id,
  oneOf,
  PriceInput,
  RequestId,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { listResellers } from '../../tenancy/organizations/index.ts';
import type { OperatorParts } from './parts.ts';
import { readReseller, showOrganization } from './read-reseller.ts';
import {
  addReseller,
  changePriceList,
  inviteResellerOwner,
  offerPlan,
} from './reseller-changes.ts';
import {
  anOrganization,
  anOrganizationSummary,
  OrganizationSchema,
  OrganizationSummary,
} from './schemas.ts';

const PATH = '/operator/organizations';
const tag = 'Operator: resellers';
const params = Type.Object({ id: RequestId });

/** Resellers, their price lists and the data plans that are offered to them. */
export function registerOrganizationRoutes(app: App, parts: OperatorParts): void {
  const routes = routesOf(app, parts);
  declareReading(routes);
  declareCreation(routes);
  declareOwnerInvitation(routes, parts);
  declarePriceList(routes);
  declareOffers(routes);
}

function declareReading(routes: Routes): void {
  routes.read(
    PATH,
    {
      id: 'listOrganizations',
      scope: 'assist',
      tag,
      summary: 'List resellers',
      description: 'Newest first. `q` searches names and email addresses.',
      querystring: Type.Object({
        ...cursorQuery,
        q: Type.Optional(
          Type.String({
            maxLength: 255,
            description: 'Part of the name or the email address, in any letter case.',
            examples: ['acme'],
          }),
        ),
        closed: Type.Optional(
          Type.Boolean({ description: 'Only companies that were closed, or only others.' }),
        ),
      }),
      answer: cursorPage('OperatorOrganizations', OrganizationSummary),
      example: { items: [anOrganizationSummary], nextCursor: null },
    },
    async ({ db }, { query: { q: words, closed: isClosed, ...paging } }) => {
      const { limit, after } = readIdCursor(paging);
      const found = await listResellers(db, { words, isClosed, after, limit: limit + 1 });
      const page = toCursorPage(found, limit, ({ id }) => [id]);
      return { ...page, items: page.items.map(showOrganization) };
    },
  );
  routes.read(
    `${PATH}/:id`,
    {
      id: 'getOrganizationAsOperator',
      scope: 'assist',
      tag,
      summary: 'Retrieve a reseller',
      description:
        'Returns the reseller with its accounts: the credits, rules and sales of the last 30 ' +
        'days of each. Without a `priceListId`, the default price list applies.',
      params,
      answer: OrganizationSchema,
      example: anOrganization,
      refusals: ['organization_not_found'],
    },
    ({ db, now }, asked) => readReseller(db, { id: asked.params.id, now }),
  );
}

function declareCreation(routes: Routes): void {
  routes.write(
    `POST ${PATH}`,
    {
      id: 'createOrganization',
      scope: 'operate',
      tag,
      summary: 'Create a reseller',
      description: 'Creates a company with a live and a sandbox account, without credits.',
      body: Type.Object({
        name: Type.String({
          minLength: 1,
          maxLength: 255,
          description: 'The name of the company.',
          examples: ['Acme Travel'],
        }),
        email: described(Email, 'The contact address of the reseller.'),
        offers: Type.Optional(
          oneOf(OFFER_CHOICES, {
            description:
              'The plans that the company offers at suggested prices from the first day: none, ' +
              'worldwide and regional plans, or all of them (the default).',
            examples: ['starter'],
          }),
        ),
      }),
      answer: answer('CreatedOrganization', {
        organizationId: described(Id, 'The ID of the organization.'),
        liveAccountId: described(Id, 'The ID of its live account.'),
        sandboxAccountId: described(Id, 'The ID of its sandbox account.'),
      }),
      example: {
        organizationId: anOrganizationSummary.id,
        liveAccountId: anOrganizationSummary.id,
        sandboxAccountId: anOrganizationSummary.id,
      },
      refusals: ['invalid_request'],
    },
    (scope, { body }) => addReseller(scope, body),
  );
}

function declareOwnerInvitation(routes: Routes, { people }: OperatorParts): void {
  routes.write(
    `POST ${PATH}/:id/owner-invitation`,
    {
      id: 'inviteOwner',
      scope: 'operate',
      tag,
      summary: 'Invite the owner of a reseller',
      description:
        'Mails a link that can be used for 7 days, and makes whoever follows it an owner of the ' +
        'reseller. Without `email`, it goes to the address of the company. An older invitation ' +
        'to the same address ends. Operator keys cannot invite.',
      params,
      body: Type.Object({
        email: Type.Optional(described(Email, 'The address that the invitation goes to.')),
      }),
      answer: InvitationEntry,
      example: { ...anInvitation, role: 'owner' as const },
      refusals: ['already_member', 'invalid_state', 'organization_not_found'],
    },
    async (scope, { params: { id }, body: { email } }) =>
      showInvitation(
        await inviteResellerOwner({ ...scope, ...invitingParts(people) }, { id, email }),
      ),
  );
}

function declarePriceList(routes: Routes): void {
  routes.write(
    `PUT ${PATH}/:id/price-list`,
    {
      id: 'setOrganizationPriceList',
      scope: 'operate',
      tag,
      summary: "Set a reseller's price list",
      description:
        'Without a `priceListId`, the default price list applies. The accounts receive a ' +
        '`price.changed` event for each price that changes.',
      params,
      body: Type.Object({
        priceListId: Type.Optional(
          described(RequestId, 'The ID of the price list. Omit it to use the default list.'),
        ),
      }),
      answer: OrganizationSummary,
      example: anOrganizationSummary,
      refusals: ['organization_not_found', 'price_list_not_found'],
    },
    async (scope, { params: { id }, body: { priceListId } }) =>
      showOrganization(await changePriceList(scope, { id, priceListId })),
  );
}

function declareOffers(routes: Routes): void {
  routes.write(
    `POST ${PATH}/:id/offers`,
    {
      id: 'offerDataPlan',
      scope: 'operate',
      tag,
      summary: 'Offer a data plan to a reseller',
      description:
        'Adds the plan to the inventories of both accounts, at a retail price that the reseller ' +
        'can change. An account that offers the plan already is not changed; `added` counts the ' +
        'others.',
      params,
      body: Type.Object({
        dataPlanId: described(RequestId, 'The ID of the data plan to offer.'),
        retailPrice: described(PriceInput, 'The retail price of the new inventory items.'),
        name: Type.Optional(
          Type.String({
            minLength: 1,
            maxLength: 255,
            description: "The item's name; the plan's name if left out.",
            examples: ['Acme World 50 MB'],
          }),
        ),
      }),
      answer: answer('OfferedPlan', {
        added: Type.Integer({
          description: 'The number of accounts to whose inventory the plan was added.',
        }),
      }),
      example: { added: 2 },
      refusals: ['invalid_request', 'organization_not_found', 'data_plan_not_found'],
    },
    (scope, { params: { id }, body: { retailPrice, ...offer } }) =>
      offerPlan(scope, { ...offer, id, retailMinor: readUsd(retailPrice, '/retailPrice') }),
  );
}
