import { Type } from 'typebox';
import type { OrderingCarrier } from '../../connectivity/carriers/index.ts';
import { toMinor } from '../../kernel/money.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Config } from '../../platform/config/config.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { declareNotices } from './notice-routes.ts';
import { readStandings } from './read-carriers.ts';
import { CarriersSchema, showCarrier, someCarriers } from './schemas.ts';
import { setBalanceLimits } from './set-balance-limits.ts';

const PATH = '/operator/carriers';
const tag = 'Operator: carriers';

type RoutingParts = WriteParts & {
  orderingCarriers: readonly OrderingCarrier[];
  config: Pick<Config, 'publicUrl'>;
};
type ShowCarriers = (scope: Pick<ReadScope, 'db' | 'now'>) => Promise<unknown>;

/** Declares the operator's routes of the carriers that are ordered from. */
export function registerRoutingRoutes(app: App, parts: RoutingParts): void {
  const routes = routesOf(app, parts);
  const capabilities = new Map(parts.orderingCarriers.map((one) => [one.name, one.capabilities]));
  const carriers = [...capabilities.keys()];
  const show: ShowCarriers = async ({ db, now }) => {
    const standings = await readStandings(db, { carriers, now });
    return {
      items: standings.flatMap((standing) => {
        const own = capabilities.get(standing.carrier);
        return own ? [showCarrier(standing, { capabilities: own, now })] : [];
      }),
    };
  };
  declareList(routes, show);
  declareLimits(routes, show);
  declareNotices(routes, parts);
}

function declareList(routes: Routes, show: ShowCarriers): void {
  routes.read(
    PATH,
    {
      id: 'listCarriers',
      scope: 'assist',
      tag,
      summary: 'List carriers',
      description:
        'Returns the carriers that are set up and ordered from, what is left on the account at ' +
        'each, and how each does by the calls of the last 15 minutes: on the whole, for the ' +
        'plans of each country set, and for each country.',
      answer: CarriersSchema,
      example: someCarriers,
    },
    show,
  );
}

/** An amount with at most two decimals. */
function amountOf(description: string, example: number) {
  return Type.Unsafe<number>({
    ...{ type: 'number', minimum: 0, maximum: 10_000_000, twoDecimals: true },
    ...{ description, examples: [example] },
  });
}

function declareLimits(routes: Routes, show: ShowCarriers): void {
  routes.write(
    `PUT ${PATH}`,
    {
      id: 'setBalanceLimits',
      scope: 'operate',
      tag,
      summary: 'Set the balance limits of a carrier',
      description:
        'The operators get an email when the balance of the account at the carrier falls below ' +
        '`warnBelow`, and another one only after it was above. Below `stopBelow` nothing is ' +
        'ordered there: an order goes to another source of the plan, or fails uncharged.',
      body: Type.Object({
        carrier: Type.String({
          pattern: '^[a-z0-9][a-z0-9._-]{0,63}$',
          description: 'The name of the carrier.',
          examples: ['esim-access'],
        }),
        warnBelow: Type.Optional(
          amountOf('In the currency of the account; without it nobody is warned.', 500),
        ),
        stopBelow: Type.Optional(amountOf('In the currency of the account; 0 without it.', 20)),
      }),
      answer: CarriersSchema,
      example: someCarriers,
      refusals: ['invalid_request'],
    },
    async (scope, { body: { carrier, warnBelow, stopBelow = 0 } }) => {
      const limits = {
        warnBelow: warnBelow === undefined ? null : toLimit(warnBelow, '/warnBelow'),
        stopBelow: toLimit(stopBelow, '/stopBelow'),
      };
      await setBalanceLimits(scope, { carrier, ...limits });
      return show(scope);
    },
  );
}

/** Returns ten-thousandths. */
function toLimit(amount: number, path: string): bigint {
  const minor = toMinor(amount);
  if (minor === undefined) throw invalid(path, 'must have at most two decimals');
  return minor * 100n;
}
