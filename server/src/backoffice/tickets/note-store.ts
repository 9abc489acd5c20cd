import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { Ticket, TicketNote } from './ticket.ts';

export async function insertNote(
  tx: Tx,
  { accountId, id: ticketId }: Pick<Ticket, 'accountId' | 'id'>,
  note: TicketNote,
): Promise<void> {
  await tx.run(sql`
    insert into ticket_notes (account_id, ticket_id, id, author, body, created_at)
    values (${accountId}, ${ticketId}, ${note.id}, ${note.author}, ${note.body},
      ${note.createdAt})`);
}

/** Returns the notes on a ticket, oldest first. */
export function selectNotes(db: Queryable, accountId: string, ticketId: string) {
  return db.rows<TicketNote>(sql`
    select id, author, body, created_at as "createdAt"
    from ticket_notes
    where account_id = ${accountId}
      and ticket_id = ${ticketId}
    order by id`);
}
