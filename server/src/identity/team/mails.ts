import type { Locale } from '../../kernel/locale.ts';
import type { MailContent } from '../../messaging/mail/index.ts';
import { nameInMail, ROLE_NAMES, type Role } from '../people/index.ts';

type Of = { organization: string; inviter: string; role: Role; url: string };

/** The mail that invites somebody to a team, in each language. */
export const INVITATION_MAIL: Record<Locale, (of: Of) => MailContent> = {
  en: ({ organization, inviter, role, url }) => ({
    subject: `Join ${nameInMail(organization)}`,
    greeting: 'Hello,',
    paragraphs: [
      `${nameInMail(inviter)} invited you to join ${nameInMail(organization)} as ` +
        `${ROLE_NAMES.en[role]}.`,
      'The link works once, within 7 days.',
    ],
    button: { label: 'Accept the invitation', url },
  }),
  de: ({ organization, inviter, role, url }) => ({
    subject: `Einladung von ${nameInMail(organization)}`,
    greeting: 'Guten Tag,',
    paragraphs: [
      `${nameInMail(inviter)} lädt Sie ein, für ${nameInMail(organization)} zu arbeiten; Ihre ` +
        `Rolle: ${ROLE_NAMES.de[role]}.`,
      'Der Link gilt einmal, 7 Tage lang.',
    ],
    button: { label: 'Einladung annehmen', url },
  }),
};
