import { newId } from '../../kernel/ids.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { Event, EventDraft } from './event.ts';

export async function insertEventSequence(tx: Tx, accountId: string): Promise<void> {
  await tx.run(sql`insert into event_sequences (account_id) values (${accountId})`);
}

/** Numbers and inserts in one statement; the sequence row serialises the account's writers. */
export async function insertEvents(
  tx: Tx,
  accountId: string,
  drafts: readonly EventDraft[],
): Promise<void> {
  await tx.run(sql`
    with numbered as (
      update event_sequences
      set last_sequence = last_sequence + ${drafts.length}
      where account_id = ${accountId}
      returning last_sequence - ${drafts.length} as before
    )
    insert into events (account_id, sequence, id, type, body, created_at)
    select ${accountId}, numbered.before + draft.ordinality, draft.id, draft.type, draft.body,
      draft.created_at
    from numbered, unnest(
      ${drafts.map(() => newId())}::uuid[],
      ${drafts.map((draft) => draft.type)}::text[],
      ${drafts.map((draft) => JSON.stringify(draft.body))}::jsonb[],
      ${drafts.map((draft) => draft.createdAt)}::timestamptz[]
    ) with ordinality as draft (id, type, body, created_at, ordinality)`);
}

/** The oldest facts after a number; without gaps, since they commit in that order. */
export async function selectEventsAfter(
  db: Queryable,
  accountId: string,
  { after, limit }: { after: number; limit: number },
): Promise<Event[]> {
  return db.rows<Event>(sql`
    select sequence, id, type, body, created_at as "createdAt"
    from events
    where account_id = ${accountId}
      and sequence > ${after}
    order by sequence
    limit ${limit}`);
}

/** The number of the account's newest fact; 0 before the first. */
export async function readLastSequence(db: Queryable, accountId: string): Promise<bigint> {
  const row = await db.row<{ last: bigint }>(sql`
    select last_sequence as last
    from event_sequences
    where account_id = ${accountId}`);
  return row?.last ?? 0n;
}
