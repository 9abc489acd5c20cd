import { isUuid } from '../../kernel/ids.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { Ticket, TicketMessage, TicketStatus } from './ticket.ts';

const columns = sql`
  account_id as "accountId", id, number, subject, status, activated_item_id as "activatedItemId",
  iccid, author_person_id as "authorPersonId", author_locale as "authorLocale",
  created_at as "createdAt", updated_at as "updatedAt"`;

/** Gives the ticket with its number. */
export function insertTicket(tx: Tx, ticket: Omit<Ticket, 'number'>): Promise<Ticket | undefined> {
  return tx.row<Ticket>(sql`
    insert into tickets
      (account_id, id, number, subject, status, activated_item_id, iccid, author_person_id,
        author_locale, created_at, updated_at)
    values (${ticket.accountId}, ${ticket.id}, nextval('ticket_numbers'), ${ticket.subject},
      ${ticket.status}, ${ticket.activatedItemId}, ${ticket.iccid}, ${ticket.authorPersonId},
      ${ticket.authorLocale}, ${ticket.createdAt}, ${ticket.updatedAt})
    returning ${columns}`);
}

export async function insertMessage(
  tx: Tx,
  { accountId, id: ticketId }: Pick<Ticket, 'accountId' | 'id'>,
  message: TicketMessage,
): Promise<void> {
  await tx.run(sql`
    insert into ticket_messages (account_id, ticket_id, id, side, author, body, created_at)
    values (${accountId}, ${ticketId}, ${message.id}, ${message.side}, ${message.author},
      ${message.body}, ${message.createdAt})`);
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

/** The ticket, kept from changing until the transaction ends. */
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

/** The oldest first. */
export function selectMessages(db: Queryable, accountId: string, ticketId: string) {
  return db.rows<TicketMessage>(sql`
    select id, side, author, body, created_at as "createdAt"
    from ticket_messages
    where account_id = ${accountId}
      and ticket_id = ${ticketId}
    order by id`);
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

export type TicketsAsked = {
  status: TicketStatus | undefined;
  /** The id of the last entry of the page before. */
  after: string | undefined;
  limit: number;
};

/** The newest first. */
export function selectTickets(db: Queryable, accountId: string, asked: TicketsAsked) {
  const { status = null, after = null, limit } = asked;
  return db.rows<Ticket>(sql`
    select ${columns}
    from tickets
    where account_id = ${accountId}
      and (${status}::text is null or status = ${status})
      and (${after}::uuid is null or id < ${after})
    order by id desc
    limit ${limit}`);
}
