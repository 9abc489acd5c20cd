import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { TravellerMail } from './traveller-mail.ts';

/** Returns the kinds of mails that an organization sends. */
export async function selectChoices(
  db: Queryable,
  organizationId: string,
): Promise<TravellerMail[]> {
  const rows = await db.rows<{ kind: TravellerMail }>(sql`
    select kind
    from traveller_mail_choices
    where organization_id = ${organizationId}`);
  return rows.map(({ kind }) => kind);
}

/** Replaces the kinds of mails that an organization sends. */
export async function replaceChoices(
  tx: Tx,
  { organizationId, kinds }: { organizationId: string; kinds: readonly TravellerMail[] },
): Promise<void> {
  await tx.run(sql`
    delete from traveller_mail_choices
    where organization_id = ${organizationId} and kind <> all (${[...kinds]}::text[])`);
  await tx.run(sql`
    insert into traveller_mail_choices (organization_id, kind)
    select ${organizationId}, kind
    from unnest(${[...kinds]}::text[]) as kind
    on conflict do nothing`);
}
