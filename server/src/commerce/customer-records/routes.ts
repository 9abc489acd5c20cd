import { Type } from 'typebox';
import type { PublicLinks } from '../../connectivity/esims/index.ts';
import { invalid } from '../../kernel/refusal.ts';
import { operation } from '../../platform/http/operation.ts';
import { readPage, sendTotalCount, toPage } from '../../platform/http/paging.ts';
import {
  CountryCodeInput,
  Email,
  oneOf,
  pageQuery,
  RequestId,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { type WriteParts, write } from '../../platform/http/write.ts';
import { ActiveProfilesQuery } from '../activations/index.ts';
import { readCustomer, updateCustomer } from '../customers/index.ts';
import { describeCustomer } from './customer-entry.ts';
import {
  aCustomerEntry,
  aCustomerPage,
  CustomerEntrySchema,
  CustomerPageSchema,
  ProfileDomainsSchema,
  someProfileDomains,
} from './customer-entry-schema.ts';
import { SEARCH_KEYS, SEARCH_MODES } from './customer-search.ts';
import { eraseCustomer } from './erase-customer.ts';
import { describeCustomerPage } from './list-customers.ts';
import { listProfileDomains } from './list-profile-domains.ts';

export type CustomerParts = WriteParts & { links: PublicLinks };

const CUSTOMERS = '/gigastore/activations/customers';
const tag = 'Customers';
const params = Type.Object({ uid: RequestId });

const SearchBody = Type.Object({
  searchQuery: Type.String({
    maxLength: 255,
    description: 'Literal: % and _ stand for themselves. Letter case does not matter.',
    examples: ['traveller@'],
  }),
  searchKey: Type.Optional(oneOf(SEARCH_KEYS, { description: 'ANY when left out.' })),
  searchMode: Type.Optional(oneOf(SEARCH_MODES, { description: '`contains` when left out.' })),
  pageSize: Type.Optional({ ...pageQuery.page_size }),
  pageIndex: Type.Optional({ ...pageQuery.page_index }),
  onlyActiveProfiles: Type.Optional(Type.Boolean({ description: 'Default true.' })),
});

/** Customers with what they hold: found, read, changed and erased (contract 4.13 to 4.16). */
export function registerCustomerRoutes(app: App, parts: CustomerParts): void {
  registerList(app, parts);
  registerSearch(app, parts);
  registerRead(app, parts);
  registerUpdate(app, parts);
  registerErase(app, parts);
  registerProfileDomains(app, parts);
}

function registerList(app: App, { db, links }: CustomerParts): void {
  app.get(
    CUSTOMERS,
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'listCustomers',
        tag,
        summary: 'List customers, newest first',
        querystring: Type.Object({ ...pageQuery, ...ActiveProfilesQuery.properties }),
        answer: CustomerPageSchema,
        example: aCustomerPage,
      }),
    },
    async ({ context, query }, reply) => {
      const onlyActiveProfiles = query.only_active_profiles ?? true;
      const of = { page: readPage(query), links, onlyActiveProfiles };
      const answer = await describeCustomerPage({ ...context, db }, of);
      sendTotalCount(reply, answer.totalCount);
      return answer;
    },
  );
}

function registerSearch(app: App, { db, links }: CustomerParts): void {
  app.post(
    '/gigastore/activations/search-customers',
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'searchCustomers',
        tag,
        summary: 'Find customers by e-mail, id, ICCID, IMSI or metatag',
        body: SearchBody,
        answer: CustomerPageSchema,
        example: aCustomerPage,
        idempotent: false,
      }),
    },
    async ({ context, body }, reply) => {
      const query = body.searchQuery.trim();
      if (query === '') throw invalid('/searchQuery', 'must not be empty');
      const answer = await describeCustomerPage(
        { ...context, db },
        {
          page: toPage(body.pageSize, body.pageIndex),
          search: { query, key: body.searchKey ?? 'ANY', mode: body.searchMode ?? 'contains' },
          links,
          onlyActiveProfiles: body.onlyActiveProfiles ?? true,
        },
      );
      sendTotalCount(reply, answer.totalCount);
      return answer;
    },
  );
}

function registerRead(app: App, { db, links }: CustomerParts): void {
  app.get(
    `${CUSTOMERS}/:uid`,
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'getCustomer',
        tag,
        summary: 'Read a customer with its packages and eSIMs',
        params,
        querystring: ActiveProfilesQuery,
        answer: CustomerEntrySchema,
        example: aCustomerEntry,
        refusals: ['customer_not_found'],
      }),
    },
    async ({ context, params: { uid }, query }) => {
      const customer = await readCustomer({ ...context, db }, uid);
      const onlyActiveProfiles = query.only_active_profiles ?? true;
      return describeCustomer({ ...context, db }, { customer, links, onlyActiveProfiles });
    },
  );
}

function registerUpdate(app: App, parts: CustomerParts): void {
  app.put(
    `${CUSTOMERS}/:uid`,
    {
      config: { scope: 'manage' },
      schema: operation({
        id: 'updateCustomer',
        tag,
        summary: "Change a customer's e-mail or country of residence",
        params,
        body: Type.Object({
          customerEmail: Type.Optional(Email),
          countryOfResidence: Type.Optional(CountryCodeInput),
        }),
        answer: CustomerEntrySchema,
        example: aCustomerEntry,
        refusals: ['customer_not_found', 'customer_deleted'],
      }),
    },
    ({ params: { uid }, body }, reply) =>
      write(parts, reply, async (scope) => {
        const { customerEmail: email, countryOfResidence } = body;
        const customer = await updateCustomer(scope, { uid, email, countryOfResidence });
        const { links } = parts;
        return describeCustomer(scope, { customer, links, onlyActiveProfiles: true });
      }),
  );
}

function registerErase(app: App, parts: CustomerParts): void {
  app.delete(
    `${CUSTOMERS}/:uid`,
    {
      config: { scope: 'manage' },
      schema: operation({
        id: 'eraseCustomer',
        tag,
        summary: "Erase a customer's personal data and retire its eSIMs",
        description: 'What it bought stays in the books. A second time answers the same.',
        params,
        status: 204,
        refusals: ['customer_not_found'],
      }),
    },
    ({ params: { uid } }, reply) =>
      write(parts, reply.code(204), (scope) => eraseCustomer(scope, uid)),
  );
}

function registerProfileDomains(app: App, { db, links }: CustomerParts): void {
  app.get(
    `${CUSTOMERS}/:uid/profile-domains`,
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'listProfileDomains',
        tag,
        summary: "See which of a customer's eSIMs and packages share data",
        params,
        answer: ProfileDomainsSchema,
        example: someProfileDomains,
        refusals: ['customer_not_found'],
      }),
    },
    ({ context, params: { uid } }) => listProfileDomains({ ...context, db }, { uid, links }),
  );
}
