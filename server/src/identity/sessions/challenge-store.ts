import { type Queryable, sql } from '../../platform/db/database.ts';

export async function insertChallenge(
  db: Queryable,
  challenge: { id: string; identifier: string; value: string; now: Date; expiresAt: Date },
): Promise<void> {
  await db.run(sql`
    insert into sign_in_challenges (id, identifier, value, expires_at, created_at, updated_at)
    values (${challenge.id}, ${challenge.identifier}, ${challenge.value}, ${challenge.expiresAt},
      ${challenge.now}, ${challenge.now})`);
}

export async function selectChallenge(
  db: Queryable,
  { identifier, now }: { identifier: string; now: Date },
): Promise<string | undefined> {
  const row = await db.row<{ value: string }>(sql`
    select value
    from sign_in_challenges
    where identifier = ${identifier}
      and expires_at > ${now}`);
  return row?.value;
}

export async function deleteChallenge(
  db: Queryable,
  { identifier, now }: { identifier: string; now: Date },
): Promise<string | undefined> {
  const row = await db.row<{ value: string }>(sql`
    delete from sign_in_challenges
    where identifier = ${identifier}
      and expires_at > ${now}
    returning value`);
  return row?.value;
}
