import { newId } from '../../kernel/ids.ts';
import { type Queryable, type Sql, sql, type Tx } from '../../platform/db/database.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
import type { Event, EventDraft, EventType } from './event.ts';

/** Opens the event log of a new account; part of creating the account. */
export async function openEventLog(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await scope.db.run(sql`insert into event_sequences (account_id) values (${scope.accountId})`);
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

/** What to find among the events; a field that is left out excludes nothing. */
export type EventFilter = {
  types?: readonly EventType[];
  customerUid?: string;
  activatedItemUid?: string;
  iccid?: string;
};

/** A part of the log: sequences above `after`, up to and including `until`. */
export type EventWindow = { after: bigint; until: bigint; isDescending?: boolean; limit: number };

/** Returns the matching events of a window. The log has no gaps: events commit in their order. */
export function selectEvents(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  filter: EventFilter,
  { after, until, isDescending = false, limit }: EventWindow,
): Promise<Event[]> {
  return scope.db.rows<Event>(sql`
    select sequence, id, type, body, created_at as "createdAt"
    from events
    where account_id = ${scope.accountId}
      and sequence > ${after}
      and sequence <= ${until}
      ${andMatches(filter)}
    order by sequence ${isDescending ? sql`desc` : sql``}
    limit ${limit}`);
}

function andMatches({ types, customerUid, activatedItemUid: item, iccid }: EventFilter): Sql {
  const all = sql``;
  return sql`
    ${types ? sql`and type = any (${types}::text[])` : all}
    ${customerUid === undefined ? all : sql`and body ->> 'uid' = ${customerUid}`}
    ${item === undefined ? all : sql`and body ->> 'activatedItem' = ${item}`}
    ${iccid === undefined ? all : sql`and body ->> 'iccid' = ${iccid}`}`;
}

/** Returns the sequence of the account's newest event; 0 before the first. */
export async function readLastSequence(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
): Promise<bigint> {
  const row = await scope.db.row<{ last: bigint }>(sql`
    select last_sequence as last
    from event_sequences
    where account_id = ${scope.accountId}`);
  return row?.last ?? 0n;
}

/** Returns the sequence of the newest event of each of these accounts. */
export async function selectLastSequences(
  db: Queryable,
  accountIds: readonly string[],
): Promise<Map<string, bigint>> {
  const rows = await db.rows<{ accountId: string; last: bigint }>(sql`
    select account_id as "accountId", last_sequence as last
    from event_sequences
    where account_id = any (${accountIds}::uuid[])`);
  return new Map(rows.map(({ accountId, last }) => [accountId, last]));
}

/** Deletes a sandbox account's events. Sequences go on, so that no receiver sees one twice. */
export async function resetEvents(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await scope.db.run(sql`delete from events where account_id = ${scope.accountId}`);
}
