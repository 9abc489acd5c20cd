import { isUuid } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Queryable, Tx } from '../../platform/db/database.ts';
import type { ReadScope, Scope } from '../../platform/db/scope.ts';
import {
  type DeskAsked,
  type DeskTicket,
  selectAccountOfTicket,
  selectTicketsOfAll,
} from './desk-store.ts';
import { selectMessages, selectTicket, selectTicketForUpdate } from './store.ts';
import type { Ticket, TicketMessage } from './ticket.ts';

export type Thread = { ticket: Ticket; messages: TicketMessage[] };

/** The account's ticket with its messages; refuses `ticket_not_found`. */
export async function readTicket(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  id: string,
): Promise<Thread> {
  const ticket = found(await selectTicket(scope.db, scope.accountId, id));
  return { ticket, messages: await selectMessages(scope.db, scope.accountId, ticket.id) };
}

/** Any reseller's ticket with its messages; refuses `ticket_not_found`. */
export async function readDeskTicket(db: Queryable, id: string): Promise<Thread> {
  return readTicket({ db, accountId: found(await selectAccountOfTicket(db, id)) }, id);
}

/** The tickets of all resellers, or of one, the newest first. */
export async function listDeskTickets(db: Queryable, asked: DeskAsked): Promise<DeskTicket[]> {
  const { organizationId } = asked;
  if (organizationId !== undefined && !isUuid(organizationId)) return [];
  return selectTicketsOfAll(db, asked);
}

/** The account's ticket, kept from changing; refuses `ticket_not_found`. */
export async function lockTicket(
  scope: Pick<Scope, 'db' | 'accountId'>,
  id: string,
): Promise<Ticket> {
  return found(await selectTicketForUpdate(scope.db, scope.accountId, id));
}

/** Any reseller's ticket, kept from changing; refuses `ticket_not_found`. */
export async function lockDeskTicket(tx: Tx, id: string): Promise<Ticket> {
  return lockTicket({ db: tx, accountId: found(await selectAccountOfTicket(tx, id)) }, id);
}

function found<Found>(ticket: Found | undefined): Found {
  if (ticket === undefined) {
    throw new Refusal('ticket_not_found', 'There is no ticket with this id.');
  }
  return ticket;
}
