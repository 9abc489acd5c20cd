// Usage files, with thin handlers.
import { Type } from 'typebox';
import { toCsv } from '../../kernel/csv.ts';
import { isUuid } from '../../kernel/ids.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { Database, Queryable } from '../../platform/db/database.ts';
import { CSV_ANSWER, csvQuery, sendCsv, wantsCsv } from '../../platform/http/csv-answer.ts';
import { readCursor, readIdCursor, toCursorPage } from '../../platform/http/paging.ts';
import { type Routes, routesOf } from '../../platform/http/routes.ts';
import { cursorPage, cursorQuery, described, RequestId } from '../../platform/http/schemas.ts';
import { acceptStreams, chunksOf } from '../../platform/http/stream-body.ts';
import type { App } from '../../platform/http/typed-app.ts';
import type { WriteParts } from '../../platform/http/write.ts';
import { tooLarge } from './cut-parts.ts';
import { aFile, anError, File, FileError, FileState, showFile } from './file-schema.ts';
import { listFiles, selectFile } from './file-store.ts';
import { CarrierName } from './format-schema.ts';
import { noteUpload } from './note-upload.ts';
import { selectErrors } from './part-store.ts';
import { MAX_FILE_BYTES, receiveFile } from './receive-file.ts';
import type { UsageFile } from './usage-file.ts';

const PATH = '/operator/usage-files';
const tag = 'Operator: carriers';
const params = Type.Object({ id: described(RequestId, 'The ID of the file.') });
const CSV_PAGE = 1_000;

/** The files with usage that carriers sent. */
export function registerFileRoutes(app: App, parts: WriteParts): void {
  const routes = routesOf(app, parts);
  declareReads(routes);
  declareErrors(routes);
  acceptStreams(app, (scope) => declareUpload(routesOf(scope, parts)));
}

function declareReads(routes: Routes): void {
  routes.read(
    PATH,
    {
      id: 'listUsageFiles',
      scope: 'assist',
      tag,
      summary: 'List usage files',
      description: 'Returns the usage files of the last 90 days, the newest first.',
      querystring: Type.Object({
        ...cursorQuery,
        carrier: Type.Optional(
          Type.String({ description: 'Only of this carrier.', examples: ['alpine'] }),
        ),
        state: Type.Optional(FileState),
      }),
      answer: cursorPage('UsageFiles', File),
      example: { items: [aFile], nextCursor: null },
    },
    async ({ db }, { query: { carrier, state, ...paging } }) => {
      const { limit, after } = readIdCursor(paging);
      const found = await listFiles(db, { carrier, state, after, limit: limit + 1 });
      const page = toCursorPage(found, limit, ({ id }) => [id]);
      return { ...page, items: page.items.map(showFile) };
    },
  );
  routes.read(
    `${PATH}/:id`,
    {
      id: 'getUsageFile',
      scope: 'assist',
      tag,
      summary: 'Retrieve a usage file',
      description: 'Returns a usage file and how far it is charged.',
      params,
      answer: File,
      example: aFile,
      refusals: ['usage_file_not_found'],
    },
    async ({ db }, { params: { id } }) => showFile(await readFile(db, id)),
  );
}

function declareErrors(routes: Routes): void {
  routes.read(
    `${PATH}/:id/errors`,
    {
      id: 'listUsageFileErrors',
      scope: 'assist',
      tag,
      summary: 'List the errors of a usage file',
      description:
        'Returns the lines that were not charged, in order, each with its reason. As CSV, the ' +
        'whole list is streamed.',
      params,
      querystring: Type.Object({ ...cursorQuery, ...csvQuery }),
      answer: cursorPage('UsageFileErrors', FileError),
      example: { items: [anError], nextCursor: null },
      alsoAnswers: CSV_ANSWER,
      refusals: ['usage_file_not_found'],
    },
    async ({ db }, { params: { id }, query, request, reply }) => {
      const file = await readFile(db, id);
      const { limit, after: [after = '0'] = [] } = readCursor(query, 1);
      if (!/^\d{1,9}$/.test(after)) throw invalid('/after', 'must be a nextCursor of this list');
      if (wantsCsv(request, reply)) return sendCsv(request, reply, toLines(db, file.id));
      const place = { after: Number(after), limit: limit + 1 };
      const found = await selectErrors(db, file.id, place);
      return toCursorPage(found, limit, ({ line }) => [String(line)]);
    },
  );
}

async function* toLines(db: Database, fileId: string): AsyncGenerator<string> {
  yield toCsv([['line', 'reason', 'text']]);
  for (let after = 0; ; ) {
    const some = await selectErrors(db, fileId, { after, limit: CSV_PAGE });
    if (some.length > 0) yield toCsv(some.map(({ line, reason, text }) => [line, reason, text]));
    if (some.length < CSV_PAGE) return;
    after = some.at(-1)?.line ?? after;
  }
}

async function readFile(db: Queryable, id: string): Promise<UsageFile> {
  const file = isUuid(id) ? await selectFile(db, id) : undefined;
  if (!file) throw new Refusal('usage_file_not_found', 'No usage file has this ID.');
  return file;
}

function declareUpload(routes: Routes): void {
  routes.call(
    `POST ${PATH}`,
    {
      id: 'createUsageFile',
      scope: 'operate',
      tag,
      summary: 'Create a usage file',
      description:
        'Takes a usage file, which is charged in the background. The body is the file itself, ' +
        `also packed by gzip, of at most ${MAX_FILE_BYTES / 2 ** 20} MiB unpacked. A line that ` +
        'was counted before, in whatever file, is not counted again, so a file may be sent again.',
      querystring: Type.Object({
        carrier: CarrierName,
        fileName: Type.String({
          minLength: 1,
          maxLength: 255,
          description: 'The name of the file, for your records.',
          examples: ['alpine-2026-04-30.csv'],
        }),
      }),
      fileBody: ['text/csv', 'application/gzip'],
      status: 202,
      answer: File,
      example: { ...aFile, state: 'waiting', linesDone: 0, counted: 0, repeated: 0, rejected: 0 },
      refusals: ['invalid_request', 'usage_format_not_found', 'body_too_large'],
      idempotent: false,
    },
    async (scope, { query, request, reply }) => {
      const { actor } = scope;
      const announced = Number(request.headers['content-length'] ?? 0);
      if (announced > MAX_FILE_BYTES) throw tooLarge(MAX_FILE_BYTES);
      const takenByName = 'name' in actor ? (actor.name ?? null) : null;
      const file = { ...query, source: 'upload' as const, takenByName, chunks: chunksOf(request) };
      const received = await receiveFile({ db: scope.db, note: noteUpload(scope) }, file);
      if (!received) throw new Error('an upload was taken by another process');
      return reply.code(202).send(showFile(received));
    },
  );
}
