import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { toPrice, usd } from '../../kernel/money.ts';
import { parseTimeRange } from '../../kernel/time-range.ts';
import type { Queryable } from '../../platform/db/database.ts';
import {
  CSV_ANSWER,
  csvQuery,
  sendCsv,
  sendCsvPage,
  wantsCsv,
} from '../../platform/http/csv-answer.ts';
import { operation } from '../../platform/http/operation.ts';
import { readCursor, toCursorPage } from '../../platform/http/paging.ts';
import {
  answer,
  cursorPage,
  cursorQuery,
  DateOrTime,
  Id,
  nullable,
  oneOf,
  Price,
  Timestamp,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import { ENTRY_TYPES, entriesCsvHeader, showEntry, toEntriesCsv, toEntryColumns } from './entry.ts';
import { listEntries } from './list-entries.ts';
import { readCredits } from './read-credits.ts';
import { openStatement, statementCsv, statementJson } from './statement.ts';

const EntrySchema = answer('CreditsEntry', {
  id: Id,
  createdAt: Timestamp,
  type: oneOf(ENTRY_TYPES),
  amount: Price,
  balanceAfter: Price,
  activatedItemUid: Type.Optional(Id),
  purchaseId: Type.Optional(Id),
  description: Type.String(),
});
const rangeQuery = { from: Type.Optional(DateOrTime), to: Type.Optional(DateOrTime) };

const anEntry = {
  id: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  createdAt: '2026-04-30T09:55:36.430Z',
  type: 'activation',
  amount: usd(-1.49),
  balanceAfter: usd(98.51),
  activatedItemUid: '4f1eec1b-61dc-47df-91a6-0123456789ab',
  description: 'eSIM Worldwide 50 MB',
};

/** The reading side of the credits (contract section 10). */
export function registerCreditRoutes(app: App, parts: { db: Queryable }): void {
  registerCredits(app, parts.db);
  registerEntries(app, parts.db);
  registerStatement(app, parts.db);
}

function registerCredits(app: App, db: Queryable): void {
  app.get(
    '/gigastore/credits',
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'getCredits',
        tag: 'Credits',
        summary: 'Read the credits',
        description:
          'The balance, what is held of it for pending sales, and what is left to spend.',
        answer: answer('Credits', { balance: Price, held: Price, available: Price }),
        example: { balance: usd(100), held: usd(1.49), available: usd(98.51) },
      }),
    },
    async (request) => {
      const credits = await readCredits({ db, accountId: request.context.accountId });
      return {
        balance: toPrice(credits.postedMinor),
        held: toPrice(credits.heldMinor),
        available: toPrice(credits.availableMinor),
      };
    },
  );
}

function registerEntries(app: App, db: Queryable): void {
  app.get(
    '/gigastore/credits/entries',
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'listCreditsEntries',
        tag: 'Credits',
        summary: 'List what moved the credits',
        description:
          'Newest first; what was paid is negative, and all entries add up to the balance. As ' +
          'CSV the next page is named by the `Link` header.',
        querystring: Type.Object({ ...cursorQuery, ...rangeQuery, ...csvQuery }),
        answer: cursorPage('CreditsEntries', EntrySchema),
        example: { items: [anEntry], nextCursor: null },
        alsoAnswers: CSV_ANSWER,
      }),
    },
    async (request, reply) => {
      const { from, to, ...paging } = request.query;
      const range = parseTimeRange(from, to);
      const { limit, after: [after] = [] } = readCursor(paging, 1);
      const asked = { limit: limit + 1, after, range };
      const entries = await listEntries({ db, accountId: request.context.accountId }, asked);
      const page = toCursorPage(entries, limit, (entry) => [entry.sequence.toString()]);
      if (wantsCsv(request, reply)) {
        const csv = entriesCsvHeader() + toEntriesCsv(page.items.map(toEntryColumns));
        return sendCsvPage(request, reply, { csv, nextCursor: page.nextCursor });
      }
      return { items: page.items.map(showEntry), nextCursor: page.nextCursor };
    },
  );
}

function registerStatement(app: App, db: Queryable): void {
  app.get(
    '/gigastore/credits/statement',
    {
      config: { scope: 'read' },
      schema: operation({
        id: 'getCreditsStatement',
        tag: 'Credits',
        summary: 'A statement of the credits',
        description:
          'Every entry of the range, oldest first, between the opening and the closing balance. ' +
          'A date means the whole day in UTC; a time `to` is itself outside the range. As CSV ' +
          'the balances are lines of the types `opening_balance` and `closing_balance`.',
        querystring: Type.Object({ ...rangeQuery, ...csvQuery }),
        answer: answer('CreditsStatement', {
          from: nullable(Type.String({ description: 'As it was asked for.' })),
          to: nullable(Type.String({ description: 'As it was asked for.' })),
          openingBalance: Price,
          closingBalance: Price,
          items: Type.Array(EntrySchema),
        }),
        example: {
          from: '2026-04-01',
          to: '2026-04-30',
          openingBalance: usd(100),
          closingBalance: usd(98.51),
          items: [anEntry],
        },
        alsoAnswers: CSV_ANSWER,
      }),
    },
    async (request, reply) => {
      const { from, to } = request.query;
      const range = parseTimeRange(from, to);
      const statement = await openStatement({ db, accountId: request.context.accountId }, range);
      if (wantsCsv(request, reply)) {
        return sendCsv(request, reply, statementCsv(statement, { from, to }));
      }
      const pieces = Readable.from(statementJson(statement, { from, to }));
      return reply.header('Content-Type', JSON_TYPE).send(pieces);
    },
  );
}

const JSON_TYPE = 'application/json; charset=utf-8';
