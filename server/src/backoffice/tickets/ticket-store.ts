import { isUuid } from '../../kernel/ids.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { DeskAsked, DeskTicket, Ticket, TicketStatus, TicketsAsked } from './ticket.ts';

const columns = sql`
  account_id as "accountId", id, number, subject, status, activated_item_id as "activatedItemId",
  iccid, author_person_id as "authorPersonId", author_locale as "authorLocale", priority,
  assignee_person_id as "assigneePersonId", assignee_name as "assigneeName",
  member_person_id as "memberPersonId", member_name as "memberName",
  first_answered_at as "firstAnsweredAt", created_at as "createdAt", updated_at as "updatedAt"`;

/** Returns the ticket with its number. */
export async function insertTicket(
  tx: Tx,
  ticket: Omit<Ticket, 'number'>,
): Promise<Ticket | undefined> {
  const owned = await tx.row<{ number: bigint }>(sql`
    insert into ticket_owners (account_id, number)
    values (${ticket.accountId}, nextval('ticket_numbers'))
    returning number`);
  return tx.row<Ticket>(sql`
    insert into tickets
      (account_id, id, number, subject, status, activated_item_id, iccid, author_person_id,
        author_locale, priority, created_at, updated_at)
    values (${ticket.accountId}, ${ticket.id}, ${owned?.number}, ${ticket.subject},
      ${ticket.status}, ${ticket.activatedItemId}, ${ticket.iccid}, ${ticket.authorPersonId},
      ${ticket.authorLocale}, ${ticket.priority}, ${ticket.createdAt}, ${ticket.updatedAt})
    returning ${columns}`);
}

export async function selectTicket(
  db: Queryable,
  accountId: string,
  id: string,
): Promise<Ticket | undefined> {
  if (!isUuid(id)) return undefined;
  return db.row<Ticket>(sql`
    select ${columns}
    from tickets
    where account_id = ${accountId}
      and id = ${id}`);
}

/** Locks the ticket until the transaction ends. */
export async function selectTicketForUpdate(
  tx: Tx,
  accountId: string,
  id: string,
): Promise<Ticket | undefined> {
  if (!isUuid(id)) return undefined;
  return tx.row<Ticket>(sql`
    select ${columns}
    from tickets
    where account_id = ${accountId}
      and id = ${id}
    for update`);
}

export async function updateStatus(
  tx: Tx,
  accountId: string,
  change: { id: string; status: TicketStatus; updatedAt: Date },
): Promise<void> {
  await tx.run(sql`
    update tickets
    set status = ${change.status}, updated_at = ${change.updatedAt}
    where account_id = ${accountId}
      and id = ${change.id}`);
}

/** Keeps when the platform answered, unless it had answered before. */
export async function updateFirstAnswer(
  tx: Tx,
  { accountId, id, at }: { accountId: string; id: string; at: Date },
): Promise<void> {
  await tx.run(sql`
    update tickets
    set first_answered_at = ${at}
    where account_id = ${accountId}
      and id = ${id}
      and first_answered_at is null`);
}

/** Returns tickets of an account, newest first. */
export function selectTickets(db: Queryable, accountId: string, asked: TicketsAsked) {
  const { status = null, after = null, limit, assigneeId } = asked;
  return db.rows<Ticket>(sql`
    select ${columns}
    from tickets
    where account_id = ${accountId}
      and (${status}::text is null or status = ${status})
      and (${assigneeId === undefined}
        or member_person_id is not distinct from ${assigneeId ?? null}::uuid)
      and (${after}::uuid is null or id < ${after})
    order by id desc
    limit ${limit}`);
}

/** Returns the account of a ticket. */
export async function selectAccountOfTicket(
  db: Queryable,
  id: string,
): Promise<string | undefined> {
  if (!isUuid(id)) return undefined;
  const row = await db.row<{ accountId: string }>(sql`
    select account_id as "accountId"
    from tickets
    where id = ${id}`);
  return row?.accountId;
}

/** Returns tickets of all resellers, or of one, newest first. */
export function selectTicketsOfAll(db: Queryable, asked: DeskAsked) {
  const { status = null, after = null, organizationId = null, limit } = asked;
  const { priority = null, assigneeId } = asked;
  return db.rows<DeskTicket>(sql`
    select ticket.account_id as "accountId", ticket.id, ticket.number, ticket.subject,
      ticket.status, ticket.activated_item_id as "activatedItemId", ticket.iccid,
      ticket.author_person_id as "authorPersonId", ticket.author_locale as "authorLocale",
      ticket.priority, ticket.assignee_person_id as "assigneePersonId",
      ticket.assignee_name as "assigneeName", ticket.member_person_id as "memberPersonId",
      ticket.member_name as "memberName",
      ticket.first_answered_at as "firstAnsweredAt",
      ticket.created_at as "createdAt", ticket.updated_at as "updatedAt",
      organization.id as "organizationId", organization.name as "organizationName", account.mode
    from tickets as ticket
    join accounts as account on account.id = ticket.account_id
    join organizations as organization on organization.id = account.organization_id
    where (${status}::text is null or ticket.status = ${status})
      and (${organizationId}::uuid is null or organization.id = ${organizationId})
      and (${priority}::text is null or ticket.priority = ${priority})
      and (${assigneeId === undefined}
        or ticket.assignee_person_id is not distinct from ${assigneeId ?? null}::uuid)
      and (${after}::uuid is null or ticket.id < ${after})
    order by ticket.id desc
    limit ${limit}`);
}

/** Sets who takes care of a ticket, and how urgent it is. */
export async function updateCare(
  tx: Tx,
  ticket: Pick<Ticket, 'accountId' | 'id' | 'priority' | 'assigneePersonId' | 'assigneeName'>,
): Promise<void> {
  await tx.run(sql`
    update tickets
    set priority = ${ticket.priority}, assignee_person_id = ${ticket.assigneePersonId},
      assignee_name = ${ticket.assigneeName}
    where account_id = ${ticket.accountId}
      and id = ${ticket.id}`);
}

/** Sets which member of the reseller's team takes care of a ticket. */
export async function updateMember(
  tx: Tx,
  ticket: Pick<Ticket, 'accountId' | 'id' | 'memberPersonId' | 'memberName'>,
): Promise<void> {
  await tx.run(sql`
    update tickets
    set member_person_id = ${ticket.memberPersonId}, member_name = ${ticket.memberName}
    where account_id = ${ticket.accountId}
      and id = ${ticket.id}`);
}
