import type { Locale } from '../../kernel/locale.ts';
/** `open` waits for the platform, `waiting` for the reseller, `closed` for nobody. */
export const TICKET_STATUSES = ['open', 'waiting', 'closed'] as const;
export type TicketStatus = (typeof TICKET_STATUSES)[number];

export type TicketSide = 'reseller' | 'operator';
export type TicketAction = 'reseller_replies' | 'operator_replies' | 'reopen' | 'wait' | 'close';

/** What each action makes of a ticket; every one is possible in every state. */
export const TICKET_STATES: Record<TicketAction, Record<TicketStatus, TicketStatus>> = {
  reseller_replies: { open: 'open', waiting: 'open', closed: 'open' },
  operator_replies: { open: 'waiting', waiting: 'waiting', closed: 'waiting' },
  reopen: { open: 'open', waiting: 'open', closed: 'open' },
  wait: { open: 'waiting', waiting: 'waiting', closed: 'waiting' },
  close: { open: 'closed', waiting: 'closed', closed: 'closed' },
};

/** The action that is meant by asking for a status. */
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
  /** Null when a key asked. */
  authorPersonId: string | null;
  authorLocale: Locale;
  createdAt: Date;
  updatedAt: Date;
};

export type TicketMessage = {
  id: string;
  side: TicketSide;
  author: string;
  body: string;
  createdAt: Date;
};

/** `T-1042`: what people say. */
export function ticketName({ number }: Pick<Ticket, 'number'>): string {
  return `T-${number}`;
}

/** The wire's ticket without its messages. */
export function showTicket(ticket: Ticket) {
  return {
    id: ticket.id,
    number: ticketName(ticket),
    subject: ticket.subject,
    status: ticket.status,
    activatedItemUid: ticket.activatedItemId,
    iccid: ticket.iccid,
    createdAt: ticket.createdAt.toISOString(),
    updatedAt: ticket.updatedAt.toISOString(),
  };
}

/** The wire's ticket with its messages, the oldest first. */
export function showThread({ ticket, messages }: { ticket: Ticket; messages: TicketMessage[] }) {
  return { ...showTicket(ticket), messages: messages.map(showMessage) };
}

function showMessage({ id, side, author, body, createdAt }: TicketMessage) {
  return { id, from: side, author, text: body, createdAt: createdAt.toISOString() };
}
