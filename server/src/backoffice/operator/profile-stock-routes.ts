import { Type } from 'typebox';
import { routesOf } from '../../platform/http/routes.ts';
import { answer, described, nullable } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { OperatorParts } from './parts.ts';
import { readPacedStock, setThreshold } from './profile-stock.ts';
import { PACE_DAYS } from './stock-pace.ts';

const PATH = '/operator/profile-stock';
const tag = 'Operator: operations';

const Stock = answer('ProfileStock', {
  items: Type.Array(
    answer('CarrierStock', {
      carrier: Type.String({ description: 'The name of the carrier.' }),
      free: Type.Integer({ description: 'The number of profiles that are not sold.' }),
      alertThreshold: described(
        nullable(Type.Integer()),
        'The low-stock threshold; `null` without one.',
      ),
      isLow: Type.Boolean({ description: 'Whether `free` is below the threshold.' }),
      usedPerDay: described(
        nullable(Type.Number()),
        `Profiles used a day, over at most the last ${PACE_DAYS} days; \`null\` while unknown.`,
      ),
      daysLeft: described(
        nullable(Type.Integer()),
        'How many days the free profiles last at this pace; `null` if none are used.',
      ),
      days: Type.Array(
        answer('CarrierStockDay', {
          day: Type.String({ format: 'date', description: 'The day (UTC).' }),
          free: Type.Integer({ description: 'The free profiles in the evening of the day.' }),
        }),
        { description: 'The last 30 days, the earliest first.' },
      ),
    }),
    { description: 'The stock of each carrier.' },
  ),
});
const aStock = {
  items: [
    {
      ...{ carrier: 'alpine', free: 812, alertThreshold: 1000, isLow: true },
      ...{ usedPerDay: 40.6, daysLeft: 20, days: [{ day: '2026-04-29', free: 853 }] },
    },
  ],
};

/** Free eSIM profiles by carrier, and the thresholds at which operators are warned. */
export function registerProfileStockRoutes(app: App, parts: OperatorParts): void {
  const routes = routesOf(app, parts);
  routes.read(
    PATH,
    {
      id: 'getProfileStock',
      scope: 'assist',
      tag,
      summary: 'Retrieve the profile stock',
      description:
        'Returns the number of free eSIM profiles of each carrier, and how long they last. ' +
        '`POST /operator/profile-imports` adds profiles.',
      answer: Stock,
      example: aStock,
    },
    async ({ db, now }) => ({ items: await readPacedStock(db, now) }),
  );
  routes.write(
    `PUT ${PATH}`,
    {
      id: 'setStockThreshold',
      scope: 'operate',
      tag,
      summary: 'Set the low-stock threshold of a carrier',
      description:
        'The operators get an email when the free profiles of the carrier fall below the ' +
        'threshold, and another one only after the stock was filled up.',
      body: Type.Object({
        carrier: Type.String({
          pattern: '^[A-Za-z0-9._-]{1,64}$',
          description: 'The name of the carrier.',
          examples: ['alpine'],
        }),
        alertThreshold: Type.Integer({
          minimum: 0,
          maximum: 1_000_000_000,
          description: 'Fewer free profiles than this are low.',
          examples: [1000],
        }),
      }),
      answer: Stock,
      example: aStock,
      refusals: ['invalid_request'],
    },
    async (scope, { body }) => ({ items: await setThreshold(scope, body) }),
  );
}
