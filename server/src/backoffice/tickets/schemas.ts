import { Type } from 'typebox';
import { answer, Id, nullable, oneOf, Timestamp } from '../../platform/http/schemas.ts';
import { TICKET_STATUSES } from './ticket.ts';

const summary = {
  id: Id,
  number: Type.String({ description: 'The number that people use.', examples: ['T-1042'] }),
  subject: Type.String(),
  status: oneOf(TICKET_STATUSES, {
    description: '`open` waits for the platform, `waiting` for the reseller.',
  }),
  activatedItemUid: nullable(Id),
  iccid: nullable(Type.String()),
  createdAt: Timestamp,
  updatedAt: Timestamp,
};
const TicketMessage = answer('TicketMessage', {
  id: Id,
  from: oneOf(['reseller', 'operator']),
  author: Type.String({ description: 'The name of a person, or the client id of an API key.' }),
  text: Type.String(),
  createdAt: Timestamp,
});

export const TicketSummary = answer('TicketSummary', summary);
export const TicketSchema = answer('Ticket', { ...summary, messages: Type.Array(TicketMessage) });
/** A ticket as the platform lists it: with its reseller. */
export const DeskTicketSchema = answer('DeskTicket', {
  ...summary,
  accountId: Id,
  mode: oneOf(['live', 'sandbox']),
  organizationId: Id,
  organizationName: Type.String(),
});

export const TicketText = Type.String({
  minLength: 1,
  maxLength: 10_000,
  description: 'The message, as plain text.',
  examples: ['Please refund this package; the traveller never left.'],
});

export const aTicketSummary = {
  id: '0199a1b2-71f4-7c1b-8a3d-0123456789ab',
  number: 'T-1042',
  subject: 'Refund of a package from stock',
  status: 'open',
  activatedItemUid: '4f1eec1b-61dc-47df-91a6-0123456789ab',
  iccid: null,
  createdAt: '2026-04-30T09:55:36.430Z',
  updatedAt: '2026-04-30T09:55:36.430Z',
};
export const aTicket = {
  ...aTicketSummary,
  messages: [
    {
      id: '0199a1b2-71f4-7c1b-8a3d-0123456789ac',
      from: 'reseller',
      author: 'Ada Lovelace',
      text: 'Please refund this package; the traveller never left.',
      createdAt: '2026-04-30T09:55:36.430Z',
    },
  ],
};
