import type { Context } from '../../kernel/context.ts';
import type { Database } from '../../platform/db/database.ts';
import { type CustomerPage, listCustomers } from '../customers/index.ts';
import { type EntryView, listCustomerEntries } from './customer-entry.ts';
import type { CustomerSearch } from './customer-search.ts';
import { searchCustomers } from './search-customers.ts';

/** A page of a list with the values that its answer repeats. */
export type Page = { pageIndex: number; pageSize: number; limit: number; offset: number };

/** Returns a page of all customers or of those that a search finds, newest first. */
export async function describeCustomerPage(
  scope: Context & { db: Database },
  of: EntryView & { page: Page; search?: CustomerSearch },
) {
  const { customers, totalCount, isExact } = await findCustomers(scope, of);
  return {
    customers: await listCustomerEntries(scope, { ...of, customers }),
    pageIndex: of.page.pageIndex,
    pageSize: of.page.pageSize,
    totalCount,
    totalCountIsExact: isExact,
  };
}

function findCustomers(
  scope: Context & { db: Database },
  { page, search }: { page: Page; search?: CustomerSearch },
): Promise<CustomerPage> {
  const { limit, offset } = page;
  if (!search) return listCustomers(scope, { limit, offset });
  return searchCustomers(scope, { ...search, limit, offset });
}
