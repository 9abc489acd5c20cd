import type { Locale } from '../../kernel/locale.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

export type OrganizationRow = {
  id: string;
  name: string;
  email: string;
  locale: Locale;
  isPlatform: boolean;
};

export async function insertOrganization(
  tx: Tx,
  organization: OrganizationRow & { createdAt: Date },
): Promise<void> {
  await tx.run(sql`
    insert into organizations (id, name, email, locale, is_platform, created_at)
    values (${organization.id}, ${organization.name}, ${organization.email},
      ${organization.locale}, ${organization.isPlatform}, ${organization.createdAt})`);
}

export async function selectOrganization(
  db: Queryable,
  id: string,
): Promise<OrganizationRow | undefined> {
  return await db.row<OrganizationRow>(sql`
    select id, name, email, locale, is_platform as "isPlatform"
    from organizations
    where id = ${id}`);
}

/** The same under a lock, for what changes it. */
export async function selectOrganizationForUpdate(
  tx: Tx,
  id: string,
): Promise<OrganizationRow | undefined> {
  return await tx.row<OrganizationRow>(sql`
    select id, name, email, locale, is_platform as "isPlatform"
    from organizations
    where id = ${id}
    for no key update`);
}

export async function updateOrganization(
  tx: Tx,
  organization: Pick<OrganizationRow, 'id' | 'name' | 'email' | 'locale'>,
): Promise<void> {
  await tx.run(sql`
    update organizations
    set name = ${organization.name}, email = ${organization.email},
      locale = ${organization.locale}
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
