import { type Queryable, sql } from '../db/database.ts';

export type PasskeyName = { id: string; name: string | null; createdAt: Date };

/** What a person calls its passkeys; nothing of the keys. */
export function selectPasskeyNames(db: Queryable, personId: string): Promise<PasskeyName[]> {
  return db.rows<PasskeyName>(sql`
    select id, name, created_at as "createdAt"
    from passkeys
    where person_id = ${personId}
    order by created_at, id`);
}
