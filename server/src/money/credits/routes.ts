import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { toPrice, usd } from '../../kernel/money.ts';
import { parseTimeRange } from '../../kernel/time-range.ts';
import {
  CSV_ANSWER,
  csvQuery,
  sendCsv,
  sendCsvPage,
  wantsCsv,
} from '../../platform/http/csv-answer.ts';
import { readCursor, toCursorPage } from '../../platform/http/paging.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import {
  answer,
  cursorPage,
  cursorQuery,
  DateOrTime,
  described,
  Id,
  nullable,
  oneOf,
  Price,
  Timestamp,
} from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { ENTRY_TYPES, entriesCsvHeader, showEntry, toEntriesCsv, toEntryColumns } from './entry.ts';
import { declareBalanceHistory } from './history-routes.ts';
import { listEntries } from './list-entries.ts';
import { readCredits } from './read-credits.ts';
import { openStatement, statementCsv, statementJson } from './statement.ts';

const PATH = '/gigastore/credits';
const tag = 'Credits';

const EntrySchema = answer('CreditsEntry', {
  id: described(Id, 'The ID of the entry.'),
  createdAt: described(Timestamp, 'When the credits moved.'),
  type: oneOf(ENTRY_TYPES, { description: 'The type of the entry.' }),
  amount: described(Price, 'Negative for a payment, positive for added credits.'),
  balanceAfter: described(Price, 'The balance directly after this entry.'),
  activatedItemUid: Type.Optional(
    described(Id, 'The ID of the package that was sold or refunded, if any.'),
  ),
  purchaseId: Type.Optional(described(Id, 'The ID of the credit purchase, if any.')),
  description: Type.String({ description: 'The reason for the entry, in English.' }),
});
const rangeQuery = {
  from: Type.Optional(described(DateOrTime, 'The first day, or the first moment.')),
  to: Type.Optional(
    described(
      DateOrTime,
      'The last day, which is included, or the moment directly after the range.',
    ),
  ),
};

const typeQuery = {
  type: Type.Optional(oneOf(ENTRY_TYPES, { description: 'Only entries of this type.' })),
};

const anEntry = {
  id: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  createdAt: '2026-04-30T09:55:36.430Z',
  type: 'activation',
  amount: usd(-1.49),
  balanceAfter: usd(98.51),
  activatedItemUid: '4f1eec1b-61dc-47df-91a6-0123456789ab',
  description: 'eSIM Worldwide 50 MB',
};

/** Declares the routes that read the balance, its entries and statements. */
export function registerCreditRoutes(app: App, parts: WriteParts): void {
  const routes = routesOf(app, parts);
  declareCredits(routes);
  declareEntries(routes);
  declareStatement(routes);
  declareBalanceHistory(routes);
}

function declareCredits(routes: Routes): void {
  routes.read(
    PATH,
    {
      id: 'getCredits',
      scope: 'read',
      tag,
      summary: 'Retrieve the credit balance',
      description:
        'Returns the balance, the credits that are held for pending sales, and the credits that ' +
        'are available.',
      answer: answer('Credits', {
        balance: described(Price, 'The credit balance, including held credits.'),
        held: described(Price, 'Reserved for pending sales and disputed payments.'),
        available: described(
          Price,
          'The balance less the held credits; negative while a part of the credit limit is used.',
        ),
        creditLimit: described(Price, 'How far below zero the account may buy; usually zero.'),
      }),
      example: { balance: usd(100), held: usd(1.49), available: usd(98.51), creditLimit: usd(0) },
    },
    async (scope) => {
      const credits = await readCredits(scope);
      return {
        balance: toPrice(credits.postedMinor),
        held: toPrice(credits.heldMinor),
        available: toPrice(credits.availableMinor),
        creditLimit: toPrice(credits.limitMinor),
      };
    },
  );
}

function declareEntries(routes: Routes): void {
  routes.read(
    `${PATH}/entries`,
    {
      id: 'listCreditsEntries',
      scope: 'read',
      tag,
      summary: 'List credit entries',
      description:
        'Newest first. The amounts of all entries add up to the balance. `type=refund` lists the ' +
        'refunds. With `Accept: text/csv` the `Link` header names the next page.',
      querystring: Type.Object({ ...cursorQuery, ...rangeQuery, ...typeQuery, ...csvQuery }),
      answer: cursorPage('CreditsEntries', EntrySchema),
      example: { items: [anEntry], nextCursor: null },
      alsoAnswers: CSV_ANSWER,
    },
    async (scope, { query, request, reply }) => {
      const { from, to, type, ...paging } = query;
      const range = parseTimeRange(from, to);
      const { limit, after: [after] = [] } = readCursor(paging, 1);
      const entries = await listEntries(scope, { limit: limit + 1, after, range, type });
      const page = toCursorPage(entries, limit, (entry) => [entry.sequence.toString()]);
      if (wantsCsv(request, reply)) {
        const csv = entriesCsvHeader() + toEntriesCsv(page.items.map(toEntryColumns));
        return sendCsvPage(request, reply, { csv, nextCursor: page.nextCursor });
      }
      return { items: page.items.map(showEntry), nextCursor: page.nextCursor };
    },
  );
}

const AS_REQUESTED = 'As in the request.';

function declareStatement(routes: Routes): void {
  routes.read(
    `${PATH}/statement`,
    {
      id: 'getCreditsStatement',
      scope: 'read',
      tag,
      summary: 'Retrieve a statement of credits',
      description:
        'Returns all entries of a range, oldest first, between the opening and the closing ' +
        'balance. A date means the whole day in UTC. With `Accept: text/csv` the two balances ' +
        'are lines of the types `opening_balance` and `closing_balance`.',
      querystring: Type.Object({ ...rangeQuery, ...csvQuery }),
      answer: answer('CreditsStatement', {
        from: nullable(Type.String({ description: AS_REQUESTED })),
        to: nullable(Type.String({ description: AS_REQUESTED })),
        openingBalance: described(Price, 'The balance at the beginning of the range.'),
        closingBalance: described(Price, 'The balance at the end of the range.'),
        items: Type.Array(EntrySchema, { description: 'The entries, oldest first.' }),
      }),
      example: {
        from: '2026-04-01',
        to: '2026-04-30',
        openingBalance: usd(100),
        closingBalance: usd(98.51),
        items: [anEntry],
      },
      alsoAnswers: CSV_ANSWER,
    },
    async (scope, { query: { from, to }, request, reply }) => {
      const statement = await openStatement(scope, parseTimeRange(from, to));
      if (wantsCsv(request, reply)) {
        return sendCsv(request, reply, statementCsv(statement, { from, to }));
      }
      const pieces = Readable.from(statementJson(statement, { from, to }));
      return reply.header('Content-Type', 'application/json; charset=utf-8').send(pieces);
    },
  );
}
