import { newId } from '../../kernel/ids.ts';
import { integers, texts, timestamps, uuids } from '../../platform/db/arrays.ts';
import { type Queryable, type Sql, sql, type Tx } from '../../platform/db/database.ts';
import { ofAccounts } from '../../platform/db/distribution.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
import type { Event, EventDraft, EventType } from './event.ts';

/** Opens the event log of a new account; part of creating the account. */
export async function openEventLog(scope: Pick<Scope, 'db' | 'accountId'>): Promise<void> {
  await scope.db.run(sql`insert into event_sequences (account_id) values (${scope.accountId})`);
}

/**
 * Locks the accounts' logs in the order of their ids until the transaction ends, as every writer of
 * several does, so that no two can wait in a circle. Returns the accounts whose log it locked; with
 * `skipLocked` those that another transaction holds are left out.
 */
export async function lockEventLogs(
  tx: Tx,
  accountIds: readonly string[],
  { skipLocked }: { skipLocked: boolean },
): Promise<string[]> {
  const rows = await tx.rows<{ accountId: string }>(sql`
    select log.account_id as "accountId"
    from unnest((select ${uuids(accountIds)}::uuid[])) as asked (account_id)
    join event_sequences as log on log.account_id = asked.account_id
      ${ofAccounts(tx, sql`log.account_id`, accountIds)}
    order by log.account_id
    for no key update of log ${skipLocked ? sql`skip locked` : sql``}`);
  return rows.map(({ accountId }) => accountId);
}

/** Events of one account, in the order in which they became true. */
export type EventsOfAccount = { accountId: string; drafts: readonly EventDraft[] };

/** Numbers and inserts in one statement; the sequence row serialises an account's writers. */
export async function insertEvents(tx: Tx, logs: readonly EventsOfAccount[]): Promise<void> {
  const accountIds = logs.map(({ accountId }) => accountId);
  const rows = logs.flatMap(({ accountId, drafts }) =>
    drafts.map((draft, index) => ({ accountId, place: index + 1, draft })),
  );
  await tx.run(sql`
    with numbered as (
      update event_sequences as log
      set last_sequence = last_sequence + written.events
      from unnest(
        ${uuids(accountIds)}::uuid[],
        ${integers(logs.map(({ drafts }) => drafts.length))}::integer[]
      ) as written (account_id, events)
      where log.account_id = written.account_id
        ${ofAccounts(tx, sql`log.account_id`, accountIds)}
      returning log.account_id, log.last_sequence - written.events as before
    )
    insert into events (account_id, sequence, id, type, body, created_at)
    select draft.account_id, numbered.before + draft.place, draft.id, draft.type,
      draft.body::jsonb, draft.created_at
    from unnest(
      ${uuids(rows.map(({ accountId }) => accountId))}::uuid[],
      ${integers(rows.map(({ place }) => place))}::integer[],
      ${uuids(rows.map(() => newId()))}::uuid[],
      ${texts(rows.map(({ draft }) => draft.type))}::text[],
      ${texts(rows.map(({ draft }) => JSON.stringify(draft.body)))}::text[],
      ${timestamps(rows.map(({ draft }) => draft.createdAt))}::timestamptz[]
    ) as draft (account_id, place, id, type, body, created_at)
    join numbered on numbered.account_id = draft.account_id`);
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

/** Returns the sequence of the first event after a number; undefined if there is none. */
export async function selectNextSequence(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  after: bigint,
): Promise<bigint | undefined> {
  const row = await scope.db.row<{ sequence: bigint }>(sql`
    select sequence
    from events
    where account_id = ${scope.accountId}
      and sequence > ${after}
    order by sequence
    limit 1`);
  return row?.sequence;
}

/** Returns whether any event up to a number is kept. */
export async function hasEvents(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  until: bigint,
): Promise<boolean> {
  const row = await scope.db.row(sql`
    select sequence
    from events
    where account_id = ${scope.accountId}
      and sequence <= ${until}
    order by sequence
    limit 1`);
  return row !== undefined;
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
