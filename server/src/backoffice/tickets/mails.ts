import type { Locale } from '../../kernel/locale.ts';
import { type MailContent, queueMail } from '../../messaging/mail/index.ts';
import { notifyColleague } from '../../messaging/notifications/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import { readOrganization, readPlatform } from '../../tenancy/organizations/index.ts';
import { type Ticket, type TicketMessage, ticketName } from './ticket.ts';

type TicketMail = { ticket: Ticket; message: TicketMessage };

/** Mails the message of a reseller to the platform. */
export async function mailOperators(tx: Tx, mail: TicketMail): Promise<void> {
  const platform = await readPlatform(tx);
  if (!platform) return;
  await queueMail(tx, {
    kind: 'ticket-message',
    to: platform.email,
    locale: platform.locale,
    content: contentOf(mail, platform.locale),
    organizationId: platform.id,
    onceKey: mail.message.id,
  });
}

/**
 * Mails the platform's reply to the assignee of the ticket, or else to its author, who may have
 * turned such mails off; to the organization if neither is a member.
 */
export async function mailReseller(
  tx: Tx,
  { organizationId, ...mail }: TicketMail & { organizationId: string },
): Promise<void> {
  const { memberPersonId, authorPersonId, authorLocale } = mail.ticket;
  const notice = { kind: 'ticket-message', organizationId, onceKey: mail.message.id };
  const contentIn = (locale: Locale) => contentOf(mail, locale);
  const toPerson = { ...notice, about: 'ticket_replies', contentIn } as const;
  for (const personId of [memberPersonId, authorPersonId]) {
    if (personId && (await notifyColleague(tx, toPerson, personId))) return;
  }
  const { email: to } = await readOrganization(tx, organizationId);
  await queueMail(tx, { ...notice, to, locale: authorLocale, content: contentIn(authorLocale) });
}

const WORDS: Record<Locale, { ticket: string; wrote: string; package: string; answer: string }> = {
  en: {
    ticket: 'Ticket',
    wrote: 'wrote about',
    package: 'Package',
    answer: 'Please reply in the portal or with the API. Do not reply to this email.',
  },
  de: {
    ticket: 'Ticket',
    wrote: 'schreibt zu',
    package: 'Paket',
    answer: 'Bitte antworten Sie im Portal oder über die API, nicht auf diese E-Mail.',
  },
};

function contentOf({ ticket, message }: TicketMail, locale: Locale): MailContent {
  const words = WORDS[locale];
  const name = `${words.ticket} ${ticketName(ticket)}`;
  const rows: [string, string][] = [];
  if (ticket.activatedItemId) rows.push([words.package, ticket.activatedItemId]);
  if (ticket.iccid) rows.push(['ICCID', ticket.iccid]);
  return {
    subject: `${name}: ${ticket.subject}`,
    paragraphs: [`${message.author} ${words.wrote} ${name}:`, message.body, words.answer],
    rows,
  };
}
