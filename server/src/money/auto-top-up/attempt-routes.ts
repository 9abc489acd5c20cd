import { Type } from 'typebox';
import type { CsvColumns } from '../../kernel/csv.ts';
import { toPrice, usd } from '../../kernel/money.ts';
import { invalid } from '../../kernel/refusal.ts';
import { parseTimeRange } from '../../kernel/time-range.ts';
import type { Routes } from '../../platform/http/routes.ts';
import {
  answer,
  DateOrTime,
  described,
  Id,
  nullable,
  oneOf,
  Price,
  Timestamp,
} from '../../platform/http/schemas.ts';
import { type DatedAttempt, selectAttempts } from './attempt-store.ts';
import { ATTEMPT_STATES } from './auto-top-up.ts';

const AttemptSchema = answer('AutoTopUpAttempt', {
  number: Type.Integer({
    description: 'The number of the attempt: 1, and up to 4 for repetitions after declines.',
  }),
  status: oneOf(ATTEMPT_STATES, { description: '`pending`, then `paid` or `declined`.' }),
  amount: described(Price, 'The credits, without VAT.'),
  reason: nullable(Type.String({ description: 'The code of the decline.' })),
  purchaseId: described(nullable(Id), 'The ID of the credit purchase; `null` if none was made.'),
  createdAt: described(Timestamp, 'When the attempt was made.'),
  endedAt: nullable(Timestamp),
  nextAttemptAt: nullable(Timestamp),
});
const anAttempt = {
  number: 1,
  status: 'paid',
  amount: usd(200),
  reason: null,
  purchaseId: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  createdAt: '2026-04-30T09:55:36.430Z',
  endedAt: '2026-04-30T09:55:38.120Z',
  nextAttemptAt: null,
};

const COLUMNS: CsvColumns<DatedAttempt> = {
  createdAt: ({ createdAt }) => createdAt.toISOString(),
  number: ({ number }) => number,
  status: ({ state }) => state,
  amount: ({ amountMinor }) => amountMinor,
  currency: () => 'USD',
  reason: ({ reason }) => reason,
  purchaseId: ({ purchaseId }) => purchaseId,
  endedAt: ({ endedAt }) => endedAt?.toISOString(),
  nextAttemptAt: ({ nextAttemptAt }) => nextAttemptAt?.toISOString(),
};

/** Declares the route of the history of automatic top-ups. */
export function declareAttempts(routes: Routes): void {
  routes.list(
    '/gigastore/credits/auto-top-up/attempts',
    {
      id: 'listAutoTopUpAttempts',
      scope: 'read',
      tag: 'Credits',
      summary: 'List attempts of the automatic top-up',
      description: 'Newest first: paid, pending and declined attempts.',
      title: 'AutoTopUpAttempts',
      filters: Type.Object({
        status: Type.Optional(oneOf(ATTEMPT_STATES, { description: 'Only with this status.' })),
        from: Type.Optional(described(DateOrTime, 'Started on this day (UTC) or later.')),
        to: Type.Optional(described(DateOrTime, 'Started on this day (UTC) or earlier.')),
      }),
      item: AttemptSchema,
      exampleItem: anAttempt,
      keys: 1,
      keysetOf: ({ sequence }) => [sequence.toString()],
      show: showAttempt,
      columns: COLUMNS,
    },
    ({ db, accountId }, { filters: { status: state, from, to }, after: [after] = [], limit }) => {
      if (after !== undefined && !/^\d{1,18}$/.test(after)) {
        throw invalid('/after', 'must be a nextCursor of this list');
      }
      const below = after === undefined ? undefined : BigInt(after);
      const range = parseTimeRange(from, to);
      return selectAttempts(db, accountId, { state, range, below, limit });
    },
  );
}

function showAttempt(attempt: DatedAttempt) {
  return {
    number: attempt.number,
    status: attempt.state,
    amount: toPrice(attempt.amountMinor),
    reason: attempt.reason,
    purchaseId: attempt.purchaseId,
    createdAt: attempt.createdAt.toISOString(),
    endedAt: attempt.endedAt?.toISOString() ?? null,
    nextAttemptAt: attempt.nextAttemptAt?.toISOString() ?? null,
  };
}
