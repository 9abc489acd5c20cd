import { Type } from 'typebox';
import { isUuid } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import { MAX_COUNTED } from '../../platform/http/list-route.ts';
import type { Keyset } from '../../platform/http/paging.ts';
import { routesOf } from '../../platform/http/routes.ts';
import { answer, nullable } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { readRefundsLeft } from '../../tenancy/accounts/index.ts';
import { ActivatedItemSchema, anActivatedItem } from './activated-item-schema.ts';
import {
  countFoundPackages,
  type ListedPackage,
  type PackageSearch,
  type Place,
  selectFoundPackages,
} from './found-store.ts';
import { availableBytes, packageAt, showActivatedItem } from './package.ts';
import { packageQuery, readPackageQuery } from './package-query-schema.ts';
import { searchPlanned } from './search-planned.ts';

const ListedPackageSchema = answer('ListedPackage', {
  ...ActivatedItemSchema.properties,
  customerEmail: nullable(
    Type.String({ description: 'The email address of the customer, if known.' }),
  ),
});

const filters = Type.Object({
  ...packageQuery,
  customerUid: Type.Optional(
    Type.String({
      description: 'The ID of the customer.',
      examples: ['123e4567-e89b-12d3-a456-426614174000'],
    }),
  ),
});

type Row = ListedPackage & { now: Date; refundsLeft: number };

/** The list of packages with filters, cursors and CSV. */
export function registerPackageListRoute(app: App, parts: WriteParts): void {
  routesOf(app, parts).list<typeof filters.properties, Row>(
    '/gigastore/packages',
    {
      id: 'listPackages',
      scope: 'read',
      tag: 'Activated items',
      summary: 'List packages with filters',
      description:
        'Returns the packages that pass every filter, the newest first, with cursors. ' +
        '`X-Total-Count` is the number of all, up to 10,000. As CSV, without `limit`, the whole ' +
        'list is streamed.',
      title: 'PackageList',
      filters,
      item: ListedPackageSchema,
      exampleItem: { ...anActivatedItem, customerEmail: 'traveller@example.com' },
      keysetOf: ({ soldAt, id }) => [soldAt.toISOString(), id],
      show: (row) => ({ ...showActivatedItem(row, row), customerEmail: row.email }),
      columns: {
        uid: ({ id }) => id,
        soldAt: ({ soldAt }) => soldAt.toISOString(),
        name: ({ name }) => name,
        status: ({ status }) => status,
        state: (row) => packageAt(row, row.now).state,
        channel: ({ salesChannel }) => salesChannel,
        soldBy: ({ clientId, personId }) => clientId ?? personId,
        countrySet: ({ countrySet }) => countrySet,
        purchasePrice: ({ purchasePriceMinor }) => purchasePriceMinor,
        retailPrice: ({ retailPriceMinor }) => retailPriceMinor,
        currency: () => 'USD',
        metatag: ({ metatag }) => metatag,
        customerUid: ({ customerId }) => customerId,
        customerEmail: ({ email }) => email,
        usedBytes: ({ usedBytes }) => Number(usedBytes),
        availableBytes: (row) => Number(availableBytes(packageAt(row, row.now), row.now)),
        activatedAt: (row) => packageAt(row, row.now).activatedAt?.toISOString(),
        expiresAt: (row) => packageAt(row, row.now).expiresAt?.toISOString(),
      },
      count: (scope, query) =>
        searchPlanned(scope, (planning) =>
          countFoundPackages(planning, readSearch(query), MAX_COUNTED + 1),
        ),
    },
    async (scope, { filters: query, after, limit }) => {
      const place = readPlace(after);
      const found = await searchPlanned(scope, (planning) =>
        selectFoundPackages(planning, readSearch(query), { after: place, limit }),
      );
      const refundsLeft = await readRefundsLeft(scope);
      return found.map((one) => ({ ...one, now: scope.now, refundsLeft }));
    },
  );
}

function readSearch(query: Parameters<typeof readPackageQuery>[0] & { customerUid?: string }) {
  const { customerUid, ...rest } = query;
  if (customerUid !== undefined && !isUuid(customerUid)) {
    throw invalid('/customerUid', 'must be the ID of a customer');
  }
  return { ...readPackageQuery(rest), customerUid: customerUid?.toLowerCase() } as PackageSearch;
}

/** Returns the place of a cursor. Throws `invalid_request` if it is not one of this list. */
function readPlace(after: Keyset | undefined): Place | undefined {
  if (!after) return undefined;
  const [time = '', id = ''] = after;
  const soldAt = new Date(time);
  if (Number.isNaN(soldAt.getTime()) || !isUuid(id)) {
    throw invalid('/after', 'must be a nextCursor of this list');
  }
  return { soldAt, id };
}
