import { audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { findAccount, readClock } from '../../tenancy/accounts/index.ts';
import { authorOf, checkText } from './author.ts';
import { mailOperators, mailReseller } from './mails.ts';
import { insertMessage } from './message-store.ts';
import { deskThreadOf, lockDeskTicket, lockTicket, threadOf } from './read-tickets.ts';
import {
  type DeskThread,
  type Thread,
  TICKET_STATES,
  type Ticket,
  type TicketMessage,
} from './ticket.ts';
import type { TicketSide } from './ticket-side.ts';
import { updateFirstAnswer, updateStatus } from './ticket-store.ts';

type Reply = { id: string; text: string };

/** Adds a reply of the reseller; the ticket is open again. Throws `ticket_not_found`. */
export async function replyAsReseller(scope: Scope, reply: Reply): Promise<Thread> {
  checkText(reply.text);
  const ticket = await lockTicket(scope, reply.id);
  const written = await write(scope, { ticket, side: 'reseller', text: reply.text, at: scope.now });
  await mailOperators(scope.db, written);
  return threadOf(scope.db, written.ticket);
}

/** Adds a reply of the platform; the ticket waits for the reseller. Throws `ticket_not_found`. */
export async function replyAsOperator(scope: Scope, reply: Reply): Promise<DeskThread> {
  checkText(reply.text);
  const ticket = await lockDeskTicket(scope.db, reply.id);
  const { accountId } = ticket;
  const at = await readClock(scope.db, { accountId, realNow: scope.now });
  const written = await write(scope, { ticket, side: 'operator', text: reply.text, at });
  await updateFirstAnswer(scope.db, { accountId, id: ticket.id, at });
  const { organizationId } = await findAccount(scope.db, accountId);
  await mailReseller(scope.db, { ...written, organizationId });
  const firstAnsweredAt = ticket.firstAnsweredAt ?? at;
  return deskThreadOf(scope.db, { ...written.ticket, firstAnsweredAt });
}

type Written = { ticket: Ticket; side: TicketSide; text: string; at: Date };

async function write(
  scope: Scope,
  { ticket, side, text, at }: Written,
): Promise<{ ticket: Ticket; message: TicketMessage }> {
  const action = side === 'reseller' ? 'reseller_replies' : 'operator_replies';
  const status = TICKET_STATES[action][ticket.status];
  const message = { id: newId(), side, author: authorOf(scope), body: text, createdAt: at };
  await insertMessage(scope.db, ticket, message);
  await updateStatus(scope.db, ticket.accountId, { id: ticket.id, status, updatedAt: at });
  audit(scope, {
    action: 'ticket.replied',
    target: ticket.id,
    before: { status: ticket.status },
    after: { status, messageId: message.id },
  });
  return { ticket: { ...ticket, status, updatedAt: at }, message };
}
