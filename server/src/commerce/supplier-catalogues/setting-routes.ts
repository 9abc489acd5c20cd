import { Type } from 'typebox';
import { invalid } from '../../kernel/refusal.ts';
import type { Routes } from '../../platform/http/routes.ts';
import { selectRates } from './rate-store.ts';
import { selectSchedules } from './schedule-store.ts';
import { setExchangeRate } from './set-exchange-rate.ts';
import {
  RatesSchema,
  SchedulesSchema,
  showRates,
  showSchedules,
  someRates,
  someSchedules,
} from './setting-schemas.ts';
import { setSchedule } from './start-run.ts';

const SCHEDULES = '/operator/catalogue-schedules';
const RATES = '/operator/exchange-rates';
const tag = 'Operator: carriers';

/** Declares how often catalogues are imported by themselves. */
export function declareSchedules(routes: Routes): void {
  routes.read(
    SCHEDULES,
    {
      id: 'listCatalogueSchedules',
      scope: 'assist',
      tag,
      summary: "List schedules of suppliers' catalogues",
      description: 'Returns the carriers whose catalogues are imported by themselves.',
      answer: SchedulesSchema,
      example: someSchedules,
    },
    async ({ db }) => showSchedules(await selectSchedules(db)),
  );
  routes.write(
    `PUT ${SCHEDULES}`,
    {
      id: 'setCatalogueSchedule',
      scope: 'operate',
      tag,
      summary: "Set the schedule of a supplier's catalogue",
      description:
        'Imports the catalogue of the carrier now and every so many hours, unless it is paused. ' +
        'Each import is a preview that waits for your decision.',
      body: Type.Object({
        carrier: Type.String({
          pattern: '^[a-z0-9][a-z0-9._-]{0,63}$',
          description: 'The name of the carrier.',
          examples: ['esim-go'],
        }),
        everyHours: Type.Optional(
          Type.Integer({
            minimum: 1,
            maximum: 720,
            description: 'How often, in hours. Omit it to end the schedule.',
            examples: [24],
          }),
        ),
        isPaused: Type.Optional(
          Type.Boolean({
            default: false,
            description: 'Whether the schedule rests. Send `everyHours` too.',
          }),
        ),
      }),
      answer: SchedulesSchema,
      example: someSchedules,
      refusals: ['invalid_request'],
    },
    async (scope, { body: { carrier, everyHours = null, isPaused = false } }) =>
      showSchedules(await setSchedule(scope, { carrier, everyHours, isPaused })),
  );
}

/** Declares the rates by which prices of suppliers are converted. */
export function declareRates(routes: Routes): void {
  routes.read(
    RATES,
    {
      id: 'listExchangeRates',
      scope: 'assist',
      tag,
      summary: 'List exchange rates',
      description: "Returns the rates by which suppliers' prices are converted to USD.",
      answer: RatesSchema,
      example: someRates,
    },
    async ({ db }) => showRates(await selectRates(db)),
  );
  routes.write(
    `PUT ${RATES}`,
    {
      id: 'setExchangeRate',
      scope: 'operate',
      tag,
      summary: 'Set an exchange rate',
      description:
        'Sets what a unit of a currency is worth from the day `validFrom` (UTC, today by ' +
        'default) until a later day that has a rate. Imports use the rate of their day; prices ' +
        'that were converted keep theirs.',
      body: Type.Object({
        currency: Type.String({
          pattern: '^[A-Z]{3}$',
          description: 'The currency, not `USD`.',
          examples: ['EUR'],
        }),
        usdPerUnit: Type.Number({
          minimum: 0.000001,
          maximum: 1_000_000,
          description: 'What one unit is worth in USD, with at most six decimals.',
          examples: [1.0842],
        }),
        validFrom: Type.Optional(
          Type.String({
            format: 'date',
            description: 'The first day of the rate, in UTC.',
            examples: ['2026-04-01'],
          }),
        ),
      }),
      answer: RatesSchema,
      example: someRates,
      refusals: ['invalid_request'],
    },
    async (scope, { body: { currency, usdPerUnit, validFrom } }) => {
      const usdMillionths = toMillionths(usdPerUnit);
      return showRates(await setExchangeRate(scope, { currency, usdMillionths, validFrom }));
    },
  );
}

function toMillionths(rate: number): bigint {
  const millionths = Math.round(rate * 1_000_000);
  if (Math.abs(millionths / 1_000_000 - rate) < 1e-12 * Math.max(1, rate))
    return BigInt(millionths);
  throw invalid('/usdPerUnit', 'must have at most six decimals');
}
