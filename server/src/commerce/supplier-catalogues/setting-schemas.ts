// Schedules and exchange rates of the API.
import { Type } from 'typebox';
import { answer } from '../../platform/http/schemas.ts';
import type { ExchangeRate } from './exchange-rate.ts';
import type { CatalogueSchedule } from './schedule-store.ts';
import { toDecimalRate } from './set-exchange-rate.ts';

export const SchedulesSchema = answer('CatalogueSchedules', {
  items: Type.Array(
    answer('CatalogueSchedule', {
      carrier: Type.String({ description: 'The carrier.' }),
      everyHours: Type.Integer({ description: 'How often its catalogue is imported, in hours.' }),
      isPaused: Type.Boolean({ description: 'Whether the schedule rests.' }),
      nextAt: Type.String({
        format: 'date-time',
        description: 'When it is imported next, unless it is paused.',
      }),
    }),
    { description: 'The schedules by carrier.' },
  ),
});

export const RatesSchema = answer('ExchangeRates', {
  items: Type.Array(
    answer('ExchangeRate', {
      currency: Type.String({ pattern: '^[A-Z]{3}$', description: 'The currency.' }),
      validFrom: Type.String({ format: 'date', description: 'The first day of the rate, in UTC.' }),
      usdPerUnit: Type.Number({ description: 'What one unit is worth in USD.' }),
    }),
    { description: 'The rates by currency, the newest first.' },
  ),
});

const aSchedule = {
  ...{ carrier: 'esim-go', everyHours: 24, isPaused: false },
  nextAt: '2026-04-30T09:55:36.430Z',
};
export const someSchedules = { items: [aSchedule] };
export const someRates = {
  items: [{ currency: 'EUR', validFrom: '2026-04-01', usdPerUnit: 1.0842 }],
};

/** Returns the CatalogueSchedules of the API. */
export function showSchedules(schedules: readonly CatalogueSchedule[]) {
  return { items: schedules.map((one) => ({ ...one, nextAt: one.nextAt.toISOString() })) };
}

/** Returns the ExchangeRates of the API. */
export function showRates(rates: readonly ExchangeRate[]) {
  const items = rates.map(({ usdMillionths, ...rate }) => ({
    ...rate,
    usdPerUnit: toDecimalRate(usdMillionths),
  }));
  return { items };
}
