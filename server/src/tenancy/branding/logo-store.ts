import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';

export type Logo = { name: string; content: Buffer };

export async function upsertLogo(tx: Tx, organizationId: string, logo: Logo): Promise<void> {
  await tx.run(sql`
    insert into brand_logos (organization_id, name, content)
    values (${organizationId}, ${logo.name}, ${logo.content})
    on conflict (organization_id) do update
    set name = excluded.name, content = excluded.content`);
}

export async function deleteLogo(tx: Tx, organizationId: string): Promise<void> {
  await tx.run(sql`
    delete from brand_logos
    where organization_id = ${organizationId}`);
}

/** Returns the content of a logo by its public name. */
export async function selectLogo(db: Queryable, name: string): Promise<Buffer | undefined> {
  const row = await db.row<{ content: Buffer }>(sql`
    select content
    from brand_logos
    where name = ${name}`);
  return row?.content;
}
