import { Type } from 'typebox';
import { readUsd } from '../../kernel/money.ts';
import { operation } from '../../platform/http/operation.ts';
import { readIdCursor, toCursorPage } from '../../platform/http/paging.ts';
import {
  answer,
  cursorPage,
  cursorQuery,
  Email,
  Id,
  PriceInput,
  RequestId,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { write } from '../../platform/http/write.ts';
import { listResellers } from '../../tenancy/organizations/index.ts';
import type { OperatorParts } from './parts.ts';
import { readReseller, showOrganization } from './read-reseller.ts';
import { addReseller, changePriceList, offerPlan } from './reseller-changes.ts';
import {
  anOrganization,
  anOrganizationSummary,
  OrganizationSchema,
  OrganizationSummary,
} from './schemas.ts';

const TAG = 'Operator: resellers';
const PATH = '/operator/organizations';
const Named = Type.Object({ id: RequestId });

/** The resellers, and what the platform decides for each. */
export function registerOrganizationRoutes(app: App, parts: OperatorParts): void {
  registerReading(app, parts);
  registerCreation(app, parts);
  registerPriceList(app, parts);
  registerOffers(app, parts);
}

function registerReading(app: App, { db }: OperatorParts): void {
  app.get(
    PATH,
    {
      config: { scope: 'assist' },
      schema: operation({
        id: 'listOrganizations',
        tag: TAG,
        summary: 'List or search the resellers',
        description: 'The newest first.',
        querystring: Type.Object({
          ...cursorQuery,
          q: Type.Optional(
            Type.String({
              maxLength: 255,
              description: 'A part of the name or of the e-mail; letter case does not matter.',
              examples: ['acme'],
            }),
          ),
        }),
        answer: cursorPage('OperatorOrganizations', OrganizationSummary),
        example: { items: [anOrganizationSummary], nextCursor: null },
      }),
    },
    async ({ query }) => {
      const { q: words, ...paging } = query;
      const { limit, after } = readIdCursor(paging);
      const found = await listResellers(db, { words, after, limit: limit + 1 });
      const page = toCursorPage(found, limit, ({ id }) => [id]);
      return { ...page, items: page.items.map(showOrganization) };
    },
  );
  app.get(
    `${PATH}/:id`,
    {
      config: { scope: 'assist' },
      schema: operation({
        id: 'getOrganizationAsOperator',
        tag: TAG,
        summary: 'Read a reseller with its accounts',
        description:
          'Each account with its credits, its rules and what it sold in the last 30 days. ' +
          'Without a `priceListId` the default price list rules.',
        params: Named,
        answer: OrganizationSchema,
        example: anOrganization,
        refusals: ['organization_not_found'],
      }),
    },
    ({ context, params }) => readReseller(db, { id: params.id, now: context.now }),
  );
}

function registerCreation(app: App, parts: OperatorParts): void {
  app.post(
    PATH,
    {
      config: { scope: 'operate' },
      schema: operation({
        id: 'createOrganization',
        tag: TAG,
        summary: 'Take a reseller in',
        description: 'With a live and a sandbox account, without credits and inventory.',
        body: Type.Object({
          name: Type.String({ minLength: 1, maxLength: 255, examples: ['Acme Travel'] }),
          email: Email,
        }),
        answer: answer('NewOrganization', {
          organizationId: Id,
          liveAccountId: Id,
          sandboxAccountId: Id,
        }),
        example: {
          organizationId: anOrganizationSummary.id,
          liveAccountId: anOrganizationSummary.id,
          sandboxAccountId: anOrganizationSummary.id,
        },
        refusals: ['invalid_request'],
      }),
    },
    (request, reply) => write(parts, reply, (scope) => addReseller(scope, request.body)),
  );
}

function registerPriceList(app: App, parts: OperatorParts): void {
  app.put(
    `${PATH}/:id/price-list`,
    {
      config: { scope: 'operate' },
      schema: operation({
        id: 'setPriceListOfOrganization',
        tag: TAG,
        summary: 'Put a reseller on a price list',
        description:
          'Without `priceListId` the default list rules again. Its accounts are told of every ' +
          'price that is another one now (`price.changed`).',
        params: Named,
        body: Type.Object({ priceListId: Type.Optional(RequestId) }),
        answer: OrganizationSummary,
        example: anOrganizationSummary,
        refusals: ['organization_not_found', 'price_list_not_found'],
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) => {
        const { priceListId } = request.body;
        const change = { id: request.params.id, priceListId };
        return showOrganization(await changePriceList(scope, change));
      }),
  );
}

function registerOffers(app: App, parts: OperatorParts): void {
  app.post(
    `${PATH}/:id/offers`,
    {
      config: { scope: 'operate' },
      schema: operation({
        id: 'offerDataPlan',
        tag: TAG,
        summary: 'Put a data plan into the inventories of a reseller',
        description:
          'Into both accounts, with a retail price that the reseller can change. An account that ' +
          'offers the plan already keeps it as it is; `added` says how many did not.',
        params: Named,
        body: Type.Object({
          dataPlanId: RequestId,
          retailPrice: PriceInput,
          name: Type.Optional(
            Type.String({
              minLength: 1,
              maxLength: 255,
              description: "The plan's own when left out.",
              examples: ['Acme World 50 MB'],
            }),
          ),
        }),
        answer: answer('OfferedPlan', { added: Type.Integer() }),
        example: { added: 2 },
        refusals: ['invalid_request', 'organization_not_found', 'data_plan_not_found'],
      }),
    },
    (request, reply) =>
      write(parts, reply, (scope) => {
        const { retailPrice, ...offer } = request.body;
        const retailMinor = readUsd(retailPrice, '/retailPrice');
        return offerPlan(scope, { ...offer, id: request.params.id, retailMinor });
      }),
  );
}
