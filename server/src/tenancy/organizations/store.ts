import { isUuid } from '../../kernel/ids.ts';
import type { Locale } from '../../kernel/locale.ts';
import { type Queryable, type Sql, sql, type Tx } from '../../platform/db/database.ts';
import { containsText } from '../../platform/db/text-search.ts';
import type { Platform, Reseller } from './reseller.ts';

export type OrganizationRow = {
  id: string;
  name: string;
  email: string;
  locale: Locale;
  /** The zone of the company's days, such as `Europe/Vienna`. */
  timeZone: string;
  isPlatform: boolean;
};

export async function insertOrganization(
  tx: Tx,
  organization: OrganizationRow & { createdAt: Date },
): Promise<void> {
  await tx.run(sql`
    insert into organizations (id, name, email, locale, time_zone, is_platform, created_at)
    values (${organization.id}, ${organization.name}, ${organization.email},
      ${organization.locale}, ${organization.timeZone}, ${organization.isPlatform},
      ${organization.createdAt})`);
}

export async function selectOrganization(
  db: Queryable,
  id: string,
): Promise<OrganizationRow | undefined> {
  return db.row<OrganizationRow>(organizationOf(id));
}

function organizationOf(id: string): Sql {
  return sql`
    select id, name, email, locale, time_zone as "timeZone", is_platform as "isPlatform"
    from organizations
    where id = ${id}`;
}

/** Returns an organization and locks it until the transaction ends. */
export async function selectOrganizationForUpdate(
  tx: Tx,
  id: string,
): Promise<OrganizationRow | undefined> {
  return tx.row<OrganizationRow>(sql`${organizationOf(id)} for no key update`);
}

export async function updateOrganization(
  tx: Tx,
  organization: Pick<OrganizationRow, 'id' | 'name' | 'email' | 'locale' | 'timeZone'>,
): Promise<void> {
  await tx.run(sql`
    update organizations
    set name = ${organization.name}, email = ${organization.email},
      locale = ${organization.locale}, time_zone = ${organization.timeZone}
    where id = ${organization.id}`);
}

export async function selectPlatform(db: Queryable): Promise<string | undefined> {
  const row = await db.row<{ id: string }>(sql`
    select id
    from organizations
    where is_platform`);
  return row?.id;
}

export async function selectAccountIds(
  db: Queryable,
  organizationId: string,
): Promise<{ live: string; sandbox: string } | undefined> {
  return await db.row<{ live: string; sandbox: string }>(sql`
    select live.id as live, sandbox.id as sandbox
    from accounts as live
    join accounts as sandbox on sandbox.organization_id = live.organization_id
    where live.organization_id = ${organizationId}
      and live.mode = 'live'
      and sandbox.mode = 'sandbox'`);
}

const columns = sql`
  id, name, email, price_list_id as "priceListId", created_at as "createdAt",
  closing_requested_at as "closingRequestedAt", closed_at as "closedAt"`;

export type ResellersAsked = {
  /** Part of the name or the email address, in any letter case. */
  words: string | undefined;
  /** Only organizations that were closed, or only others. */
  isClosed: boolean | undefined;
  /** The ID of the last entry of the page before. */
  after: string | undefined;
  limit: number;
};

/** Returns a page of the resellers, the newest first. */
export function listResellers(db: Queryable, asked: ResellersAsked) {
  return db.rows<Reseller>(resellerPage(asked));
}

/** Each filter has a statement of its own: one for all of them would be planned without indexes. */
export function resellerPage({ words, isClosed, after, limit }: ResellersAsked): Sql {
  return sql`
    select ${columns}
    from organizations
    where not is_platform
      ${words ? sql`and ${namedLike(words)}` : sql``}
      ${isClosed === undefined ? sql`` : sql`and (closed_at is not null) = ${isClosed}`}
      ${after ? sql`and id < ${after}` : sql``}
    order by id desc
    limit ${limit}`;
}

function namedLike(words: string): Sql {
  const [name, email] = [sql`lower(name)`, sql`lower(email)`];
  return sql`(${containsText(name, words)} or ${containsText(email, words)})`;
}

/** Returns IDs of open resellers after one, all or among some, in their order. */
export async function selectResellersAfter(
  db: Queryable,
  { after, among, limit }: { after: string | null; among: readonly string[] | null; limit: number },
): Promise<string[]> {
  const rows = await db.rows<{ id: string }>(sql`
    select id
    from organizations
    where not is_platform
      and closed_at is null
      and (${after}::uuid is null or id > ${after})
      and (${among && [...among]}::uuid[] is null or id = any(${among && [...among]}))
    order by id
    limit ${limit}`);
  return rows.map(({ id }) => id);
}

export async function selectReseller(db: Queryable, id: string): Promise<Reseller | undefined> {
  if (!isUuid(id)) return undefined;
  return db.row<Reseller>(resellerOf(id));
}

function resellerOf(id: string): Sql {
  return sql`
    select ${columns}
    from organizations
    where id = ${id}
      and not is_platform`;
}

/** Returns the reseller and keeps its price list from changing until the transaction ends. */
export async function selectResellerForUpdate(tx: Tx, id: string): Promise<Reseller | undefined> {
  if (!isUuid(id)) return undefined;
  return tx.row<Reseller>(sql`${resellerOf(id)} for no key update`);
}

/** Gives a locked reseller a price list; null for the default one. */
export async function assignPriceList(
  tx: Tx,
  { id, priceListId }: { id: string; priceListId: string | null },
): Promise<void> {
  await tx.run(sql`
    update organizations
    set price_list_id = ${priceListId}
    where id = ${id}`);
}

/** Returns where the platform's own people receive mail; undefined without a platform. */
export function readPlatform(db: Queryable): Promise<Platform | undefined> {
  return db.row<Platform>(sql`
    select id, email, locale
    from organizations
    where is_platform`);
}

/** Sets whether members need a second factor. Returns whether they needed one before. */
export async function setSecondFactorRule(
  tx: Tx,
  { id, isRequired }: { id: string; isRequired: boolean },
): Promise<boolean> {
  const before = await tx.row<{ isRequired: boolean }>(sql`
    select requires_second_factor as "isRequired"
    from organizations
    where id = ${id}
    for no key update`);
  await tx.run(sql`
    update organizations
    set requires_second_factor = ${isRequired}
    where id = ${id}`);
  return before?.isRequired ?? false;
}

export async function requiresSecondFactor(db: Queryable, id: string): Promise<boolean> {
  const row = await db.row<{ isRequired: boolean }>(sql`
    select requires_second_factor as "isRequired"
    from organizations
    where id = ${id}`);
  return row?.isRequired ?? false;
}
