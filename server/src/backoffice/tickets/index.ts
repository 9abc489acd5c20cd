export type { DeskTicket } from './desk-store.ts';
export { listDeskTickets, readDeskTicket, type Thread } from './read-tickets.ts';
export { replyAsOperator } from './reply.ts';
export { registerTicketRoutes } from './routes.ts';
export { aTicket, aTicketSummary, DeskTicketSchema, TicketSchema, TicketText } from './schemas.ts';
export { setStatusAsOperator } from './set-status.ts';
export { showThread, showTicket, TICKET_STATUSES } from './ticket.ts';
