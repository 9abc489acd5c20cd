import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { Ticket, TicketMessage } from './ticket.ts';

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

/** Returns the messages of a ticket, oldest first. */
export function selectMessages(db: Queryable, accountId: string, ticketId: string) {
  return db.rows<TicketMessage>(sql`
    select id, side, author, body, created_at as "createdAt"
    from ticket_messages
    where account_id = ${accountId}
      and ticket_id = ${ticketId}
    order by id`);
}
