import { audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { readClock } from '../../tenancy/accounts/index.ts';
import { type Assignee, findAssignee } from './assignee.ts';
import { authorOf, checkText } from './author.ts';
import { insertNote } from './note-store.ts';
import { deskThreadOf, lockDeskTicket } from './read-tickets.ts';
import { changeStatus } from './set-status.ts';
import type { DeskThread, Ticket, TicketPriority, TicketStatus } from './ticket.ts';
import { updateCare } from './ticket-store.ts';

export type DeskChange = {
  id: string;
  status?: TicketStatus | undefined;
  priority?: TicketPriority | undefined;
  /** A person of the platform; `none` for nobody. */
  assigneeId?: string | undefined;
  /** What the caller knows of the ticket; it is not changed if that is no longer so. */
  expectedStatus?: TicketStatus | undefined;
  expectedAssigneeId?: string | undefined;
};

/**
 * Changes the status, priority or assignee of a ticket, whichever are given. Throws
 * `ticket_not_found`, `person_not_found` for an assignee who is not of the platform, and
 * `invalid_state` if somebody has changed what is expected.
 */
export async function updateDeskTicket(scope: Scope, change: DeskChange): Promise<DeskThread> {
  const ticket = await lockDeskTicket(scope.db, change.id);
  checkExpected(ticket, change);
  const cared = await changeCare(scope, ticket, change);
  if (change.status === undefined) return deskThreadOf(scope.db, cared);
  const at = await readClock(scope.db, { accountId: ticket.accountId, realNow: scope.now });
  const changed = await changeStatus(scope, { ticket: cared, status: change.status, at });
  return deskThreadOf(scope.db, changed);
}

/** Of two people who take or close a ticket at once, the second is told. */
function checkExpected(ticket: Ticket, { expectedStatus, expectedAssigneeId }: DeskChange): void {
  const assignee = ticket.assigneePersonId ?? 'none';
  if (expectedAssigneeId !== undefined && expectedAssigneeId !== assignee) {
    const now = ticket.assigneeName ? `${ticket.assigneeName} has taken` : 'nobody has';
    throw new Refusal('invalid_state', `Somebody was faster: ${now} the ticket now.`);
  }
  if (expectedStatus !== undefined && expectedStatus !== ticket.status) {
    throw new Refusal('invalid_state', `Somebody was faster: the ticket is ${ticket.status} now.`);
  }
}

/** Adds a note that only the platform's people read. Throws `ticket_not_found`. */
export async function addNote(
  scope: Scope,
  { id, text }: { id: string; text: string },
): Promise<DeskThread> {
  checkText(text);
  const ticket = await lockDeskTicket(scope.db, id);
  const note = { id: newId(), author: authorOf(scope), body: text, createdAt: scope.now };
  await insertNote(scope.db, ticket, note);
  audit(scope, {
    action: 'ticket.note_added',
    target: ticket.id,
    before: null,
    after: { noteId: note.id },
  });
  return deskThreadOf(scope.db, ticket);
}

async function changeCare(scope: Scope, ticket: Ticket, change: DeskChange): Promise<Ticket> {
  const { priority = ticket.priority, assigneeId } = change;
  const assignee =
    assigneeId === undefined ? assigneeOf(ticket) : await findAssignee(scope, assigneeId);
  const changed: Ticket = {
    ...ticket,
    priority,
    assigneePersonId: assignee?.personId ?? null,
    assigneeName: assignee?.name ?? null,
  };
  const [before, after] = [careOf(ticket), careOf(changed)];
  if (JSON.stringify(before) === JSON.stringify(after)) return ticket;
  await updateCare(scope.db, changed);
  audit(scope, { action: 'ticket.care_changed', target: ticket.id, before, after });
  return changed;
}

function assigneeOf({ assigneePersonId, assigneeName }: Ticket): Assignee | undefined {
  if (assigneePersonId === null || assigneeName === null) return undefined;
  return { personId: assigneePersonId, name: assigneeName };
}

function careOf({ priority, assigneePersonId: assigneeId }: Ticket) {
  return { priority, assigneeId };
}
