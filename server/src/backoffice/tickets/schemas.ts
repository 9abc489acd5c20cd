import { Type } from 'typebox';
import { LOCALES } from '../../kernel/locale.ts';
import {
  answer,
  described,
  Iccid,
  Id,
  nullable,
  oneOf,
  Timestamp,
} from '../../platform/http/schemas.ts';
import { ATTACHMENT_TYPES } from './attachment.ts';
import { TICKET_PRIORITIES, TICKET_STATUSES } from './ticket.ts';

const assigneeOf = (description: string) =>
  Type.Unsafe({
    ...nullable(
      answer('TicketAssignee', {
        personId: described(Id, 'The ID of the person.'),
        name: Type.String({ description: 'The name of the person.' }),
      }),
    ),
    description,
  });
const summary = {
  id: described(Id, 'The ID of the ticket.'),
  number: Type.String({ description: 'The number that people use.', examples: ['T-1042'] }),
  subject: Type.String({ description: 'The subject of the ticket.' }),
  status: oneOf(TICKET_STATUSES, {
    description: '`open` waits for the platform, `waiting` for the reseller.',
  }),
  priority: oneOf(TICKET_PRIORITIES, { description: 'How urgent the ticket is.' }),
  activatedItemUid: described(
    nullable(Id),
    'The ID of the package that the ticket is about; `null` if none was named.',
  ),
  iccid: nullable(
    described(Iccid, 'The ICCID of the eSIM that the ticket is about; `null` if none was named.'),
  ),
  assignee: assigneeOf('The member of your team who takes care of the ticket.'),
  createdAt: described(Timestamp, 'When the ticket was created.'),
  updatedAt: described(Timestamp, 'When the ticket last changed.'),
};
const TicketMessage = answer('TicketMessage', {
  id: described(Id, 'The ID of the message.'),
  from: oneOf(['reseller', 'operator'], { description: 'The side that wrote it.' }),
  author: Type.String({ description: 'The name of a person, or the client ID of an API key.' }),
  text: Type.String({ description: 'The message, as plain text.' }),
  createdAt: described(Timestamp, 'When the message was written.'),
});

export const TicketSummary = answer('TicketSummary', summary);
const from = oneOf(['reseller', 'operator'], { description: 'The side that wrote it.' });
export const AttachmentSchema = answer('TicketAttachment', {
  id: described(Id, 'The ID of the attachment.'),
  from,
  author: Type.String({ description: 'The name of a person, or the client ID of an API key.' }),
  filename: Type.String({ description: 'The name of the file.' }),
  contentType: oneOf(ATTACHMENT_TYPES, { description: 'The media type of the file.' }),
  sizeBytes: Type.Integer({ description: 'The size of the file in bytes.' }),
  createdAt: described(Timestamp, 'When the file was attached.'),
});
const thread = {
  ...summary,
  messages: Type.Array(TicketMessage, { description: 'The messages of both sides, oldest first.' }),
  attachments: Type.Array(AttachmentSchema, {
    description: 'The files that are attached to the ticket.',
  }),
};
export const TicketSchema = answer('Ticket', thread);
const desk = {
  assignee: assigneeOf('The operator who takes care of the ticket.'),
  firstAnsweredAt: described(
    nullable(Timestamp),
    'When the platform first answered; `null` before that.',
  ),
  firstAnswerSeconds: Type.Unsafe({
    ...nullable(Type.Integer()),
    description: 'The seconds from the creation to the first answer; `null` before that.',
  }),
};
/** A ticket with what only the platform's people see. */
export const DeskThreadSchema = answer('DeskThread', {
  ...thread,
  ...desk,
  language: oneOf(LOCALES, { description: 'The language in which the reseller is answered.' }),
  notes: Type.Array(
    answer('TicketNote', {
      id: described(Id, 'The ID of the note.'),
      author: Type.String({ description: 'The name of the person who wrote the note.' }),
      text: Type.String({ description: 'The note, as plain text.' }),
      createdAt: described(Timestamp, 'When the note was written.'),
    }),
    { description: 'Notes that the reseller does not see.' },
  ),
});
/** A ticket as the platform lists it: with its reseller. */
export const DeskTicketSchema = answer('DeskTicket', {
  ...summary,
  accountId: described(Id, 'The ID of the account that opened the ticket.'),
  mode: oneOf(['live', 'sandbox'], { description: 'Whether the account is live or a sandbox.' }),
  organizationId: described(Id, 'The ID of the organization that opened the ticket.'),
  organizationName: Type.String({ description: 'The name of the organization.' }),
  ...desk,
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
  priority: 'normal',
  activatedItemUid: '4f1eec1b-61dc-47df-91a6-0123456789ab',
  iccid: null,
  assignee: null,
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
  attachments: [],
};
export const anAttachment = {
  id: '0199a1b2-71f4-7c1b-8a3d-0123456789ad',
  from: 'reseller',
  author: 'Ada Lovelace',
  filename: 'screenshot.png',
  contentType: 'image/png',
  sizeBytes: 48_213,
  createdAt: '2026-04-30T09:55:36.430Z',
};
const anUnanswered = { assignee: null, firstAnsweredAt: null, firstAnswerSeconds: null };
export const aDeskThread = { ...aTicket, ...anUnanswered, language: 'en', notes: [] };
export const aDeskTicket = {
  ...aTicketSummary,
  ...anUnanswered,
  accountId: aTicketSummary.id,
  mode: 'live',
  organizationId: aTicketSummary.id,
  organizationName: 'Acme Travel',
};

/** The body of an upload. */
export const AttachmentInput = Type.Object({
  filename: Type.String({
    minLength: 1,
    maxLength: 255,
    description: 'The name of the file.',
    examples: ['note.txt'],
  }),
  contentType: oneOf(ATTACHMENT_TYPES, {
    description: 'The type of the file, which its content must have.',
    examples: ['text/plain'],
  }),
  content: Type.String({
    minLength: 1,
    maxLength: 4_194_304,
    description: 'The content in base64, at most 3 MiB of it.',
    examples: ['UGxlYXNlIHJlZnVuZCBpdC4='],
  }),
});
