import { isUuid } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable, Tx } from '../../platform/db/database.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
import { selectAttachments } from './attachment-store.ts';
import { selectMessages } from './message-store.ts';
import { selectNotes } from './note-store.ts';
import type { DeskAsked, DeskThread, DeskTicket, Thread, Ticket, TicketsAsked } from './ticket.ts';
import {
  selectAccountOfTicket,
  selectTicket,
  selectTicketForUpdate,
  selectTickets,
  selectTicketsOfAll,
} from './ticket-store.ts';

/** Returns the account's ticket with its messages. Throws `ticket_not_found`. */
export async function readTicket(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  id: string,
): Promise<Thread> {
  return threadOf(scope.db, found(await selectTicket(scope.db, scope.accountId, id)));
}

/** Returns a ticket with its messages and attachments. */
export async function threadOf(db: Queryable, ticket: Ticket): Promise<Thread> {
  const { accountId, id } = ticket;
  const [messages, attachments] = await Promise.all([
    selectMessages(db, accountId, id),
    selectAttachments(db, accountId, id),
  ]);
  return { ticket, messages, attachments };
}

/** Returns a ticket with all that the platform's people see. */
export async function deskThreadOf(db: Queryable, ticket: Ticket): Promise<DeskThread> {
  const notes = await selectNotes(db, ticket.accountId, ticket.id);
  return { ...(await threadOf(db, ticket)), notes };
}

/** Returns a ticket of any reseller with all of it. Throws `ticket_not_found`. */
export async function readDeskTicket(db: Queryable, id: string): Promise<DeskThread> {
  const accountId = found(await selectAccountOfTicket(db, id));
  return deskThreadOf(db, found(await selectTicket(db, accountId, id)));
}

/** Returns the account's tickets, newest first. */
export async function listTickets(
  { db, accountId }: Pick<ReadScope, 'db' | 'accountId'>,
  asked: TicketsAsked,
): Promise<Ticket[]> {
  if (asked.assigneeId && !isUuid(asked.assigneeId)) return [];
  return selectTickets(db, accountId, asked);
}

/** Returns the tickets of all resellers, or of one, newest first. */
export async function listDeskTickets(db: Queryable, asked: DeskAsked): Promise<DeskTicket[]> {
  const { organizationId, assigneeId } = asked;
  if (organizationId !== undefined && !isUuid(organizationId)) return [];
  if (assigneeId && !isUuid(assigneeId)) return [];
  return selectTicketsOfAll(db, asked);
}

/** Locks and returns the account's ticket. Throws `ticket_not_found`. */
export async function lockTicket(
  scope: Pick<Scope, 'db' | 'accountId'>,
  id: string,
): Promise<Ticket> {
  return found(await selectTicketForUpdate(scope.db, scope.accountId, id));
}

/** Locks and returns a ticket of any reseller. Throws `ticket_not_found`. */
export async function lockDeskTicket(tx: Tx, id: string): Promise<Ticket> {
  return lockTicket({ db: tx, accountId: found(await selectAccountOfTicket(tx, id)) }, id);
}

function found<Found>(ticket: Found | undefined): Found {
  if (ticket === undefined) {
    throw new Refusal('ticket_not_found', 'No ticket has this ID.');
  }
  return ticket;
}
