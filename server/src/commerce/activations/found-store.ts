import { numberIn } from '../../kernel/iccid.ts';
import type { SalesChannel } from '../../kernel/sales-channel.ts';
import { type Sql, sql, type Tx } from '../../platform/db/database.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { containsText } from '../../platform/db/text-search.ts';
import type { Package, PackageState, PackageStatus } from './package.ts';
import { PACKAGE_COLUMNS } from './package-store.ts';

/** The conditions on packages in lists; an absent one excludes nothing. */
export type PackageConditions = {
  from?: Date | undefined;
  before?: Date | undefined;
  status?: PackageStatus | undefined;
  state?: PackageState | undefined;
  channel?: SalesChannel | undefined;
  inventoryItemId?: string | undefined;
  countrySet?: string | undefined;
  customerUid?: string | undefined;
};

/** The place of a package in a list by date. */
export type Place = { soldAt: Date; id: string };

type Account = Pick<ReadScope, 'db' | 'accountId' | 'now'>;

/** Conditions on packages, and a text that they must contain. */
export type PackageSearch = PackageConditions & { text?: string | undefined };

/** A package of a list with the email address of its customer. */
export type ListedPackage = Package & { email: string | null };

/** How many of the newest packages are compared with a text before its indexes are asked. */
const NEWEST = 1_000;

type Page = { after: Place | undefined; limit: number };

/**
 * Returns up to `limit` packages, the newest first, after a place. A text that many packages have
 * is found among the newest ones.
 */
export async function selectFoundPackages(
  scope: Account,
  search: PackageSearch,
  page: Page,
): Promise<ListedPackage[]> {
  const { text } = search;
  if (text === undefined) return selectPage(scope, search, page);
  const newest = await scope.db.rows<ListedPackage>(sql`
    select ${PACKAGE_COLUMNS}, customers.email
    from (
      select id
      from activated_items
      where account_id = ${scope.accountId}
        ${andPackages(search, scope.now)}
        ${page.after ? sql`and ${isAfter(page.after)}` : sql``}
      order by sold_at desc, id desc
      limit ${NEWEST}
    ) as newest
    join activated_items
      on activated_items.account_id = ${scope.accountId}
      and activated_items.id = newest.id
    join customers
      on customers.account_id = activated_items.account_id
      and customers.id = activated_items.customer_id
    where ${hasText(text)}
    order by activated_items.sold_at desc, activated_items.id desc
    limit ${page.limit}`);
  return newest.length === page.limit ? newest : selectPage(scope, search, page);
}

function selectPage(scope: Account, search: PackageSearch, page: Page): Promise<ListedPackage[]> {
  const { after } = page;
  return scope.db.rows<ListedPackage>(sql`
    select ${PACKAGE_COLUMNS}, customers.email
    from activated_items
    join customers
      on customers.account_id = activated_items.account_id
      and customers.id = activated_items.customer_id
    where activated_items.account_id = ${scope.accountId}
      ${andPackages(search, scope.now)}
      ${andFound(scope, search)}
      ${after ? sql`and ${isAfter(after)}` : sql``}
    order by activated_items.sold_at desc, activated_items.id desc
    limit ${page.limit}`);
}

/** Tells whether a package has the text in one of the fields that `packagesFound` searches. */
function hasText(text: string): Sql {
  const number = numberIn(text);
  const uuid = text.toLowerCase();
  return sql`(
      ${containsText(sql`lower(activated_items.metatag)`, text)}
      or ${containsText(sql`lower(customers.email)`, text)}
      ${
        number !== undefined
          ? sql`or exists (
              select 1 from esim_profiles as profile
              where profile.account_id = activated_items.account_id
                and profile.customer_id = activated_items.customer_id
                and profile.profile_domain_id = activated_items.profile_domain_id
                and (${containsNumber(number)})
            )`
          : sql``
      }
      ${isWholeUuid(uuid) ? sql`or activated_items.id = ${uuid}` : sql``}
      ${isWholeUuid(uuid) ? sql`or activated_items.customer_id = ${uuid}` : sql``}
    )`;
}

function containsNumber(number: string): Sql {
  return sql`${containsText(sql`profile.iccid`, number)}
          or ${containsText(sql`profile.imsi`, number)}`;
}

function isAfter({ soldAt, id }: Place): Sql {
  return sql`(activated_items.sold_at, activated_items.id) < (${soldAt}, ${id})`;
}

/** Returns the number of packages, counting no further than `most`. */
export async function countFoundPackages(
  scope: Account,
  search: PackageSearch,
  most: number,
): Promise<number> {
  const row = await scope.db.row<{ count: number }>(sql`
    select count(*)::int as count
    from (
      select from activated_items
      where account_id = ${scope.accountId}
        ${andPackages(search, scope.now)}
        ${andFound(scope, search)}
      limit ${most}
    ) as found`);
  return row?.count ?? 0;
}

function andFound(scope: Account, { text }: PackageSearch): Sql {
  if (text === undefined) return sql``;
  return sql`and activated_items.id in (${packagesFound(scope, text)})`;
}

/** Returns the conditions as SQL about `activated_items`, each led by `and`. */
export function andPackages(of: PackageConditions, now: Date): Sql {
  const all = sql``;
  return sql`
    ${of.from ? sql`and activated_items.sold_at >= ${of.from}` : all}
    ${of.before ? sql`and activated_items.sold_at < ${of.before}` : all}
    ${of.status ? andStatus(of.status) : all}
    ${of.state ? andState(of.state, now) : all}
    ${of.channel ? andChannel(of.channel) : all}
    ${of.inventoryItemId ? sql`and activated_items.inventory_item_id = ${of.inventoryItemId}` : all}
    ${of.countrySet ? sql`and activated_items.country_set = ${of.countrySet}` : all}
    ${of.customerUid ? sql`and activated_items.customer_id = ${of.customerUid}` : all}`;
}

/** The state, which is the same for refunded packages, has the index. */
function andStatus(status: PackageStatus): Sql {
  if (status === 'REFUNDED') return sql`and activated_items.state = 'REFUNDED'`;
  return sql`and activated_items.status = ${status}`;
}

/** States that time does not change, stated apart so that the indexes of some states are used. */
const LASTING = {
  PENDING: sql`and activated_items.state = 'PENDING'`,
  FAILED: sql`and activated_items.state = 'FAILED'`,
  REFUNDED: sql`and activated_items.state = 'REFUNDED'`,
  DEPLETED: sql`and activated_items.state = 'DEPLETED'`,
};

/**
 * Returns the state as `packageAt` sees it: what is due counts, whether or not a worker has written
 * it.
 */
function andState(state: PackageState, now: Date): Sql {
  if (state in LASTING) return LASTING[state as keyof typeof LASTING];
  const isSeen = sql`case
    when activated_items.expires_at > ${now} or activated_items.expires_at is null
      then activated_items.state
    when activated_items.state = 'ACTIVE' then 'EXPIRED'
    when activated_items.expires_at + activated_items.validity_days * interval '1 day' <= ${now}
      then 'EXPIRED'
    else 'ACTIVE'
  end = ${state}`;
  if (state !== 'EXPIRED')
    return sql`and activated_items.state in ('WAITING', 'ACTIVE') and ${isSeen}`;
  return sql`and (activated_items.state = 'EXPIRED' or (
    activated_items.state in ('WAITING', 'ACTIVE') and activated_items.due_at <= ${now}
    and ${isSeen}
  ))`;
}

function andChannel(channel: SalesChannel): Sql {
  const isRare = channel === 'API' ? sql`` : sql`and activated_items.sales_channel <> 'API'`;
  return sql`and activated_items.sales_channel = ${channel} ${isRare}`;
}

/** The most packages that one field of a search contributes. */
const MAX_FOUND = 10_001;

/**
 * Returns the IDs of the packages that a text finds, as a query: in the metatag, the customer's
 * email address, an ICCID or an IMSI anywhere, or as a whole ID of a package or a customer.
 */
function packagesFound({ accountId }: Pick<ReadScope, 'accountId'>, text: string): Sql {
  const number = numberIn(text);
  const uuid = text.toLowerCase();
  return sql`
    (
      select id from activated_items
      where account_id = ${accountId} and ${containsText(sql`lower(metatag)`, text)}
      limit ${MAX_FOUND}
    )
    union
    (
      select item.id from customers
      join activated_items as item
        on item.account_id = customers.account_id and item.customer_id = customers.id
      where customers.account_id = ${accountId}
        and ${containsText(sql`lower(customers.email)`, text)}
      limit ${MAX_FOUND}
    )
    ${number !== undefined ? orOfEsim(accountId, number) : sql``}
    ${isWholeUuid(uuid) ? orOfId(accountId, uuid) : sql``}`;
}

function orOfEsim(accountId: string, number: string): Sql {
  return sql`
    union
    (
      select item.id from esim_profiles as profile
      join activated_items as item
        on item.account_id = profile.account_id
        and item.profile_domain_id = profile.profile_domain_id
      where profile.account_id = ${accountId}
        and (${containsNumber(number)})
      limit ${MAX_FOUND}
    )`;
}

function orOfId(accountId: string, uuid: string): Sql {
  return sql`
    union
    (select id from activated_items where account_id = ${accountId} and id = ${uuid})
    union
    (select id from activated_items where account_id = ${accountId} and customer_id = ${uuid})`;
}

function isWholeUuid(text: string): boolean {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text);
}

/**
 * Makes the database plan every search for its own text until the transaction ends. The number of
 * matches differs by a factor of a million between texts, so a generic plan is wrong for most.
 * Reading what an index found costs little more than reading in order: without saying so, all
 * packages are read for the 10,000 that a frequent text contributes.
 */
export async function planForEachText(tx: Tx): Promise<void> {
  await tx.run(sql`set local plan_cache_mode = force_custom_plan`);
  await tx.run(sql`set local random_page_cost = 1.1`);
}
