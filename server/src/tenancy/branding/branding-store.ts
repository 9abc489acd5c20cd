import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { Brand, KeptBranding } from './branding.ts';

const columns = sql`
  branding.display_name as "displayName", branding.accent_color as "accentColor",
  branding.support_email as "supportEmail", branding.support_phone as "supportPhone",
  branding.support_url as "supportUrl", branding.shop_url as "shopUrl",
  branding.default_locale as "defaultLocale", branding.sender_name as "senderName",
  branding.pages_host as "pagesHost",
  branding.pages_host_missing_since as "pagesHostMissingSince",
  coalesce(branding.travellers_may_start, false) as "travellersMayStart"`;

/** Returns the brand of an organization; its name is the default display name. */
export function selectBrand(db: Queryable, organizationId: string): Promise<Brand | undefined> {
  return db.row<Brand>(sql`
    select ${columns}, logo.name as "logoName"
    from organizations as organization
    left join brandings as branding on branding.organization_id = organization.id
    left join brand_logos as logo on logo.organization_id = organization.id
    where organization.id = ${organizationId}`);
}

/** Returns the brand of an account's organization, and what time it is in the account. */
export function selectBrandAndTime(
  db: Queryable,
  accountId: string,
): Promise<(Brand & { now: Date }) | undefined> {
  return db.row<Brand & { now: Date }>(sql`
    select ${columns}, logo.name as "logoName",
      now() + account.clock_offset_ms * interval '1 millisecond' as now
    from accounts as account
    left join brandings as branding on branding.organization_id = account.organization_id
    left join brand_logos as logo on logo.organization_id = account.organization_id
    where account.id = ${accountId}`);
}

/** No host has this name. Citus answers a statement with `pages_host = null` in it with no rows. */
const NO_HOST = '';

/** Returns false, and changes nothing, if another organization has the host. */
export async function upsertBranding(
  tx: Tx,
  organizationId: string,
  branding: KeptBranding,
): Promise<boolean> {
  const { pagesHost } = branding;
  // Two that take a host at once wait for each other here, and the later one sees it taken.
  if (pagesHost !== null) {
    await tx.run(sql`select pg_advisory_xact_lock(hashtextextended(${pagesHost}, 0))`);
  }
  const written = await tx.row(sql`
    insert into brandings
      (organization_id, display_name, accent_color, support_email, support_phone, support_url,
        shop_url, default_locale, sender_name, pages_host,
        pages_host_missing_since, travellers_may_start)
    select ${organizationId}, ${branding.displayName}, ${branding.accentColor},
      ${branding.supportEmail}, ${branding.supportPhone}, ${branding.supportUrl},
      ${branding.shopUrl}, ${branding.defaultLocale}, ${branding.senderName},
      ${pagesHost}, ${branding.pagesHostMissingSince}, ${branding.travellersMayStart}
    where not exists (
      select 1 from brandings
      where pages_host = ${pagesHost ?? NO_HOST} and organization_id <> ${organizationId}
    )
    on conflict (organization_id) do update
    set display_name = excluded.display_name, accent_color = excluded.accent_color,
      support_email = excluded.support_email, support_phone = excluded.support_phone,
      support_url = excluded.support_url, shop_url = excluded.shop_url,
      default_locale = excluded.default_locale, sender_name = excluded.sender_name,
      pages_host = excluded.pages_host,
      pages_host_missing_since = excluded.pages_host_missing_since,
      travellers_may_start = excluded.travellers_may_start
    returning organization_id`);
  return written !== undefined;
}

/** Returns the resellers' hosts, each with the accounts whose pages it shows. */
export function selectPageHosts(db: Queryable): Promise<{ host: string; accountId: string }[]> {
  return db.rows<{ host: string; accountId: string }>(sql`
    select branding.pages_host as host, account.id as "accountId"
    from brandings as branding
    join accounts as account on account.organization_id = branding.organization_id
    where branding.pages_host is not null`);
}

/** A host that a company has set; `missingSince` is when its TXT record was first found missing. */
export type SetHost = { organizationId: string; host: string; missingSince: Date | null };

/** Returns the hosts of all companies. */
export function selectSetHosts(db: Queryable): Promise<SetHost[]> {
  return db.rows<SetHost>(sql`
    select organization_id as "organizationId", pages_host as host,
      pages_host_missing_since as "missingSince"
    from brandings
    where pages_host is not null
    order by organization_id`);
}

/** Notes since when the record of a host is missing; null if it is there. */
export async function markPagesHost(tx: Tx, set: SetHost): Promise<void> {
  await tx.run(sql`
    update brandings
    set pages_host_missing_since = ${set.missingSince}
    where organization_id = ${set.organizationId}
      and pages_host = ${set.host}
      and pages_host_missing_since is distinct from ${set.missingSince}::timestamptz`);
}

/** Takes a host away, unless the company has changed it meanwhile. */
export async function clearPagesHost(tx: Tx, { organizationId, host }: SetHost): Promise<boolean> {
  const cleared = await tx.run(sql`
    update brandings
    set pages_host = null, pages_host_missing_since = null
    where organization_id = ${organizationId} and pages_host = ${host}`);
  return cleared === 1;
}
