import { describe, expect, it } from 'vitest';
import { forThisFile } from '../../../test/support/for-this-file.ts';
import { LINKS } from '../../../test/support/shop.ts';
import { openSlice } from '../../../test/support/slice.ts';
import { sql } from '../../platform/db/database.ts';
import { registerCustomerRoutes } from './index.ts';

const SEARCH = '/gigastore/activations/search-customers';
/** More than are counted, and older than the customers that the searches read first. */
const MANY = 10_150;
const OTHERS = 1_500;

type Page = { customers: { customer: { uid: string } }[]; totalCount: number; exact: boolean };

const slice = await forThisFile(
  openSlice((app, parts) => registerCustomerRoutes(app, { ...parts, links: LINKS })),
);
const account = await slice.newAccount();
const call = await account.caller('read');
await fill(account.id);

async function fill(accountId: string): Promise<void> {
  await slice.db.run(sql`
    insert into customers (account_id, id, email, country_set, created_at)
    select ${accountId}, ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
      case when n <= ${MANY} then 'many' else 'other' end || n || '@example.com', 'WWW', now()
    from generate_series(1, ${MANY + OTHERS}::int) as n`);
  await slice.db.run(sql`analyze customers`);
}

async function search(searchQuery: string, pageIndex: number, searchMode: string): Promise<Page> {
  const body = { searchKey: 'EMAIL', searchMode, searchQuery, pageIndex, pageSize: 200 };
  const { totalCountIsExact, ...page } = (await call('POST', SEARCH, { body })).json();
  return { ...page, exact: totalCountIsExact };
}

describe('a search that finds more than are counted', () => {
  it.each([
    ['contains', 'example', MANY + OTHERS],
    ['startsWith', 'many', MANY],
  ])('gives all of them to who pages to the end: %s %s', async (mode, query, count) => {
    const uids: string[] = [];
    let page = await search(query, 0, mode);
    expect([page.totalCount, page.exact]).toEqual([10_001, false]);
    for (let index = 0; index * 200 < page.totalCount; index += 1) {
      page = await search(query, index, mode);
      uids.push(...page.customers.map(({ customer }) => customer.uid));
    }
    expect([page.totalCount, page.exact]).toEqual([count, true]);
    expect(uids).toHaveLength(count);
    expect(uids).toEqual([...new Set(uids)].sort().reverse());
  });

  it('finds the newest of them however many newer customers it does not find', async () => {
    const { customers, totalCount } = await search('many', 0, 'contains');
    expect([customers.length, totalCount]).toEqual([200, 10_001]);
    expect(customers[0]?.customer.uid.slice(-12)).toBe(MANY.toString(16).padStart(12, '0'));
  });

  it('gives an empty page past the end', async () => {
    const page = await search('many', 60, 'startsWith');
    expect(page.customers).toEqual([]);
    expect(page.totalCount).toBeLessThanOrEqual(60 * 200);
  });

  it('is told exactly how many there are when they are fewer', async () => {
    const page = await search('other', 0, 'contains');
    expect([page.totalCount, page.exact]).toEqual([OTHERS, true]);
    expect((await search('many1', 0, 'startsWith')).totalCount).toBe(1_262);
  });
});
