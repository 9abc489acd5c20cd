import { type Static, type TObject, type TProperties, type TSchema, Type } from 'typebox';
import { type CsvColumns, toCsv, toRecords, toTable } from '../../kernel/csv.ts';
import type { ApiScope } from '../../kernel/scopes.ts';
import type { Database } from '../db/database.ts';
import type { ReadScope } from '../db/scope.ts';
import { CSV_ANSWER, csvQuery, sendCsv, sendCsvPage, wantsCsv } from './csv-answer.ts';
import { type Operation, operation } from './operation.ts';
import { type Keyset, readCursor, sendTotalCount, toCursorPage } from './paging.ts';
import { cursorPage, cursorQuery } from './schemas.ts';
import type { Reply, Request } from './typed-app.ts';

/** Rows of one CSV answer are read in pages of this size. */
const CSV_PAGE = 1_000;
/** `X-Total-Count` is omitted for longer lists, because counting them takes too long. */
export const MAX_COUNTED = 10_000;
const DEFAULT_KEYS = 2;

/** A list with cursor paging, its filters, and the same as CSV where `columns` are given. */
export type ListRoute<Filters extends TProperties, Item> = Omit<
  Operation<undefined, undefined, undefined>,
  'answer' | 'example' | 'querystring' | 'params' | 'body'
> & {
  scope: ApiScope | readonly ApiScope[];
  /** The title of the schema of a page: `AuditLog`. */
  title: string;
  filters: TObject<Filters>;
  item: TSchema;
  exampleItem: unknown;
  /** Returns the values that order the list. No two items may have the same. */
  keysetOf(item: Item): Keyset;
  /** How many values that are: 2, a value and an ID, unless given. */
  keys?: number;
  /** Returns the item as JSON. */
  show(item: Item): unknown;
  columns?: CsvColumns<Item>;
  /** Returns the number of items that the filters select, or `MAX_COUNTED + 1` for more. */
  count?(scope: ListScope, filters: Static<TObject<Filters>>): Promise<number>;
};

/** A list may open transactions of its own. */
export type ListScope = ReadScope & { db: Database };

/** The part of a list that is asked for: `limit` items after a place. */
type ListPart<Filters extends TProperties> = {
  filters: Static<TObject<Filters>>;
  after: Keyset | undefined;
  limit: number;
};

export type ListVerb<Filters extends TProperties, Item> = (
  scope: ListScope,
  part: ListPart<Filters>,
) => Promise<Item[]>;

/** Returns the operation of a list. */
export function listOperation<Filters extends TProperties, Item>(route: ListRoute<Filters, Item>) {
  const { title, filters, item, exampleItem, columns } = route;
  const { id, tag, summary, description, refusals, localized } = route;
  const query = { ...filters.properties, ...cursorQuery, ...(columns && csvQuery) };
  return operation({
    id,
    tag,
    summary,
    ...(description !== undefined && { description }),
    ...(refusals && { refusals }),
    ...(localized && { localized }),
    querystring: Type.Object(query),
    answer: cursorPage(title, item),
    example: { items: [exampleItem], nextCursor: null },
    ...(columns && { alsoAnswers: CSV_ANSWER }),
  });
}

type Asking<Filters extends TProperties, Item> = {
  route: ListRoute<Filters, Item>;
  verb: ListVerb<Filters, Item>;
  scope: ListScope;
  request: Request;
  reply: Reply;
};

/** Answers a list: a page as JSON, a page as CSV if there is a `limit`, else all of it as CSV. */
export async function answerList<Filters extends TProperties, Item>(
  asking: Asking<Filters, Item>,
): Promise<unknown> {
  const { route, verb, scope, request, reply } = asking;
  const { filters, paging } = splitQuery<Filters>(request);
  const { columns } = route;
  const isCsv = columns !== undefined && wantsCsv(request, reply);
  const { limit, after: place } = readCursor(paging, route.keys ?? DEFAULT_KEYS);
  if (isCsv && paging.limit === undefined) {
    const pages = pagesOf(asking, { filters, after: place, limit: CSV_PAGE });
    // The first page before the status: it is what is refused, and an answer cannot be taken back.
    const first = await pages.next();
    return sendCsv(request, reply, toLines(first.value ?? [], pages, columns));
  }
  const total = await route.count?.(scope, filters);
  if (total !== undefined && total <= MAX_COUNTED) sendTotalCount(reply, total);
  const found = await verb(scope, { filters, after: place, limit: limit + 1 });
  const { items, nextCursor } = toCursorPage(found, limit, route.keysetOf);
  if (!isCsv) return { items: items.map(route.show), nextCursor };
  return sendCsvPage(request, reply, {
    csv: toTable(columns, items),
    nextCursor,
  });
}

/** The schema of the query has checked it, so that its parts have the declared types. */
function splitQuery<Filters extends TProperties>({ query }: Request) {
  const { limit, after, bom: _, ...filters } = query as Record<string, unknown>;
  return {
    filters: filters as Static<TObject<Filters>>,
    paging: { limit, after } as { limit?: number; after?: string },
  };
}

type Page<Item> = { items: Item[]; nextCursor: string | null };

async function* pagesOf<Filters extends TProperties, Item>(
  { route, verb, scope }: Asking<Filters, Item>,
  part: ListPart<Filters>,
): AsyncGenerator<Item[], undefined> {
  let { after } = part;
  for (;;) {
    const found = await verb(scope, { ...part, after, limit: part.limit + 1 });
    const page: Page<Item> = toCursorPage(found, part.limit, route.keysetOf);
    yield page.items;
    if (page.nextCursor === null) return undefined;
    after = readCursor({ after: page.nextCursor }, route.keys ?? DEFAULT_KEYS).after;
  }
}

async function* toLines<Item>(
  first: readonly Item[],
  pages: AsyncGenerator<Item[], undefined>,
  columns: CsvColumns<Item>,
): AsyncGenerator<string> {
  yield toTable(columns, first);
  for await (const items of pages) yield toCsv(toRecords(columns, items));
}
