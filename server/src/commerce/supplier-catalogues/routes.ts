import { Type } from 'typebox';
import type { OrderingCarrier } from '../../connectivity/carriers/index.ts';
import { isUuid } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import { readCursor, toCursorPage } from '../../platform/http/paging.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { cursorPage, cursorQuery, oneOf, RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { LINE_KINDS } from './catalogue-run.ts';
import { decideLines, NEW_PLAN_POLICIES } from './decide-lines.ts';
import { selectItems } from './item-store.ts';
import { selectLines } from './line-store.ts';
import { readRun } from './read-run.ts';
import { selectRuns } from './run-store.ts';
import {
  aLine,
  anItem,
  aRun,
  CatalogueLineSchema,
  CatalogueRunSchema,
  SupplierItemSchema,
  showItem,
  showLine,
  showRun,
} from './schemas.ts';
import { declareRates, declareSchedules } from './setting-routes.ts';
import { declareSources } from './source-routes.ts';
import { startRun } from './start-run.ts';

const RUNS = '/operator/catalogue-runs';
const tag = 'Operator: carriers';
const params = Type.Object({ id: RequestId });
const carrierFilter = Type.Optional(
  Type.String({ maxLength: 64, description: 'A carrier.', examples: ['esim-go'] }),
);

type CatalogueParts = WriteParts & { orderingCarriers: readonly OrderingCarrier[] };

/** Declares the operator's routes of suppliers' catalogues. */
export function registerSupplierCatalogueRoutes(app: App, parts: CatalogueParts): void {
  const routes = routesOf(app, parts);
  declareRuns(routes);
  declareStart(routes);
  declareLines(routes);
  declareDecision(
    routes,
    parts.orderingCarriers.map(({ name }) => name),
  );
  declareItems(routes);
  declareSources(routes);
  declareSchedules(routes);
  declareRates(routes);
}

function declareRuns(routes: Routes): void {
  routes.list(
    RUNS,
    {
      id: 'listCatalogueRuns',
      scope: 'assist',
      tag,
      summary: "List imports of suppliers' catalogues",
      description: 'Returns the imports with the number of their lines, newest first.',
      title: 'CatalogueRuns',
      filters: Type.Object({ carrier: carrierFilter }),
      item: CatalogueRunSchema,
      exampleItem: aRun,
      keys: 1,
      keysetOf: ({ id }) => [id],
      show: showRun,
    },
    ({ db }, { filters: { carrier }, after: [below] = [], limit }) => {
      if (below !== undefined && !isUuid(below)) {
        throw invalid('/after', 'must be a nextCursor of this list');
      }
      return selectRuns(db, {
        ...(carrier !== undefined && { carrier }),
        ...(below !== undefined && { below }),
        limit,
      });
    },
  );
  routes.read(
    `${RUNS}/:id`,
    {
      id: 'getCatalogueRun',
      scope: 'assist',
      tag,
      summary: "Retrieve an import of a supplier's catalogue",
      description: 'Returns the import with the number of its lines.',
      params,
      answer: CatalogueRunSchema,
      example: aRun,
      refusals: ['catalogue_run_not_found'],
    },
    async (scope, { params: { id } }) => showRun(await readRun(scope, id)),
  );
}

function declareStart(routes: Routes): void {
  routes.write(
    `POST ${RUNS}`,
    {
      id: 'startCatalogueRun',
      scope: 'operate',
      tag,
      summary: "Start the import of a supplier's catalogue",
      description:
        'Has a worker read the catalogue at once and compare it with what was applied ' +
        'before. Nothing else changes until you decide about its lines. If an import of the ' +
        'carrier is queued already, it is returned.',
      body: Type.Object({
        carrier: Type.String({
          pattern: '^[a-z0-9][a-z0-9._-]{0,63}$',
          description: 'The name of the carrier.',
          examples: ['esim-go'],
        }),
      }),
      answer: CatalogueRunSchema,
      example: { ...aRun, state: 'QUEUED', offers: null, unchanged: null, counts: [] },
      refusals: ['invalid_request'],
    },
    async (scope, { body: { carrier } }) => showRun(await startRun(scope, carrier)),
  );
}

function declareLines(routes: Routes): void {
  routes.read(
    `${RUNS}/:id/lines`,
    {
      id: 'listCatalogueLines',
      scope: 'assist',
      tag,
      summary: 'List the lines of an import',
      description: "Returns what the supplier's catalogue changes, an item a line.",
      params,
      querystring: Type.Object({
        kind: Type.Optional(oneOf(LINE_KINDS, { description: 'Only lines of this kind.' })),
        ...cursorQuery,
      }),
      answer: cursorPage('CatalogueLines', CatalogueLineSchema),
      example: { items: [aLine], nextCursor: null },
      refusals: ['invalid_request', 'catalogue_run_not_found'],
    },
    async (scope, { params: { id }, query }) => {
      const { limit, after: [last = '0'] = [] } = readCursor(query, 1);
      if (!/^\d{1,7}$/.test(last)) throw invalid('/after', 'must be a nextCursor of this list');
      const run = await readRun(scope, id);
      const of = { runId: run.id, kind: query.kind, above: Number(last), limit: limit + 1 };
      const lines = await selectLines(scope.db, of);
      const page = toCursorPage(lines, limit, ({ line }) => [String(line)]);
      return { ...page, items: page.items.map(showLine) };
    },
  );
}

function declareDecision(routes: Routes, carriers: readonly string[]): void {
  routes.write(
    `POST ${RUNS}/:id/decide`,
    {
      id: 'decideCatalogueLines',
      scope: 'operate',
      tag,
      summary: 'Decide about the lines of an import',
      description:
        'With `apply`, a new item becomes a source of the data plan with the same size, validity ' +
        'and countries, or of a new plan without a price, whose `policy` you choose; changed ' +
        'prices become costs from today on; the sources of items that are gone are switched ' +
        'off. With `dismiss`, new items are not shown again. Lines that were decided stay as ' +
        'they are.',
      params,
      body: Type.Object({
        decision: oneOf(['apply', 'dismiss'], { description: 'What becomes of the lines.' }),
        lines: Type.Optional(
          Type.Array(Type.Integer({ minimum: 1, maximum: 1_000_000 }), {
            minItems: 1,
            maxItems: 1_000,
            description: 'The numbers of the lines. Omit it for all open lines.',
            examples: [[1]],
          }),
        ),
        policy: Type.Optional(
          oneOf(NEW_PLAN_POLICIES, {
            description:
              'How the source of an order is chosen for plans that are made: `cheapest`, which ' +
              'is the default, takes the lowest price of all suppliers of the plan; `preferred` ' +
              'takes the supplier of this import first. Plans that exist keep their policy.',
          }),
        ),
      }),
      answer: CatalogueRunSchema,
      example: aRun,
      refusals: ['invalid_request', 'catalogue_run_not_found', 'invalid_state'],
    },
    async (scope, { params: { id }, body: { decision, lines, policy = 'cheapest' } }) =>
      showRun(await decideLines(scope, { runId: id, decision, lines, policy, carriers })),
  );
}

function declareItems(routes: Routes): void {
  routes.list(
    '/operator/supplier-items',
    {
      id: 'listSupplierItems',
      scope: 'assist',
      tag,
      summary: 'List items of suppliers',
      description: 'Returns the items that were applied or dismissed, with all of their prices.',
      title: 'SupplierItems',
      filters: Type.Object({
        carrier: carrierFilter,
        dataPlanId: Type.Optional(
          Type.String({
            format: 'uuid',
            description: 'A data plan.',
            examples: ['4f1eec1b-61dc-47df-91a6-0123456789ab'],
          }),
        ),
      }),
      item: SupplierItemSchema,
      exampleItem: anItem,
      keys: 2,
      keysetOf: ({ carrier, item }) => [carrier, item],
      show: showItem,
    },
    ({ db }, { filters, after, limit }) => {
      const [carrier = '', item = ''] = after ?? [];
      return selectItems(db, { ...filters, after: { carrier, item }, limit });
    },
  );
}
