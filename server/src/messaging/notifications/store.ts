import type { Locale } from '../../kernel/locale.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { NotificationChoice, NotificationKind } from './notification.ts';

/** A member of an organization, and what they chose for a kind; null without a choice. */
export type Colleague = {
  personId: string;
  email: string;
  locale: Locale;
  role: string;
  isWanted: boolean | null;
};

/** Returns the members of an organization whose addresses are verified, in no order. */
export function selectColleagues(
  db: Queryable,
  { organizationId, kind }: { organizationId: string; kind: NotificationKind },
): Promise<Colleague[]> {
  return db.rows<Colleague>(sql`
    select colleague.person_id as "personId", colleague.email, colleague.locale, colleague.role,
      choice.is_wanted as "isWanted"
    from colleagues as colleague
    left join notification_choices as choice
      on choice.person_id = colleague.person_id
      and choice.kind = ${kind}
    where colleague.organization_id = ${organizationId}`);
}

export function selectChoices(db: Queryable, personId: string): Promise<NotificationChoice[]> {
  return db.rows<NotificationChoice>(sql`
    select kind, is_wanted as "isWanted"
    from notification_choices
    where person_id = ${personId}
    order by kind`);
}

export async function upsertChoice(
  tx: Tx,
  personId: string,
  { kind, isWanted }: NotificationChoice,
): Promise<void> {
  await tx.run(sql`
    insert into notification_choices (person_id, kind, is_wanted)
    values (${personId}, ${kind}, ${isWanted})
    on conflict (person_id, kind) do update
    set is_wanted = excluded.is_wanted`);
}
