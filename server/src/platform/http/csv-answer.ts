import { Readable } from 'node:stream';
import { Type } from 'typebox';
import { prefersCsv } from '../../kernel/accept.ts';
import { addVary } from './headers.ts';
import type { Reply, Request } from './typed-app.ts';

/** Query field of lists that are answered as CSV too, to spread into a query object. */
export const csvQuery = {
  bom: Type.Optional(
    Type.Boolean({
      description: 'With `true`, CSV starts with a byte order mark, so that Excel reads UTF-8.',
    }),
  ),
};

/** The CSV of a list in the document, for `alsoAnswers`. */
export const CSV_ANSWER = {
  '200 text/csv': {
    description: 'The same as CSV (RFC 4180), with `Accept: text/csv`.',
    schema: Type.String(),
  },
};

const BYTE_ORDER_MARK = '\ufeff';

/** Returns whether the caller prefers CSV to JSON. */
export function wantsCsv(request: Request, reply: Reply): boolean {
  addVary(reply, 'Accept');
  return prefersCsv(request.headers.accept);
}

/** Sends CSV made by `toCsv`, in one piece or in many. */
export function sendCsv(
  request: Request,
  reply: Reply,
  csv: string | AsyncIterable<string>,
): Reply {
  reply.header('Content-Type', 'text/csv; charset=utf-8');
  const start = (request.query as { bom?: boolean }).bom ? BYTE_ORDER_MARK : '';
  return reply.send(typeof csv === 'string' ? start + csv : Readable.from(startWith(start, csv)));
}

/** Sends a page of a list as CSV. The `Link` header names the next page. */
export function sendCsvPage(
  request: Request,
  reply: Reply,
  page: { csv: string; nextCursor: string | null },
): Reply {
  if (page.nextCursor !== null) {
    const query = new URLSearchParams(request.query as Record<string, string>);
    query.set('after', page.nextCursor);
    reply.header('Link', `<${request.routeOptions.url}?${query}>; rel="next"`);
  }
  return sendCsv(request, reply, page.csv);
}

async function* startWith(start: string, pieces: AsyncIterable<string>): AsyncGenerator<string> {
  yield start;
  yield* pieces;
}
