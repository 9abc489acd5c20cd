import { Type } from 'typebox';
import { Refusal } from '../../kernel/refusal.ts';
import { parseTimeRange } from '../../kernel/time-range.ts';
import { readPlace } from '../../platform/http/paging.ts';
import { routesOf } from '../../platform/http/routes.ts';
import { ActorId, DateOrTime, oneOf, RequestId } from '../../platform/http/schemas.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { selectByPath } from './by-path-store.ts';
import { showEntry, showRecord } from './request-record.ts';
import { anEntry, aRequest, RequestEntrySchema, RequestSchema } from './schemas.ts';
import { selectEntries, selectRequest } from './store.ts';

const PATH = '/gigastore/requests';
const tag = 'Request log';

const filters = Type.Object({
  request_id: Type.Optional(
    Type.String({
      description: 'The `X-Request-Id` of the response.',
      maxLength: 128,
      examples: ['order-1001'],
    }),
  ),
  actor: Type.Optional(ActorId),
  method: Type.Optional(
    oneOf(['GET', 'POST', 'PUT', 'DELETE'], { description: 'The HTTP method.' }),
  ),
  path: Type.Optional(
    Type.String({
      description: 'The beginning of the path.',
      maxLength: 255,
      examples: ['/gigastore/activations'],
    }),
  ),
  status: Type.Optional(
    Type.String({
      description: 'A status such as `409`, or a class of them: `2xx`, `4xx`, `5xx`.',
      pattern: '^[1-5](\\d\\d|xx)$',
      must: 'be a status such as 409, or 2xx, 4xx or 5xx',
      examples: ['4xx'],
    }),
  ),
  code: Type.Optional(
    Type.String({ description: 'The error code.', maxLength: 64, examples: ['out_of_stock'] }),
  ),
  idempotency_key: Type.Optional(
    Type.String({
      description: 'The `Idempotency-Key` of the request.',
      maxLength: 255,
      examples: ['order-1001'],
    }),
  ),
  from: Type.Optional(DateOrTime),
  to: Type.Optional(DateOrTime),
});

/** The log of API requests. */
export function registerRequestRoutes(app: App, parts: WriteParts): void {
  const routes = routesOf(app, parts);
  routes.list(
    PATH,
    {
      id: 'listRequests',
      scope: 'manage',
      tag,
      summary: 'List API requests',
      description:
        'Returns the requests of API keys, and the changes and errors of people, of the last 30 ' +
        'days, the newest first. A request appears within a few seconds. When an account sends ' +
        'more than 100 requests in a second, some successful ones are left out.',
      title: 'Requests',
      filters,
      item: RequestEntrySchema,
      exampleItem: anEntry,
      keysetOf: ({ at, id }) => [at.toISOString(), id],
      show: showEntry,
      columns: {
        at: ({ at }) => at.toISOString(),
        requestId: ({ requestId }) => requestId,
        method: ({ method }) => method,
        path: ({ path }) => path,
        status: ({ status }) => status,
        code: ({ code }) => code,
        durationMs: ({ durationMs }) => durationMs,
        actorId: ({ actorId }) => actorId,
        actorName: ({ actorName }) => actorName,
        idempotencyKey: ({ idempotencyKey }) => idempotencyKey,
        remoteAddress: ({ remoteAddress }) => remoteAddress,
      },
    },
    ({ db, accountId }, { filters: { from, to, status, ...named }, after, limit }) => {
      const range = parseTimeRange(from, to);
      const filter = { ...named, range, ...(status && { status: toStatuses(status) }) };
      const page = { filter, behind: after && readPlace(after), limit };
      const { path } = filter;
      return path === undefined
        ? selectEntries(db, accountId, page)
        : selectByPath(db, accountId, { ...page, path });
    },
  );

  routes.read(
    `${PATH}/:id`,
    {
      id: 'getRequest',
      scope: 'manage',
      tag,
      summary: 'Retrieve an API request',
      description:
        'Returns the request with this ID, or the newest one with this `X-Request-Id`, with its ' +
        'bodies. Secrets and personal data in them are replaced by `[redacted]`.',
      params: Type.Object({ id: RequestId }),
      answer: RequestSchema,
      example: aRequest,
      refusals: ['request_not_found'],
    },
    async ({ db, accountId }, { params: { id } }) => {
      const record = await selectRequest(db, accountId, id);
      if (!record) throw new Refusal('request_not_found', 'No request has this ID.');
      return showRecord(record);
    },
  );
}

/** Returns the range of a class: `4xx` is 400 to 499. */
function toStatuses(status: string): { least: number; most: number } {
  if (!status.endsWith('xx')) return { least: Number(status), most: Number(status) };
  const least = Number(status[0]) * 100;
  return { least, most: least + 99 };
}
