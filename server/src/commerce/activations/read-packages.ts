import {
  isActiveProfile,
  type PublicLinks,
  readProfiles,
  showEsimProfile,
} from '../../connectivity/esims/index.ts';
import type { Context } from '../../kernel/context.ts';
import { isUuid } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable, Tx } from '../../platform/db/database.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { readRefundsLeft } from '../../tenancy/accounts/index.ts';
import {
  type Customer,
  holdCustomer,
  readCustomer,
  readCustomers,
  showCustomer,
} from '../customers/index.ts';
import { type Package, showActivatedItem } from './package.ts';
import {
  countItems,
  type ItemFilter,
  type ItemSort,
  selectItem,
  selectItems,
} from './read-store.ts';

/** The account's package; refuses `activated_item_not_found`. */
export async function readPackage(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  uid: string,
): Promise<Package> {
  const item = isUuid(uid) ? await selectItem(scope.db, scope.accountId, uid) : undefined;
  if (!item) throw new Refusal('activated_item_not_found', 'There is no such activated item.');
  return item;
}

/**
 * The package with its customer and the customer's profiles (contract section 4.10). Inside a
 * transaction, whose answer may be kept, an erasure of the customer waits for its end.
 */
export async function describePackage(
  db: Queryable | Tx,
  ctx: Context,
  of: { item: Package; links: PublicLinks; onlyActiveProfiles: boolean },
) {
  const { item, links } = of;
  const { customerId } = item;
  const customer = await ('kind' in db
    ? holdCustomer({ ...ctx, db: db }, customerId)
    : readCustomer({ ...ctx, db }, customerId));
  const { accountId } = ctx;
  const profiles = await readProfiles(db, { accountId, customerIds: [customerId] });
  const refundsLeft = await readRefundsLeft({ ...ctx, db });
  return {
    activatedItem: showActivatedItem(item, { now: ctx.now, refundsLeft }),
    customer: showCustomer(customer, links),
    relatedEsims: profiles
      .filter((profile) => !of.onlyActiveProfiles || isActiveProfile(profile))
      .map((profile) => showEsimProfile(profile, links)),
  };
}

/** A page of the account's packages, each with its customer, and how many there are in all. */
export async function listPackages(
  scope: ReadScope,
  of: { filter: ItemFilter; sort: ItemSort; limit: number; offset: number; links: PublicLinks },
) {
  const { accountId, now } = scope;
  const items = await selectItems(scope.db, accountId, of);
  const totalCount = await countItems(scope.db, accountId, of.filter);
  const customerIds = [...new Set(items.map((item) => item.customerId))];
  const customers = await readCustomers(scope.db, { accountId, customerIds });
  const refundsLeft = await readRefundsLeft(scope);
  const shown = items.map((item) => ({
    ...showActivatedItem(item, { now, refundsLeft }),
    customer: showCustomer(customers.get(item.customerId) as Customer, of.links),
  }));
  return { items: shown, totalCount };
}
