import { selectMembers } from '../../identity/people/index.ts';
import type { Locale } from '../../kernel/locale.ts';
import { type MailContent, queueMail } from '../../messaging/mail/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import { readOrganization, readPlatform } from '../../tenancy/organizations/index.ts';
import { type Ticket, type TicketMessage, ticketName } from './ticket.ts';

type Told = { ticket: Ticket; message: TicketMessage };

/** Tells the platform's people what a reseller wrote. */
export async function mailOperators(tx: Tx, told: Told): Promise<void> {
  const platform = await readPlatform(tx);
  if (!platform) return;
  await queueMail(tx, {
    kind: 'ticket-message',
    to: platform.email,
    locale: platform.locale,
    content: contentOf(told, platform.locale),
    organizationId: platform.id,
    onceKey: told.message.id,
  });
}

/** Tells who asked, or else the organization, what the platform answered, in their language. */
export async function mailReseller(
  tx: Tx,
  { organizationId, ...told }: Told & { organizationId: string },
): Promise<void> {
  const { authorPersonId, authorLocale: locale } = told.ticket;
  const members = await selectMembers(tx, organizationId);
  const author = members.find(({ personId }) => personId === authorPersonId);
  const to = author?.email ?? (await readOrganization(tx, organizationId)).email;
  await queueMail(tx, {
    kind: 'ticket-message',
    to,
    locale,
    content: contentOf(told, locale),
    organizationId,
    onceKey: told.message.id,
  });
}

const WORDS: Record<Locale, { ticket: string; wrote: string; package: string; answer: string }> = {
  en: {
    ticket: 'Ticket',
    wrote: 'wrote about',
    package: 'Package',
    answer: 'Please answer in the portal or over the API; answers to this mail are not read.',
  },
  de: {
    ticket: 'Ticket',
    wrote: 'schreibt zu',
    package: 'Paket',
    answer:
      'Bitte antworten Sie im Portal oder über die API; Antworten auf diese E-Mail liest niemand.',
  },
};

function contentOf({ ticket, message }: Told, locale: Locale): MailContent {
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
