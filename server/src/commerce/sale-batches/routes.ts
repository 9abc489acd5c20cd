import { Type } from 'typebox';
import type { PublicLinks } from '../../connectivity/esims/index.ts';
import { toPrice } from '../../kernel/money.ts';
import { invalid } from '../../kernel/refusal.ts';
import { readCredits } from '../../money/credits/index.ts';
import { readIdCursor, toCursorPage } from '../../platform/http/paging.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { cursorPage, cursorQuery, described, RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { showBatch } from './batch.ts';
import {
  aBatch,
  aPreview,
  BatchBody,
  BatchSchema,
  PreviewBody,
  PreviewSchema,
} from './batch-schema.ts';
import { selectBatches } from './batch-store.ts';
import { progressOf, readBatch, resumeBatch, stopBatch } from './change-batch.ts';
import { createBatch } from './create-batch.ts';
import { readProgress } from './item-store.ts';
import { type BatchOrder, priceBatch } from './price-batch.ts';
import { declareResults } from './result-routes.ts';

export type SaleBatchParts = WriteParts & { links: PublicLinks };

const BATCHES = '/gigastore/activations/batches';
/** 10,000 lines with long metatags. */
const MAX_BODY_BYTES = 8 * 2 ** 20;
const tag = 'Activations';
const params = Type.Object({
  id: described(RequestId, 'The ID of the batch.'),
});

/** The routes that sell many packages by one request. */
export function registerSaleBatchRoutes(app: App, parts: SaleBatchParts): void {
  const routes = routesOf(app, parts);
  declarePreview(routes);
  declareCreate(routes);
  declareReads(routes);
  declareChanges(routes);
  declareResults(routes, parts);
}

function declarePreview(routes: Routes): void {
  routes.call(
    `POST ${BATCHES}/preview`,
    {
      id: 'previewSaleBatch',
      scope: 'sell',
      tag,
      summary: 'Preview a batch of sales',
      description:
        'Checks the lines and adds up the price. Nothing is sold. The faults of all lines are ' +
        'returned.',
      body: PreviewBody,
      maxBodyBytes: MAX_BODY_BYTES,
      answer: PreviewSchema,
      example: aPreview,
      idempotent: false,
    },
    async (scope, { body }) => {
      const priced = await priceBatch(scope, readOrder(body));
      const { availableMinor, limitMinor } = await readCredits(scope);
      return {
        lines: priced.lines.length,
        packages: priced.packages,
        fromStock: priced.fromStock,
        totalPrice: toPrice(priced.totalMinor),
        totalRetailPrice: toPrice(priced.retailMinor),
        available: toPrice(availableMinor),
        isAffordable: availableMinor + limitMinor >= priced.totalMinor,
        faults: priced.faults,
      };
    },
  );
}

function declareCreate(routes: Routes): void {
  routes.write(
    `POST ${BATCHES}`,
    {
      id: 'createSaleBatch',
      scope: 'sell',
      tag,
      summary: 'Create a batch of sales',
      description:
        'Sells up to 10,000 packages, each to a new customer with a new eSIM, in the background. ' +
        'The batch is refused as a whole if a line has a fault. It stops when the credits are ' +
        'used up, and can be resumed. Each package is sold once.',
      body: BatchBody,
      maxBodyBytes: MAX_BODY_BYTES,
      status: 202,
      answer: BatchSchema,
      example: { ...aBatch, waiting: 3, sold: 0 },
      refusals: ['price_mismatch'],
    },
    async (scope, { body }) => {
      const order = { ...readOrder(body), expectedTotal: body.expectedTotal };
      const batch = await createBatch(scope, order);
      return showBatch(batch, { waiting: batch.packages, sold: 0, failed: 0 });
    },
  );
}

function readOrder(body: BatchOrder): BatchOrder {
  if ((body.csv === undefined) === (body.lines === undefined)) {
    throw invalid('/lines', 'or csv is required');
  }
  return body;
}

function declareReads(routes: Routes): void {
  routes.read(
    BATCHES,
    {
      id: 'listSaleBatches',
      scope: 'read',
      tag,
      summary: 'List batches of sales',
      description: 'Returns the batches of the account with their progress, the newest first.',
      querystring: Type.Object(cursorQuery),
      answer: cursorPage('SaleBatches', BatchSchema),
      example: { items: [aBatch], nextCursor: null },
    },
    async (scope, { query }) => {
      const { limit, after } = readIdCursor(query);
      const found = await selectBatches(scope, { after, limit: limit + 1 });
      const page = toCursorPage(found, limit, ({ id }) => [id]);
      const progress = await readProgress(
        scope,
        page.items.map(({ id }) => id),
      );
      const none = { waiting: 0, sold: 0, failed: 0 };
      const items = page.items.map((batch) => showBatch(batch, progress.get(batch.id) ?? none));
      return { items, nextCursor: page.nextCursor };
    },
  );
  routes.read(
    `${BATCHES}/:id`,
    {
      id: 'getSaleBatch',
      scope: 'read',
      tag,
      summary: 'Retrieve a batch of sales',
      description: 'Returns a batch with its progress.',
      params,
      answer: BatchSchema,
      example: aBatch,
      refusals: ['batch_not_found'],
    },
    async (scope, { params: { id } }) => {
      const batch = await readBatch(scope, id);
      return showBatch(batch, await progressOf(scope, batch));
    },
  );
}

function declareChanges(routes: Routes): void {
  routes.write(
    `POST ${BATCHES}/:id/stop`,
    {
      id: 'stopSaleBatch',
      scope: 'sell',
      tag,
      summary: 'Stop a batch of sales',
      description: 'Stops a running batch after the packages that are being sold right now.',
      params,
      answer: BatchSchema,
      example: { ...aBatch, state: 'stopped' },
      refusals: ['batch_not_found', 'invalid_state'],
    },
    async (scope, { params: { id } }) => {
      const batch = await stopBatch(scope, id);
      return showBatch(batch, await progressOf(scope, batch));
    },
  );
  routes.write(
    `POST ${BATCHES}/:id/resume`,
    {
      id: 'resumeSaleBatch',
      scope: 'sell',
      tag,
      summary: 'Resume a batch of sales',
      description:
        'Continues a stopped batch. With `retryFailed`, failed packages are tried again, also of ' +
        'a batch that is done.',
      params,
      body: Type.Object({
        retryFailed: Type.Optional(
          Type.Boolean({ description: 'Tries failed packages again.', examples: [false] }),
        ),
      }),
      answer: BatchSchema,
      example: aBatch,
      refusals: ['batch_not_found', 'invalid_state'],
    },
    async (scope, { params: { id }, body }) => {
      const batch = await resumeBatch(scope, { id, retriesFailed: body.retryFailed ?? false });
      return showBatch(batch, await progressOf(scope, batch));
    },
  );
}
