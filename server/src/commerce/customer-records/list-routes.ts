import { Type } from 'typebox';
import { isUuid } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { MAX_COUNTED } from '../../platform/http/list-route.ts';
import { routesOf } from '../../platform/http/routes.ts';
import { answer, Size } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import {
  packageQuery,
  readPackageQuery,
  readPackageTotals,
  searchPlanned,
  showBytes,
} from '../activations/index.ts';
import {
  aCustomer,
  type Customer,
  CustomerSchema,
  readTagsOf,
  showCustomer,
} from '../customers/index.ts';
import {
  type CustomerFilter,
  countCustomersFound,
  selectCustomersFound,
} from './found-customers-store.ts';
import type { CustomerParts } from './routes.ts';

const ListedCustomerSchema = answer('ListedCustomer', {
  ...CustomerSchema.properties,
  tags: Type.Array(Type.String(), { description: 'The tags of the customer.' }),
  activatedItemCount: Type.Integer({ description: 'The number of packages.' }),
  totalAvailableBalance: Size,
  totalAvailableBytes: Type.Integer({ description: 'The data left in bytes.' }),
});

const filters = Type.Object({
  ...packageQuery,
  tag: Type.Optional(
    Type.String({ maxLength: 50, description: 'A tag of the customer.', examples: ['vip'] }),
  ),
});

type Row = Customer & { tags: string[]; packages: number; availableBytes: bigint };

/** The list of customers with filters, cursors and CSV. */
export function registerCustomerListRoute(app: App, parts: CustomerParts): void {
  const { links } = parts;
  routesOf(app, parts).list<typeof filters.properties, Row>(
    '/gigastore/customers',
    {
      id: 'listCustomerSummaries',
      scope: 'read',
      tag: 'Customers',
      summary: 'List customers with filters',
      description:
        'Returns the customers that pass every filter, the newest first, with cursors. `from`, ' +
        '`to` and `countrySet` are about the customer; the other filters select customers with ' +
        'such a package. `X-Total-Count` is the number of all, up to 10,000. As CSV, without ' +
        '`limit`, the whole list is streamed.',
      title: 'CustomerList',
      filters,
      item: ListedCustomerSchema,
      exampleItem: {
        ...aCustomer,
        tags: ['vip'],
        activatedItemCount: 1,
        totalAvailableBalance: { sizeValue: 0.05, sizeUnit: 'GB' },
        totalAvailableBytes: 52_428_800,
      },
      keys: 1,
      keysetOf: ({ id }) => [id],
      show: (row) => ({
        ...showCustomer(row, links),
        tags: row.tags,
        activatedItemCount: row.packages,
        ...showBytes(row.availableBytes),
      }),
      columns: {
        uid: ({ id }) => id,
        email: ({ email }) => email,
        createdAt: ({ createdAt }) => createdAt.toISOString(),
        countryOfResidence: ({ countryOfResidence }) => countryOfResidence,
        countrySet: ({ countrySet }) => countrySet,
        metatag: ({ metatag }) => metatag,
        tags: ({ tags }) => tags.join(' '),
        packages: ({ packages }) => packages,
        availableBytes: ({ availableBytes }) => Number(availableBytes),
        erasedAt: ({ erasedAt }) => erasedAt?.toISOString(),
      },
      count: (scope, query) =>
        searchPlanned(scope, (planning) =>
          countCustomersFound(planning, readFilter(query), MAX_COUNTED + 1),
        ),
    },
    (scope, { filters: query, after, limit }) =>
      searchPlanned(scope, async (planning) => {
        const [id] = after ?? [];
        if (id !== undefined && !isUuid(id)) {
          throw invalid('/after', 'must be a nextCursor of this list');
        }
        const page = { after: id, limit };
        return withTotals(planning, await selectCustomersFound(planning, readFilter(query), page));
      }),
  );
}

function readFilter(query: Parameters<typeof readPackageQuery>[0] & { tag?: string }) {
  const { tag, ...rest } = query;
  return { ...readPackageQuery(rest), tag } satisfies CustomerFilter;
}

async function withTotals(scope: ReadScope, customers: readonly Customer[]): Promise<Row[]> {
  const ids = customers.map(({ id }) => id);
  const found = await readPackageTotals(scope, ids);
  const totals = new Map(found.map((one) => [one.customerId, one]));
  const tags = await readTagsOf(scope, ids);
  return customers.map((customer) => ({
    ...customer,
    tags: tags.get(customer.id) ?? [],
    packages: totals.get(customer.id)?.packages ?? 0,
    availableBytes: totals.get(customer.id)?.availableBytes ?? 0n,
  }));
}
