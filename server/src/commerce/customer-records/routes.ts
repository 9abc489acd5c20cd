import { Type } from 'typebox';
import type { PublicLinks } from '../../connectivity/esims/index.ts';
import { invalid } from '../../kernel/refusal.ts';
import { readPage, sendTotalCount, toPage } from '../../platform/http/paging.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import {
  CountryCodeInput,
  CustomerEmail,
  described,
  oneOf,
  pageQuery,
  RequestId,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
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
const params = Type.Object({
  uid: described(RequestId, 'The ID of the customer.'),
});

const SearchBody = Type.Object({
  searchQuery: Type.String({
    maxLength: 255,
    description:
      'The text to search for. % and _ have no special meaning; letter case does not matter.',
    examples: ['traveller@'],
  }),
  searchKey: Type.Optional(
    oneOf(SEARCH_KEYS, { description: 'The field to search in; `ANY` by default.' }),
  ),
  searchMode: Type.Optional(
    oneOf(SEARCH_MODES, { description: 'How the text is compared; `contains` by default.' }),
  ),
  pageSize: Type.Optional(
    described({ ...pageQuery.page_size }, 'The number of entries in a page, 50 by default.'),
  ),
  pageIndex: Type.Optional(
    described({ ...pageQuery.page_index }, 'The page to return, from 0, the default.'),
  ),
  onlyActiveProfiles: Type.Optional(
    Type.Boolean({ description: 'Leaves out replaced and retired eSIMs. `true` by default.' }),
  ),
});

/** The routes of customers: list, search, retrieve, update, erase. */
export function registerCustomerRoutes(app: App, parts: CustomerParts): void {
  const routes = routesOf(app, parts);
  declareList(routes, parts);
  declareSearch(routes, parts);
  declareRead(routes, parts);
  declareUpdate(routes, parts);
  declareErase(routes);
  declareProfileDomains(routes, parts);
}

function declareList(routes: Routes, { links }: CustomerParts): void {
  routes.read(
    CUSTOMERS,
    {
      id: 'listCustomers',
      scope: 'read',
      tag,
      summary: 'List customers',
      description: 'Returns customers with their packages and eSIMs, the newest customer first.',
      querystring: Type.Object({ ...pageQuery, ...ActiveProfilesQuery.properties }),
      answer: CustomerPageSchema,
      example: aCustomerPage,
    },
    async (scope, { query, reply }) => {
      const onlyActiveProfiles = query.only_active_profiles ?? true;
      const answer = await describeCustomerPage(scope, {
        page: readPage(query),
        links,
        onlyActiveProfiles,
      });
      sendTotalCount(reply, answer.totalCount);
      return answer;
    },
  );
}

function declareSearch(routes: Routes, { links }: CustomerParts): void {
  routes.call(
    'POST /gigastore/activations/search-customers',
    {
      id: 'searchCustomers',
      scope: 'read',
      tag,
      summary: 'Search customers',
      description: 'Finds customers by email address, ID, ICCID, IMSI or metatag, newest first.',
      body: SearchBody,
      answer: CustomerPageSchema,
      example: aCustomerPage,
      idempotent: false,
    },
    async (scope, { body, reply }) => {
      const query = body.searchQuery.trim();
      if (query === '') throw invalid('/searchQuery', 'must not be empty');
      const answer = await describeCustomerPage(scope, {
        page: toPage(body.pageSize, body.pageIndex),
        search: { query, key: body.searchKey ?? 'ANY', mode: body.searchMode ?? 'contains' },
        links,
        onlyActiveProfiles: body.onlyActiveProfiles ?? true,
      });
      sendTotalCount(reply, answer.totalCount);
      return answer;
    },
  );
}

function declareRead(routes: Routes, { links }: CustomerParts): void {
  routes.read(
    `${CUSTOMERS}/:uid`,
    {
      id: 'getCustomer',
      scope: 'read',
      tag,
      summary: 'Retrieve a customer',
      description: 'Returns a customer with its packages and eSIMs.',
      params,
      querystring: ActiveProfilesQuery,
      answer: CustomerEntrySchema,
      example: aCustomerEntry,
      refusals: ['customer_not_found'],
    },
    async (scope, { params: { uid }, query }) => {
      const customer = await readCustomer(scope, uid);
      const onlyActiveProfiles = query.only_active_profiles ?? true;
      return describeCustomer(scope, { customer, links, onlyActiveProfiles });
    },
  );
}

function declareUpdate(routes: Routes, { links }: CustomerParts): void {
  routes.write(
    `PUT ${CUSTOMERS}/:uid`,
    {
      id: 'updateCustomer',
      scope: 'manage',
      tag,
      summary: 'Update a customer',
      description: 'Updates the email address or the country of residence.',
      params,
      body: Type.Object({
        customerEmail: Type.Optional(described(CustomerEmail, 'The new email address.')),
        countryOfResidence: Type.Optional(
          described(CountryCodeInput, 'The new country of residence.'),
        ),
      }),
      answer: CustomerEntrySchema,
      example: aCustomerEntry,
      refusals: ['customer_not_found', 'customer_deleted'],
    },
    async (scope, { params: { uid }, body }) => {
      const { customerEmail: email, countryOfResidence } = body;
      const customer = await updateCustomer(scope, { uid, email, countryOfResidence });
      return describeCustomer(scope, { customer, links, onlyActiveProfiles: true });
    },
  );
}

function declareErase(routes: Routes): void {
  routes.write(
    `DELETE ${CUSTOMERS}/:uid`,
    {
      id: 'eraseCustomer',
      scope: 'manage',
      tag,
      summary: "Erase a customer's personal data",
      description:
        'Erases the personal data and retires the eSIMs. Packages and transfers stay in the ' +
        'books. Erasing a customer again changes nothing.',
      params,
      refusals: ['customer_not_found'],
    },
    (scope, { params: { uid } }) => eraseCustomer(scope, uid),
  );
}

function declareProfileDomains(routes: Routes, { links }: CustomerParts): void {
  routes.read(
    `${CUSTOMERS}/:uid/profile-domains`,
    {
      id: 'listProfileDomains',
      scope: 'read',
      tag,
      summary: 'List the profile domains of a customer',
      description: 'Returns which eSIMs and packages of a customer share data.',
      params,
      answer: ProfileDomainsSchema,
      example: someProfileDomains,
      refusals: ['customer_not_found'],
    },
    (scope, { params: { uid } }) => listProfileDomains(scope, { uid, links }),
  );
}
