import { type Context, noteChange } from '../../kernel/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import { readClock } from '../../tenancy/accounts/index.ts';
import { lockDeskTicket, lockTicket, type Thread } from './read-tickets.ts';
import { selectMessages, updateStatus } from './store.ts';
import { ACTION_OF_STATUS, TICKET_STATES, type Ticket, type TicketStatus } from './ticket.ts';

type Wanted = { id: string; status: TicketStatus };

/** The reseller closes or reopens its ticket. Refuses `ticket_not_found`. */
export async function setStatus(tx: Tx, ctx: Context, wanted: Wanted): Promise<Thread> {
  const ticket = await lockTicket(tx, ctx.accountId, wanted.id);
  return change(tx, ctx, { ticket, status: wanted.status, at: ctx.now });
}

/** The platform does, or makes it wait for the reseller. Refuses `ticket_not_found`. */
export async function setStatusAsOperator(tx: Tx, ctx: Context, wanted: Wanted): Promise<Thread> {
  const ticket = await lockDeskTicket(tx, wanted.id);
  const at = await readClock(tx, { accountId: ticket.accountId, realNow: ctx.now });
  return change(tx, ctx, { ticket, status: wanted.status, at });
}

async function change(
  tx: Tx,
  ctx: Context,
  { ticket, status: wanted, at }: { ticket: Ticket; status: TicketStatus; at: Date },
): Promise<Thread> {
  const { accountId, id } = ticket;
  const status = TICKET_STATES[ACTION_OF_STATUS[wanted]][ticket.status];
  const messages = await selectMessages(tx, accountId, id);
  if (status === ticket.status) return { ticket, messages };

  await updateStatus(tx, accountId, { id, status, updatedAt: at });
  const action = 'ticket.status_changed';
  noteChange(ctx, { action, target: id, before: { status: ticket.status }, after: { status } });
  return { ticket: { ...ticket, status, updatedAt: at }, messages };
}
