import type { Locale } from '../../kernel/locale.ts';
import { type Attachment, showAttachment } from './attachment.ts';
import type { TicketSide } from './ticket-side.ts';

/** `open` waits for the platform, `waiting` for the reseller; `closed` is done. */
export const TICKET_STATUSES = ['open', 'waiting', 'closed'] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];

export type TicketsAsked = {
  status: TicketStatus | undefined;
  /** The person that the tickets are assigned to; null for unassigned ones. */
  assigneeId: string | null | undefined;
  /** The id of the last ticket of the page before. */
  after: string | undefined;
  limit: number;
};
export type DeskAsked = TicketsAsked & {
  organizationId: string | undefined;
  priority: TicketPriority | undefined;
};

export const TICKET_PRIORITIES = ['low', 'normal', 'high', 'urgent'] as const;
export type TicketPriority = (typeof TICKET_PRIORITIES)[number];

export type TicketAction = 'reseller_replies' | 'operator_replies' | 'reopen' | 'wait' | 'close';

/** The status after each action; every action is possible in every status. */
export const TICKET_STATES: Record<TicketAction, Record<TicketStatus, TicketStatus>> = {
  reseller_replies: { open: 'open', waiting: 'open', closed: 'open' },
  operator_replies: { open: 'waiting', waiting: 'waiting', closed: 'waiting' },
  reopen: { open: 'open', waiting: 'open', closed: 'open' },
  wait: { open: 'waiting', waiting: 'waiting', closed: 'waiting' },
  close: { open: 'closed', waiting: 'closed', closed: 'closed' },
};

/** The action that sets a status. */
export const ACTION_OF_STATUS: Record<TicketStatus, TicketAction> = {
  open: 'reopen',
  waiting: 'wait',
  closed: 'close',
};

export type Ticket = {
  accountId: string;
  id: string;
  number: bigint;
  subject: string;
  status: TicketStatus;
  activatedItemId: string | null;
  iccid: string | null;
  /** Null if an API key created the ticket. */
  authorPersonId: string | null;
  authorLocale: Locale;
  priority: TicketPriority;
  /** The person of the platform who takes care of it. */
  assigneePersonId: string | null;
  assigneeName: string | null;
  /** The member of the reseller's team who takes care of it. */
  memberPersonId: string | null;
  memberName: string | null;
  /** When the platform first answered in the ticket. */
  firstAnsweredAt: Date | null;
  createdAt: Date;
  updatedAt: Date;
};

/** A ticket as the platform lists it: with its reseller. */
export type DeskTicket = Ticket & {
  organizationId: string;
  organizationName: string;
  mode: 'live' | 'sandbox';
};

export type TicketMessage = {
  id: string;
  side: TicketSide;
  author: string;
  body: string;
  createdAt: Date;
};

/** Returns the number that people use: `T-1042`. */
export function ticketName({ number }: Pick<Ticket, 'number'>): string {
  return `T-${number}`;
}

/** Returns the ticket of an answer to its reseller, without its messages. */
export function showTicket(ticket: Ticket) {
  return {
    id: ticket.id,
    number: ticketName(ticket),
    subject: ticket.subject,
    status: ticket.status,
    priority: ticket.priority,
    activatedItemUid: ticket.activatedItemId,
    iccid: ticket.iccid,
    assignee: personOf(ticket.memberPersonId, ticket.memberName),
    createdAt: ticket.createdAt.toISOString(),
    updatedAt: ticket.updatedAt.toISOString(),
  };
}

/** Returns the ticket of the operators' list. */
export function showDeskTicket(ticket: DeskTicket) {
  const { accountId, mode, organizationId, organizationName } = ticket;
  const owner = { accountId, mode, organizationId, organizationName };
  return { ...showTicket(ticket), ...owner, ...showDesk(ticket) };
}

/** A ticket with its messages and attachments, oldest first. */
export type Thread = { ticket: Ticket; messages: TicketMessage[]; attachments: Attachment[] };

/** Returns the thread of an answer. */
export function showThread({ ticket, messages, attachments }: Thread) {
  return {
    ...showTicket(ticket),
    messages: messages.map(showMessage),
    attachments: attachments.map(showAttachment),
  };
}

/** A note on a ticket that only the platform's people read. */
export type TicketNote = { id: string; author: string; body: string; createdAt: Date };

/** A thread with what only the platform's people see. */
export type DeskThread = Thread & { notes: TicketNote[] };

/** Returns the thread of an answer to the platform's people. */
export function showDeskThread({ notes, ...thread }: DeskThread) {
  return {
    ...showThread(thread),
    ...showDesk(thread.ticket),
    language: thread.ticket.authorLocale,
    notes: notes.map(showNote),
  };
}

/** What only the platform sees of a ticket. */
function showDesk(ticket: Ticket) {
  const { createdAt, firstAnsweredAt } = ticket;
  const waitedMs = firstAnsweredAt && firstAnsweredAt.getTime() - createdAt.getTime();
  return {
    assignee: operatorOf(ticket),
    firstAnsweredAt: firstAnsweredAt?.toISOString() ?? null,
    firstAnswerSeconds: waitedMs === null ? null : Math.max(0, Math.round(waitedMs / 1000)),
  };
}

function operatorOf({ assigneePersonId, assigneeName }: Ticket) {
  return personOf(assigneePersonId, assigneeName);
}

function personOf(personId: string | null, name: string | null) {
  return personId === null ? null : { personId, name };
}

function showNote({ id, author, body, createdAt }: TicketNote) {
  return { id, author, text: body, createdAt: createdAt.toISOString() };
}

function showMessage({ id, side, author, body, createdAt }: TicketMessage) {
  return { id, from: side, author, text: body, createdAt: createdAt.toISOString() };
}
