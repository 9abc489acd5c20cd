import type { OrderingCarrier } from '../../connectivity/carriers/index.ts';
import { routesOf } from '../../platform/http/routes.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { readHealth } from './read-carriers.ts';
import { CarriersSchema, showCarrier, someCarriers } from './schemas.ts';

const PATH = '/operator/carriers';
const tag = 'Operator: carriers';

type RoutingParts = WriteParts & { orderingCarriers: readonly OrderingCarrier[] };

/** Declares the operator's routes of the carriers that are ordered from. */
export function registerRoutingRoutes(app: App, parts: RoutingParts): void {
  const routes = routesOf(app, parts);
  const carriers = parts.orderingCarriers.map(({ name }) => name);
  routes.read(
    PATH,
    {
      id: 'listCarriers',
      scope: 'assist',
      tag,
      summary: 'List carriers',
      description:
        'Returns the carriers that are set up and ordered from, and how each does by the calls ' +
        'of the last 15 minutes: on the whole, and for the plans of each country set.',
      answer: CarriersSchema,
      example: someCarriers,
    },
    async ({ db, now }) => ({ items: (await readHealth(db, { carriers, now })).map(showCarrier) }),
  );
}
