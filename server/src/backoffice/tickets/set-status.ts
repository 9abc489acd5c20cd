import { audit } from '../../kernel/context.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { ACTION_OF_STATUS, TICKET_STATES, type Ticket, type TicketStatus } from './ticket.ts';
import { updateStatus } from './ticket-store.ts';

/** Changes the status of a locked ticket and returns the ticket. */
export async function changeStatus(
  scope: Scope,
  { ticket, status: wanted, at }: { ticket: Ticket; status: TicketStatus; at: Date },
): Promise<Ticket> {
  const { accountId, id } = ticket;
  const status = TICKET_STATES[ACTION_OF_STATUS[wanted]][ticket.status];
  if (status === ticket.status) return ticket;

  await updateStatus(scope.db, accountId, { id, status, updatedAt: at });
  const action = 'ticket.status_changed';
  audit(scope, { action, target: id, before: { status: ticket.status }, after: { status } });
  return { ...ticket, status, updatedAt: at };
}
