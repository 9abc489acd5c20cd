import { type Context, noteChange } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import type { Tx } from '../../platform/db/database.ts';
import { findAccount, readClock } from '../../tenancy/accounts/index.ts';
import { authorOf, checkText } from './author.ts';
import { mailOperators, mailReseller } from './mails.ts';
import { lockDeskTicket, lockTicket, type Thread } from './read-tickets.ts';
import { insertMessage, selectMessages, updateStatus } from './store.ts';
import { TICKET_STATES, type Ticket, type TicketMessage, type TicketSide } from './ticket.ts';

type Reply = { id: string; text: string };

/** The reseller writes; the ticket is open again. Refuses `ticket_not_found`. */
export async function replyAsReseller(tx: Tx, ctx: Context, reply: Reply): Promise<Thread> {
  checkText(reply.text);
  const ticket = await lockTicket(tx, ctx.accountId, reply.id);
  const written = await write(tx, ctx, { ticket, side: 'reseller', text: reply.text, at: ctx.now });
  await mailOperators(tx, written);
  return thread(tx, written.ticket);
}

/** The platform answers; the ticket waits for the reseller. Refuses `ticket_not_found`. */
export async function replyAsOperator(tx: Tx, ctx: Context, reply: Reply): Promise<Thread> {
  checkText(reply.text);
  const ticket = await lockDeskTicket(tx, reply.id);
  const { accountId } = ticket;
  const at = await readClock(tx, { accountId, realNow: ctx.now });
  const written = await write(tx, ctx, { ticket, side: 'operator', text: reply.text, at });
  const { organizationId } = await findAccount(tx, accountId);
  await mailReseller(tx, { ...written, organizationId });
  return thread(tx, written.ticket);
}

type Written = { ticket: Ticket; side: TicketSide; text: string; at: Date };

async function write(
  tx: Tx,
  ctx: Context,
  { ticket, side, text, at }: Written,
): Promise<{ ticket: Ticket; message: TicketMessage }> {
  const action = side === 'reseller' ? 'reseller_replies' : 'operator_replies';
  const status = TICKET_STATES[action][ticket.status];
  const message = { id: newId(), side, author: authorOf(ctx), body: text, createdAt: at };
  await insertMessage(tx, ticket, message);
  await updateStatus(tx, ticket.accountId, { id: ticket.id, status, updatedAt: at });
  noteChange(ctx, {
    action: 'ticket.replied',
    target: ticket.id,
    before: { status: ticket.status },
    after: { status, messageId: message.id },
  });
  return { ticket: { ...ticket, status, updatedAt: at }, message };
}

async function thread(tx: Tx, ticket: Ticket): Promise<Thread> {
  return { ticket, messages: await selectMessages(tx, ticket.accountId, ticket.id) };
}
