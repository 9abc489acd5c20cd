import { type Queryable, sql } from '../../platform/db/database.ts';

export type AttemptKind =
  | 'password'
  | 'password_device'
  | 'password_ip'
  | 'mail'
  | 'mail_ip'
  | 'mail_organization';
export type Attempt = { kind: AttemptKind; subjectHash: Buffer };

/**
 * Counts one more and returns how many there are and until when they count: `until` of the first of
 * them, and again of the last that is allowed.
 */
export async function countAttempt(
  db: Queryable,
  { kind, subjectHash }: Attempt,
  limit: { most: number; now: Date; until: Date },
): Promise<{ count: number; until: Date } | undefined> {
  return await db.row<{ count: number; until: Date }>(sql`
    insert into sign_in_attempts as known (kind, subject_hash, count, until)
    values (${kind}, ${subjectHash}, 1, ${limit.until})
    on conflict (kind, subject_hash) do update
    set count = case
        when known.until <= ${limit.now} then 1
        else least(known.count, ${limit.most}) + 1
      end,
      until = case
        when known.until <= ${limit.now} or known.count + 1 = ${limit.most} then excluded.until
        else known.until
      end
    returning count, until`);
}

export async function deleteAttempts(db: Queryable, { kind, subjectHash }: Attempt): Promise<void> {
  await db.run(sql`
    delete from sign_in_attempts
    where kind = ${kind}
      and subject_hash = ${subjectHash}`);
}

/** Takes one back that was no failure. */
export async function uncountAttempt(db: Queryable, { kind, subjectHash }: Attempt): Promise<void> {
  await db.run(sql`
    update sign_in_attempts
    set count = count - 1
    where kind = ${kind}
      and subject_hash = ${subjectHash}
      and count > 1`);
}

/** Deletes the counters whose time is over. */
export async function deleteOldAttempts(db: Queryable): Promise<void> {
  await db.run(sql`delete from sign_in_attempts where until < now()`);
}
