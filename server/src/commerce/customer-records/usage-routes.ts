import { Type } from 'typebox';
import { toCsv } from '../../kernel/csv.ts';
import { parseTimeRange } from '../../kernel/time-range.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { CSV_ANSWER, csvQuery, sendCsv, wantsCsv } from '../../platform/http/csv-answer.ts';
import { routesOf } from '../../platform/http/routes.ts';
import {
  answer,
  CountryCode,
  DateOrTime,
  described,
  RequestId,
  Timestamp,
} from '../../platform/http/schemas.ts';
import type { App, Reply, Request } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { type FoundUsage, readUsageOfCustomer, readUsageOfPackage } from './read-usage.ts';

const UsageSchema = answer('DailyUsage', {
  items: Type.Array(
    answer('UsageOfDay', {
      day: Type.String({ format: 'date', description: 'The day in UTC.' }),
      country: described(CountryCode, 'The country in which the data was used.'),
      bytes: Type.Integer({ description: 'The bytes used.' }),
      uncoveredBytes: Type.Integer({ description: 'Those of them that no package covered.' }),
    }),
    { description: 'The newest day first.' },
  ),
});
const PackageUsageSchema = answer('PackageUsage', {
  ...UsageSchema.properties,
  days: Type.Optional(
    Type.Array(
      answer('UsedDay', {
        startsAt: described(Timestamp, 'When the day of the package began.'),
        usedBytes: Type.Integer({ description: 'What the package gave on that day, in bytes.' }),
        throttledBytes: Type.Integer({
          description: 'The bytes of them after the fair-use limit.',
        }),
      }),
      {
        description:
          'The days of a package with a `dataType` on which data was used, by when they began; ' +
          'the newest first.',
      },
    ),
  ),
});
const someUsage = {
  items: [{ day: '2026-04-30', country: 'AT', bytes: 52_428_800, uncoveredBytes: 0 }],
};
const querystring = Type.Object({
  from: Type.Optional(described(DateOrTime, 'Usage from this time on.')),
  to: Type.Optional(
    described(DateOrTime, 'Usage before this time; a date includes the whole day.'),
  ),
  ...csvQuery,
});

type Reading = {
  path: string;
  id: string;
  tag: string;
  of: 'customer' | 'package';
  read: typeof readUsageOfCustomer;
};

const READINGS: readonly Reading[] = [
  {
    path: '/gigastore/customers/:uid/usage',
    id: 'listCustomerUsage',
    tag: 'Customers',
    of: 'customer',
    read: readUsageOfCustomer,
  },
  {
    path: '/gigastore/packages/:uid/usage',
    id: 'listPackageUsage',
    tag: 'Activated items',
    of: 'package',
    read: readUsageOfPackage,
  },
];

/** The usage of a customer and of a package by day and country. */
export function registerUsageRoutes(app: App, parts: WriteParts): void {
  const routes = routesOf(app, parts);
  for (const { path, id, tag, of, read } of READINGS) {
    routes.read(
      path,
      {
        id,
        scope: 'read',
        tag,
        summary: `List the usage of a ${of}`,
        description:
          `Returns the data that the ${of} used by day (UTC) and country, the newest day first. ` +
          'CSV with `Accept: text/csv`.',
        params: Type.Object({
          uid: described(RequestId, `The ID of the ${of}.`),
        }),
        querystring,
        answer: of === 'package' ? PackageUsageSchema : UsageSchema,
        example: someUsage,
        alsoAnswers: CSV_ANSWER,
        refusals: [of === 'customer' ? 'customer_not_found' : 'activated_item_not_found'],
      },
      async (scope: ReadScope, { params: { uid }, query, request, reply }) => {
        const range = parseTimeRange(query.from, query.to);
        return sendUsage(request, reply, await read(scope, { uid, range }));
      },
    );
  }
}

function sendUsage(request: Request, reply: Reply, { usage, ...found }: FoundUsage): unknown {
  const rows = usage.map(({ bytes, uncoveredBytes, ...rest }) => ({
    ...rest,
    bytes: Number(bytes),
    uncoveredBytes: Number(uncoveredBytes),
  }));
  if (!wantsCsv(request, reply)) return { items: rows, ...found };
  const lines = rows.map((row) => [row.day, row.country, row.bytes, row.uncoveredBytes]);
  return sendCsv(request, reply, toCsv([['day', 'country', 'bytes', 'uncoveredBytes'], ...lines]));
}
