import { sql, type Tx } from '../db/database.ts';

export async function insertOrganization(
  tx: Tx,
  organization: { id: string; name: string; email: string; createdAt: Date },
): Promise<void> {
  await tx.run(sql`
    insert into organizations (id, name, email, created_at)
    values (${organization.id}, ${organization.name}, ${organization.email},
      ${organization.createdAt})`);
}
