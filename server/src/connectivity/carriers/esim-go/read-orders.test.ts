import { expect, it } from 'vitest';
import { done, retryLater } from '../ordering/call-end.ts';
import { readSince, shareReading } from './read-orders.ts';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 30, 12, minute));
const PAGE = Array.from({ length: 100 }, (_, number) => ({ orderReference: `first-${number}` }));
const LAST = [{ orderReference: 'last' }];

/** A supplier with two pages of orders; `failures` calls of the second page fail. */
function open({ failures = 0 } = {}) {
  const asked: { page: string; since: string; reference: string | undefined }[] = [];
  let left = failures;
  async function api({ path, reference }: { path: string; reference?: string }) {
    const query = new URLSearchParams(path.split('?')[1]);
    const page = query.get('page') ?? '';
    asked.push({ page, since: query.get('createdAt') ?? '', reference });
    await new Promise((resolve) => setImmediate(resolve));
    if (page !== '2') return done({ orders: PAGE });
    if (left === 0) return done({ orders: LAST });
    left -= 1;
    return retryLater(2_000, 'The server closed the connection.');
  }
  return { api, asked };
}

it('reads all pages, one that fails again', async () => {
  const { api, asked } = open({ failures: 2 });
  const end = await readSince(api, { verb: 'list', since: at(0) });
  expect(end).toEqual(done([...PAGE, ...LAST]));
  expect(asked.map(({ page }) => page)).toEqual(['1', '2', '2', '2']);
});

it('fails with a page that fails three times', async () => {
  const { api } = open({ failures: 3 });
  expect(await readSince(api, { verb: 'list', since: at(0) })).toMatchObject({
    end: 'retry_later',
  });
});

it('reads once, from the earliest time, for all who ask at once', async () => {
  const { api, asked } = open();
  const read = shareReading(api);
  const ends = await Promise.all(
    [3, 1, 2].map((minute) => read({ since: at(minute), reference: `order-${minute}` })),
  );
  expect(ends).toEqual(Array.from({ length: 3 }, () => done([...PAGE, ...LAST])));
  const since = `gte:${at(1).toISOString()}`;
  expect(asked).toEqual([
    { page: '1', since, reference: undefined },
    { page: '2', since, reference: undefined },
  ]);
});

it('reads for one alone under its reference', async () => {
  const { api, asked } = open();
  await shareReading(api)({ since: at(1), reference: 'order' });
  expect(asked.map(({ reference }) => reference)).toEqual(['order', 'order']);
});

it('begins another reading for those who ask while one runs', async () => {
  const { api, asked } = open();
  const read = shareReading(api);
  const first = read({ since: at(1), reference: 'first' });
  await new Promise((resolve) => setImmediate(resolve));
  expect(asked).toHaveLength(1);
  await Promise.all([first, read({ since: at(2), reference: 'second' })]);
  expect(asked.map(({ reference }) => reference)).toEqual(['first', 'first', 'second', 'second']);
});

it('does not read the orders of a long time for one of the present', async () => {
  const { api, asked } = open();
  const read = shareReading(api);
  await Promise.all([0, 30].map((minute) => read({ since: at(minute), reference: `${minute}` })));
  expect(asked.map(({ reference }) => reference)).toEqual(['0', '0', '30', '30']);
});
