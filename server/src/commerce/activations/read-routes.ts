import { Type } from 'typebox';
import { ORDER_STATES, SourceChoices } from '../../connectivity/carrier-orders/index.ts';
import {
  anEsimProfile,
  EsimProfileSchema,
  type PublicLinks,
} from '../../connectivity/esims/index.ts';
import { parseTimeRange } from '../../kernel/time-range.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { readPage, sendTotalCount } from '../../platform/http/paging.ts';
import { type Asked, type Routes, routesOf } from '../../platform/http/routes.ts';
import {
  answer,
  DateOrTime,
  described,
  IccidInput,
  Id,
  Metatag,
  nullable,
  oneOf,
  pageQuery,
  RequestId,
  SortDirection,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { aCustomer, CustomerSchema } from '../customers/index.ts';
import { activatePackage } from './activate-package.ts';
import { ActivatedItemSchema, anActivatedItem } from './activated-item-schema.ts';
import { PACKAGE_SORTS } from './package-list-store.ts';
import { readDelivery } from './read-delivery.ts';
import {
  describeChangedPackage,
  describePackage,
  listPackages,
  readPackage,
} from './read-packages.ts';

export type PackageParts = WriteParts & { links: PublicLinks };

const ITEMS = '/gigastore/activations/activated-items';
const tag = 'Activated items';
const params = Type.Object({
  uid: described(RequestId, 'The ID of the package.'),
});

/** The number of packages in a response without paging (`docs/api-compatibility.md`). */
const NEWEST = 1_000;
const MAX_PAGE_SIZE = 200;

const ListQuery = Type.Object({
  from: Type.Optional(described(DateOrTime, 'Packages sold at this time or later.')),
  to: Type.Optional(
    described(DateOrTime, 'Packages sold before this time; a date includes the whole day.'),
  ),
  sort_dir: Type.Optional(
    described(SortDirection, 'The direction. By default `DESC` for `DATE`, `ASC` otherwise.'),
  ),
  sort_by: Type.Optional(oneOf(PACKAGE_SORTS, { description: 'The sort key; `DATE` by default.' })),
  metatag: Type.Optional(described(Metatag, 'The exact metatag; letter case does not matter.')),
  status: Type.Optional(
    oneOf(['PURCHASED', 'ACTIVATED', 'REFUNDED'], { description: 'The status of the packages.' }),
  ),
  iccid: Type.Optional(
    described(IccidInput, 'Packages whose data the eSIM with this ICCID can use.'),
  ),
  email: Type.Optional(
    Type.String({
      maxLength: 254,
      description: "The customer's exact email address; letter case does not matter.",
      examples: ['traveller@example.com'],
    }),
  ),
  ...pageQuery,
});

/** A package with its customer and the customer's eSIMs. */
export const PackageSchema = answer('PackageDetail', {
  activatedItem: described(ActivatedItemSchema, 'The package.'),
  customer: described(CustomerSchema, 'The customer that the package belongs to.'),
  relatedEsims: Type.Array(EsimProfileSchema, {
    description: 'The eSIMs that can use the package.',
  }),
});

const RoutingSchema = answer('PackageRouting', {
  orderId: described(Id, 'The ID of the order, for `GET /operator/carrier-orders/{id}`.'),
  carrier: Type.String({ description: 'The carrier that was ordered from last.' }),
  choices: SourceChoices,
});

/** Where a package that is ordered from its carrier stands. */
const DeliverySchema = answer('PackageDelivery', {
  state: oneOf(ORDER_STATES, {
    description:
      '`QUEUED` until the order is sent, `SENT` while the supplier delivers, `UNKNOWN` while its ' +
      'outcome is looked for; then `DELIVERED`, `REFUSED`, or `EXPIRED` after ten minutes.',
  }),
  reason: described(
    nullable(Type.String()),
    'Why it was not delivered: `out_of_stock` or `supplier_unavailable`.',
  ),
  orderedAt: Type.String({ format: 'date-time', description: 'When the package was sold.' }),
  sentAt: described(
    nullable(Type.String({ format: 'date-time' })),
    'When the order was first sent to the supplier.',
  ),
  endedAt: described(
    nullable(Type.String({ format: 'date-time' })),
    'When the outcome became final.',
  ),
  routing: Type.Optional(
    described(
      RoutingSchema,
      "Only for the platform's people, in a view of the reseller's portal: where it was ordered.",
    ),
  ),
});
const ReadPackageSchema = answer('PackageWithDelivery', {
  ...PackageSchema.properties,
  delivery: Type.Optional(
    described(DeliverySchema, 'Only of a package that is ordered from a supplier after the sale.'),
  ),
});

export const aPackage = {
  activatedItem: anActivatedItem,
  customer: aCustomer,
  relatedEsims: [anEsimProfile],
};
export const ActiveProfilesQuery = Type.Object({
  only_active_profiles: Type.Optional(
    Type.Boolean({ description: 'Leaves out replaced and retired eSIMs. `true` by default.' }),
  ),
});

/** The routes of the account's packages: list, retrieve, activate. */
export function registerActivatedItemRoutes(app: App, parts: PackageParts): void {
  const routes = routesOf(app, parts);
  declareList(routes, parts);
  declareRead(routes, parts);
  declareActivate(routes, parts);
}

const CustomerOf = Type.Object({
  customer: described(CustomerSchema, 'The customer that the package belongs to.'),
});

function declareList(routes: Routes, parts: PackageParts): void {
  routes.read(
    ITEMS,
    {
      id: 'listActivatedItems',
      scope: 'read',
      tag,
      summary: 'List packages',
      description:
        `Returns packages, newest first unless sorted otherwise. Without paging, the newest ` +
        `${NEWEST}; a Link header leads to the next page.`,
      querystring: ListQuery,
      answer: Type.Array(Type.Intersect([ActivatedItemSchema, CustomerOf])),
      example: [{ ...anActivatedItem, customer: aCustomer }],
      refusals: ['invalid_request'],
    },
    (scope, asked) => list(scope, parts.links, asked),
  );
}

function declareRead(routes: Routes, { links }: PackageParts): void {
  routes.read(
    `${ITEMS}/:uid`,
    {
      id: 'getPackage',
      scope: 'read',
      tag,
      summary: 'Retrieve a package',
      description:
        "Returns a package with its customer and the customer's eSIMs. For a package that is " +
        'ordered from a supplier after the sale, `delivery` says where the order stands.',
      params,
      querystring: ActiveProfilesQuery,
      answer: ReadPackageSchema,
      example: aPackage,
      refusals: ['activated_item_not_found'],
    },
    async (scope, { params: { uid }, query }) => {
      const item = await readPackage(scope, uid);
      const onlyActiveProfiles = query.only_active_profiles ?? true;
      const described = await describePackage(scope, { item, links, onlyActiveProfiles });
      const delivery = scope.mode === 'live' ? await readDelivery(scope, item) : undefined;
      return delivery ? { ...described, delivery } : described;
    },
  );
}

function declareActivate(routes: Routes, { links }: PackageParts): void {
  routes.write(
    `POST ${ITEMS}/:uid/activate`,
    {
      id: 'activatePackage',
      scope: 'sell',
      tag,
      summary: 'Activate a waiting package',
      description: 'Begins the validity of a package that was sold as FIRST_USE or ON_DEMAND.',
      params,
      answer: PackageSchema,
      example: aPackage,
      refusals: ['activated_item_not_found', 'already_active', 'invalid_state'],
    },
    async (scope, { params: { uid } }) => {
      const item = await activatePackage(scope, uid);
      return describeChangedPackage(scope, { item, links, onlyActiveProfiles: true });
    },
  );
}

async function list(
  scope: ReadScope,
  links: PublicLinks,
  { query, request, reply }: Asked<undefined, typeof ListQuery, undefined>,
): Promise<unknown> {
  const { from, to, sort_dir, sort_by, metatag, status, iccid, email } = query;
  const isPaged = query.page_size !== undefined || query.page_index !== undefined;
  const page = isPaged ? readPage(query) : { limit: NEWEST, offset: 0 };
  const by = sort_by ?? 'DATE';
  const { items, totalCount } = await listPackages(scope, {
    filter: { range: parseTimeRange(from, to), metatag, status, iccid, email },
    sort: { by, direction: sort_dir ?? (by === 'DATE' ? 'DESC' : 'ASC') },
    limit: page.limit,
    offset: page.offset,
    links,
  });
  if (!isPaged && totalCount > NEWEST) reply.header('Link', nextPage(request.url));
  sendTotalCount(reply, totalCount);
  return items;
}

/** Returns the URL of the first page after the newest packages, in pages of the largest size. */
function nextPage(url: string): string {
  const next = new URL(url, 'http://store');
  next.searchParams.set('page_size', String(MAX_PAGE_SIZE));
  next.searchParams.set('page_index', String(NEWEST / MAX_PAGE_SIZE));
  return `<${next.pathname}${next.search}>; rel="next"`;
}
