import { type Sql, sql, type Tx } from '../../platform/db/database.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import type { Package, PackageState, PackageStatus, SalesChannel } from './package.ts';
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

/** A package of a list with the e-mail address of its customer. */
export type ListedPackage = Package & { email: string | null };

/** Returns up to `limit` packages, the newest first, after a place. */
export function selectFoundPackages(
  scope: Account,
  search: PackageSearch,
  page: { after: Place | undefined; limit: number },
): Promise<ListedPackage[]> {
  const { accountId, now } = scope;
  const { after } = page;
  return scope.db.rows<ListedPackage>(sql`
    select ${PACKAGE_COLUMNS}, customers.email
    from activated_items
    join customers
      on customers.account_id = activated_items.account_id
      and customers.id = activated_items.customer_id
    where activated_items.account_id = ${accountId}
      ${andPackages(search, now)}
      ${andFound(scope, search)}
      ${after ? sql`and ${isAfter(after)}` : sql``}
    order by activated_items.sold_at desc, activated_items.id desc
    limit ${page.limit}`);
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
    ${of.status ? sql`and activated_items.status = ${of.status}` : all}
    ${of.state ? andState(of.state, now) : all}
    ${of.channel ? andChannel(of.channel) : all}
    ${of.inventoryItemId ? sql`and activated_items.inventory_item_id = ${of.inventoryItemId}` : all}
    ${of.countrySet ? sql`and activated_items.country_set = ${of.countrySet}` : all}
    ${of.customerUid ? sql`and activated_items.customer_id = ${of.customerUid}` : all}`;
}

/**
 * Returns the state as `packageAt` sees it: what is due counts, whether or not a worker has written
 * it.
 */
function andState(state: PackageState, now: Date): Sql {
  // Stated apart, so that the index of rare states is used.
  if (state === 'PENDING') return sql`and activated_items.state = 'PENDING'`;
  if (state === 'FAILED') return sql`and activated_items.state = 'FAILED'`;
  return sql`and case
    when activated_items.expires_at > ${now} or activated_items.expires_at is null
      or activated_items.state not in ('WAITING', 'ACTIVE')
      then activated_items.state
    when activated_items.state = 'ACTIVE' then 'EXPIRED'
    when activated_items.expires_at + activated_items.validity_days * interval '1 day' <= ${now}
      then 'EXPIRED'
    else 'ACTIVE'
  end = ${state}`;
}

function andChannel(channel: SalesChannel): Sql {
  const isRare = channel === 'API' ? sql`` : sql`and activated_items.sales_channel <> 'API'`;
  return sql`and activated_items.sales_channel = ${channel} ${isRare}`;
}

/** The most packages that one field of a search contributes. */
const MAX_FOUND = 10_001;

/**
 * Returns the IDs of the packages that a text finds, as a query: in the metatag, the customer's
 * e-mail address, an ICCID or an IMSI anywhere, or as a whole ID of a package or a customer.
 */
function packagesFound({ accountId }: Pick<ReadScope, 'accountId'>, text: string): Sql {
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
  const digits = text.replaceAll(' ', '');
  const uuid = text.toLowerCase();
  return sql`
    (
      select id from activated_items
      where account_id = ${accountId} and lower(metatag) like lower(${pattern})
      limit ${MAX_FOUND}
    )
    union
    (
      select item.id from customers
      join activated_items as item
        on item.account_id = customers.account_id and item.customer_id = customers.id
      where customers.account_id = ${accountId} and lower(customers.email) like lower(${pattern})
      limit ${MAX_FOUND}
    )
    ${/^\d+$/.test(digits) ? orOfEsim(accountId, `%${digits}%`) : sql``}
    ${isWholeUuid(uuid) ? orOfId(accountId, uuid) : sql``}`;
}

function orOfEsim(accountId: string, pattern: string): Sql {
  return sql`
    union
    (
      select item.id from esim_profiles as profile
      join activated_items as item
        on item.account_id = profile.account_id
        and item.profile_domain_id = profile.profile_domain_id
      where profile.account_id = ${accountId}
        and (profile.iccid like ${pattern} or profile.imsi like ${pattern})
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
 */
export async function planForEachText(tx: Tx): Promise<void> {
  await tx.run(sql`set local plan_cache_mode = force_custom_plan`);
}
