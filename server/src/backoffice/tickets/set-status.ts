import { audit } from '../../kernel/context.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { readClock } from '../../tenancy/accounts/index.ts';
import { selectMessages } from './message-store.ts';
import { lockDeskTicket, lockTicket } from './read-tickets.ts';
import {
  ACTION_OF_STATUS,
  type Thread,
  TICKET_STATES,
  type Ticket,
  type TicketStatus,
} from './ticket.ts';
import { updateStatus } from './ticket-store.ts';

type Wanted = { id: string; status: TicketStatus };

/** Closes or reopens a ticket of the reseller. Throws `ticket_not_found`. */
export async function setStatus(scope: Scope, wanted: Wanted): Promise<Thread> {
  const ticket = await lockTicket(scope, wanted.id);
  return change(scope, { ticket, status: wanted.status, at: scope.now });
}

/** Sets the status of a ticket for the platform. Throws `ticket_not_found`. */
export async function setStatusAsOperator(scope: Scope, wanted: Wanted): Promise<Thread> {
  const ticket = await lockDeskTicket(scope.db, wanted.id);
  const at = await readClock(scope.db, { accountId: ticket.accountId, realNow: scope.now });
  return change(scope, { ticket, status: wanted.status, at });
}

async function change(
  scope: Scope,
  { ticket, status: wanted, at }: { ticket: Ticket; status: TicketStatus; at: Date },
): Promise<Thread> {
  const { accountId, id } = ticket;
  const status = TICKET_STATES[ACTION_OF_STATUS[wanted]][ticket.status];
  const messages = await selectMessages(scope.db, accountId, id);
  if (status === ticket.status) return { ticket, messages };

  await updateStatus(scope.db, accountId, { id, status, updatedAt: at });
  const action = 'ticket.status_changed';
  audit(scope, { action, target: id, before: { status: ticket.status }, after: { status } });
  return { ticket: { ...ticket, status, updatedAt: at }, messages };
}
