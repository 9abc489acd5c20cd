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
import { readRefundsLeft } from '../../tenancy/accounts/index.ts';
import {
  type Customer,
  holdCustomer,
  readCustomer,
  readCustomers,
  showCustomer,
} from '../customers/index.ts';
import { type ActivatedItem, showActivatedItem } from './activated-item.ts';
import {
  countItems,
  type ItemFilter,
  type ItemSort,
  selectItem,
  selectItems,
} from './read-store.ts';

/** The account's package; refuses `activated_item_not_found`. */
export async function loadActivatedItem(
  db: Queryable,
  ctx: { accountId: string },
  uid: string,
): Promise<ActivatedItem> {
  const item = isUuid(uid) ? await selectItem(db, ctx.accountId, uid) : undefined;
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
  of: { item: ActivatedItem; links: PublicLinks; onlyActiveProfiles: boolean },
) {
  const { item, links } = of;
  const { customerId } = item;
  const customer = await ('kind' in db
    ? holdCustomer(db, ctx, customerId)
    : readCustomer(db, ctx, customerId));
  const { accountId } = ctx;
  const profiles = await readProfiles(db, { accountId, customerIds: [customerId] });
  const refundsLeft = await readRefundsLeft(db, ctx);
  return {
    activatedItem: showActivatedItem(item, { now: ctx.now, refundsLeft }),
    customer: showCustomer(customer, links),
    relatedEsims: profiles
      .filter((profile) => !of.onlyActiveProfiles || isActiveProfile(profile))
      .map((profile) => showEsimProfile(profile, links)),
  };
}

/** A page of the account's packages, each with its customer, and how many there are in all. */
export async function listActivatedItems(
  db: Queryable,
  ctx: Context,
  of: { filter: ItemFilter; sort: ItemSort; limit: number; offset: number; links: PublicLinks },
) {
  const { accountId, now } = ctx;
  const items = await selectItems(db, accountId, of);
  const totalCount = await countItems(db, accountId, of.filter);
  const customerIds = [...new Set(items.map((item) => item.customerId))];
  const customers = await readCustomers(db, { accountId, customerIds });
  const refundsLeft = await readRefundsLeft(db, ctx);
  const shown = items.map((item) => ({
    ...showActivatedItem(item, { now, refundsLeft }),
    customer: showCustomer(customers.get(item.customerId) as Customer, of.links),
  }));
  return { items: shown, totalCount };
}
