import { audit } from '../../kernel/context.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { findAssignee } from './assignee.ts';
import { lockTicket, threadOf } from './read-tickets.ts';
import { changeStatus } from './set-status.ts';
import type { Thread, Ticket, TicketStatus } from './ticket.ts';
import { updateMember } from './ticket-store.ts';

export type TicketChange = {
  id: string;
  status?: TicketStatus | undefined;
  /** A member of the reseller's team; `none` for nobody. */
  assigneeId?: string | undefined;
};

/**
 * Closes or reopens a ticket of the reseller, and assigns it to a member of the team, whichever are
 * given. Throws `ticket_not_found`, and `person_not_found` for somebody of another team.
 */
export async function updateTicket(scope: Scope, change: TicketChange): Promise<Thread> {
  const { status, assigneeId } = change;
  const ticket = await lockTicket(scope, change.id);
  const assigned = assigneeId === undefined ? ticket : await assign(scope, ticket, assigneeId);
  if (status === undefined) return threadOf(scope.db, assigned);
  const changed = await changeStatus(scope, { ticket: assigned, status, at: scope.now });
  return threadOf(scope.db, changed);
}

async function assign(scope: Scope, ticket: Ticket, assigneeId: string): Promise<Ticket> {
  const member = await findAssignee(scope, assigneeId);
  const memberPersonId = member?.personId ?? null;
  if (memberPersonId === ticket.memberPersonId) return ticket;
  const assigned = { ...ticket, memberPersonId, memberName: member?.name ?? null };
  await updateMember(scope.db, assigned);
  audit(scope, {
    action: 'ticket.assigned',
    target: ticket.id,
    before: { assigneeId: ticket.memberPersonId },
    after: { assigneeId: memberPersonId },
  });
  return assigned;
}
