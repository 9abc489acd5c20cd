import type { AnyOptions, List } from './call.ts';
import type { Operation } from './operations.ts';
import type { Sent } from './transport.ts';

const PAGE_SIZE = 200;

type Page = Record<string, unknown>;
export type Load = (sent: Sent, options: AnyOptions) => Promise<Page>;

/** Returns a list that loads its first page when it is awaited, and all pages when it is iterated. */
export function listOf(
  operation: Operation,
  { sent, options, load }: { sent: Sent; options: AnyOptions; load: Load },
): List<unknown, Page> {
  let first: Promise<Page> | undefined;
  const page = () => {
    first ??= load(sent, options);
    return first;
  };
  const pages = () => pagesOf(operation, sent, (next) => load(next, options));
  // A promise that sends nothing until somebody waits for it.
  const list = {
    // biome-ignore lint/suspicious/noThenProperty: a list can be awaited
    then: (...args: Parameters<Promise<Page>['then']>) => page().then(...args),
    catch: (...args: Parameters<Promise<Page>['catch']>) => page().catch(...args),
    finally: (...args: Parameters<Promise<Page>['finally']>) => page().finally(...args),
    pages,
    async *[Symbol.asyncIterator]() {
      for await (const one of pages()) yield* itemsOf(operation, one);
    },
    [Symbol.toStringTag]: 'List',
  };
  return list as List<unknown, Page>;
}

/** Iterates over the pages, as large as they may be unless the caller has said how large. */
async function* pagesOf(
  operation: Operation,
  sent: Sent,
  load: (sent: Sent) => Promise<Page>,
): AsyncGenerator<Page> {
  let next: Sent | undefined = firstOf(operation, sent);
  while (next) {
    const page = await load(next);
    yield page;
    next = nextOf(operation, next, page);
  }
}

function firstOf({ paging }: Operation, sent: Sent): Sent {
  if (paging === 'none') return sent;
  if (paging === 'body') {
    return { ...sent, body: { pageIndex: 0, pageSize: PAGE_SIZE, ...(sent.body as object) } };
  }
  const paged = paging === 'index' ? { page_index: 0, page_size: PAGE_SIZE } : { limit: PAGE_SIZE };
  return { ...sent, query: { ...paged, ...sent.query } };
}

/** Returns what asks for the page after this one; undefined after the last. */
function nextOf(operation: Operation, sent: Sent, page: Page): Sent | undefined {
  const { paging } = operation;
  const count = itemsOf(operation, page).length;
  const { query = {} } = sent;
  const body = sent.body as { pageIndex: number; pageSize: number };
  if (paging === 'cursor' && page.nextCursor !== null) {
    return { ...sent, query: { ...query, after: page.nextCursor } };
  }
  if (paging === 'sequence' && page.nextSequence !== null && count > 0) {
    return { ...sent, query: { ...query, after: page.nextSequence } };
  }
  if (paging === 'index' && count === Number(query.page_size)) {
    return { ...sent, query: { ...query, page_index: Number(query.page_index) + 1 } };
  }
  if (paging === 'body' && count === body.pageSize) {
    return { ...sent, body: { ...body, pageIndex: body.pageIndex + 1 } };
  }
  return undefined;
}

function itemsOf({ items }: Operation, page: Page): unknown[] {
  return (items === '' ? page : page[items]) as unknown[];
}
