export type TicketSide = 'reseller' | 'operator';
