import { type Static, Type } from 'typebox';
import {
  anEsimProfile,
  EsimProfileSchema,
  type PublicLinks,
} from '../../connectivity/esims/index.ts';
import { parseTimeRange } from '../../kernel/time-range.ts';
import { operation } from '../../platform/http/operation.ts';
import { readPage, sendTotalCount } from '../../platform/http/paging.ts';
import {
  answer,
  DateOrTime,
  Metatag,
  oneOf,
  pageQuery,
  RequestId,
  SortDirection,
} from '../../platform/http/schemas.ts';
import type { App, Reply, Request } from '../../platform/http/typed-app.ts';
import { type WriteParts, write } from '../../platform/http/write.ts';
import { aCustomer, CustomerSchema } from '../customers/index.ts';
import { activatePackage } from './activate-package.ts';
import { ActivatedItemSchema, anActivatedItem } from './activated-item-schema.ts';
import {
  describeChangedPackage,
  describePackage,
  listPackages,
  readPackage,
} from './read-packages.ts';
import { ITEM_SORTS } from './read-store.ts';

export type ReadParts = WriteParts & { links: PublicLinks };

/** What is answered without paging (contract section 4.9). */
const NEWEST = 1_000;
const MAX_PAGE_SIZE = 200;

const ListQuery = Type.Object({
  from: Type.Optional(DateOrTime),
  to: Type.Optional(DateOrTime),
  sort_dir: Type.Optional(SortDirection),
  sort_by: Type.Optional(oneOf(ITEM_SORTS, { description: 'DATE, newest first, when left out.' })),
  metatag: Type.Optional(Metatag),
  status: Type.Optional(oneOf(['PURCHASED', 'ACTIVATED', 'REFUNDED'])),
  iccid: Type.Optional(Type.String({ maxLength: 20 })),
  email: Type.Optional(Type.String({ maxLength: 254 })),
  ...pageQuery,
});

/** A package with its customer and the customer's profiles; activate and refund answer it too. */
export const PackageSchema = answer('Package', {
  activatedItem: ActivatedItemSchema,
  customer: CustomerSchema,
  relatedEsims: Type.Array(EsimProfileSchema),
});
export const aPackage = {
  activatedItem: anActivatedItem,
  customer: aCustomer,
  relatedEsims: [anEsimProfile],
};
export const ActiveProfilesQuery = Type.Object({
  only_active_profiles: Type.Optional(
    Type.Boolean({ description: 'Leaves replaced and retired profiles out. Default true.' }),
  ),
});

/** The account's packages: a list, one of them, and starting one that waits. */
export function registerActivatedItemRoutes(app: App, parts: ReadParts): void {
  app.get(
    '/gigastore/activations/activated-items',
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'listActivatedItems',
        tag: 'Activated items',
        summary: 'List packages, newest first',
        description: `Without paging the newest ${NEWEST}; a Link header leads to the next.`,
        querystring: ListQuery,
        answer: Type.Array(Type.Intersect([ActivatedItemSchema, CustomerOf])),
        example: [{ ...anActivatedItem, customer: aCustomer }],
        refusals: ['invalid_request'],
      }),
    },
    (request, reply) => list(parts, request, reply),
  );

  app.get(
    '/gigastore/activations/activated-items/:uid',
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'getActivatedItem',
        tag: 'Activated items',
        summary: 'Read one package',
        params: Type.Object({ uid: RequestId }),
        querystring: ActiveProfilesQuery,
        answer: PackageSchema,
        example: aPackage,
        refusals: ['activated_item_not_found'],
      }),
    },
    async (request) => {
      const item = await readPackage({ ...request.context, db: parts.db }, request.params.uid);
      const onlyActiveProfiles = request.query.only_active_profiles ?? true;
      const of = { item, links: parts.links, onlyActiveProfiles };
      return describePackage({ ...request.context, db: parts.db }, of);
    },
  );

  registerActivate(app, parts);
}

function registerActivate(app: App, parts: ReadParts): void {
  app.post(
    '/gigastore/activations/activated-items/:uid/activate',
    {
      config: { scope: 'sell' },
      schema: operation({
        id: 'activateItem',
        tag: 'Activated items',
        summary: 'Start a waiting package now',
        params: Type.Object({ uid: RequestId }),
        answer: PackageSchema,
        example: aPackage,
        refusals: ['activated_item_not_found', 'already_active', 'invalid_state'],
      }),
    },
    (request, reply) =>
      write(parts, reply, async (scope) => {
        const item = await activatePackage(scope, request.params.uid);
        return describeChangedPackage(scope, {
          item,
          links: parts.links,
          onlyActiveProfiles: true,
        });
      }),
  );
}

const CustomerOf = Type.Object({ customer: CustomerSchema });

async function list(parts: ReadParts, request: Request, reply: Reply): Promise<unknown> {
  const query = request.query as Static<typeof ListQuery>;
  const { from, to, sort_dir, sort_by, metatag, status, iccid, email } = query;
  const isPaged = query.page_size !== undefined || query.page_index !== undefined;
  const page = isPaged ? readPage(query) : { limit: NEWEST, offset: 0 };
  const by = sort_by ?? 'DATE';
  const { items, totalCount } = await listPackages(
    { ...request.context, db: parts.db },
    {
      filter: { range: parseTimeRange(from, to), metatag, status, iccid, email },
      sort: { by, direction: sort_dir ?? (by === 'DATE' ? 'DESC' : 'ASC') },
      limit: page.limit,
      offset: page.offset,
      links: parts.links,
    },
  );
  if (!isPaged && totalCount > NEWEST) reply.header('Link', nextPage(request.url));
  sendTotalCount(reply, totalCount);
  return items;
}

/** The first page behind the newest, in pages of the largest size. */
function nextPage(url: string): string {
  const next = new URL(url, 'http://store');
  next.searchParams.set('page_size', String(MAX_PAGE_SIZE));
  next.searchParams.set('page_index', String(NEWEST / MAX_PAGE_SIZE));
  return `<${next.pathname}${next.search}>; rel="next"`;
}
