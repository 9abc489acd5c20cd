import { Type } from 'typebox';
import { audit } from '../../kernel/context.ts';
import type { Encryption } from '../../kernel/encryption.ts';
import { isUuid } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Config } from '../../platform/config/config.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { answer, described, nullable, oneOf, RequestId } from '../../platform/http/schemas.ts';
import { sealAnswers } from '../../platform/http/sealed-answers.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import type { Outgoing } from '../../platform/outgoing/outgoing.ts';
import { deleteSmdp } from './delete-smdp.ts';
import { makeNoticeUrl, noSuchSmdp } from './notice-secret.ts';
import { readSmdps } from './read-smdps.ts';
import { saveSmdp } from './save-smdp.ts';
import {
  aStockOrder,
  aTest,
  SmdpInput,
  SmdpName,
  SmdpsSchema,
  StockOrderSchema,
  showSmdp,
  showStockOrder,
  someSmdps,
  TestedSchema,
} from './schemas.ts';
import { settleStockOrder } from './settle-stock-order.ts';
import { STOCK_ORDER_STATES } from './stock-order.ts';
import { listStockOrders } from './stock-order-store.ts';
import { testSmdp } from './test-smdp.ts';

const PATH = '/operator/smdps';
const ORDERS = '/operator/stock-orders';
const tag = 'Operator: carriers';

type StockOrderParts = WriteParts & {
  encryption: Encryption;
  outgoing: Outgoing;
  config: Pick<Config, 'publicUrl'>;
};

/** Declares the operator's routes of SM-DP+ and of the orders that fill the stock from them. */
export function registerStockOrderRoutes(app: App, parts: StockOrderParts): void {
  const routes = routesOf(app, parts);
  declareSmdps(routes, parts);
  declareDeletion(routes);
  declareTest(routes, parts);
  declareNoticeUrl(routes, parts);
  declareOrders(routes);
}

const show = async ({ db, now }: Pick<ReadScope, 'db' | 'now'>) => ({
  items: (await readSmdps(db, now)).map(showSmdp),
});

function declareSmdps(routes: Routes, { encryption }: StockOrderParts): void {
  routes.read(
    PATH,
    {
      id: 'listSmdps',
      scope: 'assist',
      tag,
      summary: 'List SM-DP+',
      description:
        'Returns each SM-DP+ from which profiles are ordered ahead of the sales by ES2+, with ' +
        'its profile types, their stock and their orders, without private keys.',
      answer: SmdpsSchema,
      example: someSmdps,
    },
    show,
  );
  routes.write(
    `PUT ${PATH}`,
    {
      id: 'setSmdp',
      scope: 'operate',
      tag,
      summary: 'Set up an SM-DP+',
      description:
        'Replaces the settings of the SM-DP+ with this name. The private key is kept encrypted ' +
        'and is never returned. A worker orders a batch of each profile type when the free ' +
        'profiles of its carrier fall below its level.',
      body: SmdpInput,
      answer: SmdpsSchema,
      example: someSmdps,
      refusals: ['invalid_request'],
    },
    async (scope, { body }) => {
      const { smdpAddress = null, authority = null, certificate = null, privateKey = null } = body;
      const { isPrivate = false, releasesApart = false, profileTypes, ...settings } = body;
      const types = profileTypes.map(({ confirmationCodes = false, iccids = null, ...type }) => ({
        ...{ ...type, confirmationCodes, iccids },
      }));
      const pems = { authority, certificate, privateKey };
      await saveSmdp(scope, {
        ...{ ...settings, smdpAddress, isPrivate, releasesApart, ...pems },
        ...{ profileTypes: types, encryption },
      });
      return show(scope);
    },
  );
}

function declareDeletion(routes: Routes): void {
  routes.write(
    `DELETE ${PATH}/:name`,
    {
      id: 'deleteSmdp',
      scope: 'operate',
      tag,
      summary: 'Delete an SM-DP+',
      description:
        'Deletes an SM-DP+ that has never been used, with its profile types and the orders that ' +
        'were not sent yet. It is refused with `invalid_state` if a profile was ordered there, ' +
        'or if a notice of it is kept: the history of eSIMs names it. To stop its orders, set ' +
        'the `level` of its profile types to 0.',
      params: Type.Object({
        name: Type.String({ description: 'The name of the SM-DP+.', examples: ['alps'] }),
      }),
      refusals: ['smdp_not_found', 'invalid_state'],
    },
    (scope, { params }) => deleteSmdp(scope, params),
  );
}

function declareTest(routes: Routes, { db, encryption, outgoing }: StockOrderParts): void {
  routes.write(
    `POST ${PATH}/test`,
    {
      id: 'testSmdp',
      scope: 'operate',
      tag,
      summary: 'Send a test call to an SM-DP+',
      description:
        'Makes a call that changes nothing: `releaseProfile` for an ICCID that nobody has. It is ' +
        '`done` if the SM-DP+ answers that it does not know the ICCID.',
      body: Type.Object({ name: SmdpName }),
      answer: TestedSchema,
      example: aTest,
      beforehand: ({ now }, { body: { name } }) =>
        testSmdp({ db, encryption, outgoing, realNow: () => now }, name).catch(
          () => UNREADABLE_KEY,
        ),
      refusals: ['invalid_request'],
    },
    async (scope, { body: { name }, found }) => {
      if (!found) throw noSuchSmdp(name);
      const after = { outcome: found.outcome };
      audit(scope, { action: 'smdp.tested', target: name, before: null, after });
      return found;
    },
  );
}

const UNREADABLE_KEY = {
  outcome: 'refused',
  detail: 'The private key cannot be decrypted. Set it again.',
  durationMs: 0,
} as const;

function declareNoticeUrl(routes: Routes, parts: StockOrderParts): void {
  const { idempotency, encryption, config } = parts;
  routes.write(
    `POST ${PATH}/notice-url`,
    {
      id: 'createSmdpNoticeUrl',
      scope: 'operate',
      tag,
      summary: 'Create the URL for notices of an SM-DP+',
      description:
        'Returns the URL to which the SM-DP+ sends `handleDownloadProgressInfo`; it appends ' +
        '`/gsma/rsp2/es2plus/handleDownloadProgressInfo`. The URL has a secret and is shown only ' +
        'once. The one before is taken no more.',
      body: Type.Object({ name: SmdpName }),
      answer: answer('SmdpNoticeUrl', {
        url: Type.String({ description: 'The URL, without the path of the function.' }),
      }),
      example: { url: `https://store.example/es2plus/alps/${'x'.repeat(43)}` },
      keys: sealAnswers(idempotency, encryption),
      refusals: ['invalid_request'],
    },
    async (scope, { body: { name } }) => ({
      url: await makeNoticeUrl(scope, { name, publicUrl: config.publicUrl }),
    }),
  );
}

function declareOrders(routes: Routes): void {
  routes.list(
    ORDERS,
    {
      id: 'listStockOrders',
      scope: 'assist',
      tag,
      summary: 'List orders for the stock',
      description: 'Returns the orders of profiles at SM-DP+, newest first.',
      title: 'StockOrders',
      filters: Type.Object({
        state: Type.Optional(oneOf(STOCK_ORDER_STATES, { description: 'Only this state.' })),
        carrier: Type.Optional(
          Type.String({ maxLength: 64, description: 'A carrier.', examples: ['alpine'] }),
        ),
        asks: Type.Optional(
          Type.Boolean({ description: 'Only orders that wait for a person, or none.' }),
        ),
      }),
      item: StockOrderSchema,
      exampleItem: aStockOrder,
      keys: 1,
      keysetOf: ({ id }) => [id],
      show: showStockOrder,
    },
    ({ db }, { filters, after: [below] = [], limit }) => {
      if (below !== undefined && !isUuid(below)) {
        throw invalid('/after', 'must be a nextCursor of this list');
      }
      return listStockOrders(db, { ...filters, ...(below !== undefined && { below }), limit });
    },
  );
  routes.write(
    `POST ${ORDERS}/:id/settle`,
    {
      id: 'settleStockOrder',
      scope: 'operate',
      tag,
      summary: 'Settle an order for the stock',
      description:
        'For an order whose answer was lost, and with it the ICCID. Look at the SM-DP+ for a ' +
        'profile that was allocated at that time. With its ICCID the order goes on; without one ' +
        'it has ended, and another is queued when the stock is low.',
      params: Type.Object({ id: described(RequestId, 'The ID of the order.') }),
      body: Type.Object({
        allocatedIccid: Type.Optional(
          nullable(
            Type.String({
              format: 'iccid',
              description: 'The ICCID that the SM-DP+ allocated; `null` or absent if none.',
              examples: ['8988303000000000010'],
            }),
          ),
        ),
      }),
      answer: StockOrderSchema,
      example: aStockOrder,
      refusals: ['invalid_request', 'carrier_order_not_found', 'invalid_state'],
    },
    async (scope, { params: { id }, body: { allocatedIccid: iccid = null } }) =>
      showStockOrder(await settleStockOrder(scope, { id, iccid })),
  );
}
