import type { AccountMode } from '../../kernel/context.ts';
import type { Locale } from '../../kernel/locale.ts';
import type { MailContent } from '../../messaging/mail/index.ts';
import type { KeyNews } from '../../tenancy/accounts/index.ts';
import { nameInMail, ROLE_NAMES, type Role } from '../people/index.ts';

type Of = { organization: string; inviter: string; role: Role; url: string };

/** The email that invites a person to a team, in each language. */
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

type OfKey = KeyNews & { mode: AccountMode; by: string; person: string; url: string };

/** The mails about the API keys of an organization, in each language. */
export const KEY_MAILS: Record<Locale, (of: OfKey) => MailContent> = {
  en: ({ event, key, mode, by, person, url }) => {
    const what = event === 'created' ? 'An API key was created' : 'An API key got a new secret';
    return {
      subject: `${what}: ${nameInMail(key.name)}`,
      greeting: `Hello ${nameInMail(person)},`,
      paragraphs: [
        `${what} by ${nameInMail(by)}.`,
        'If nobody in your organization did this, revoke the key now and set new passwords.',
      ],
      rows: [
        ['Name', nameInMail(key.name)],
        ['Client ID', key.clientId],
        ['Account', mode],
        ['Scopes', key.scopes.join(', ')],
      ],
      button: { label: 'Open the API keys', url },
    };
  },
  de: ({ event, key, mode, by, person, url }) => {
    const what =
      event === 'created' ? 'Neuer API-Schlüssel' : 'Neues Geheimnis eines API-Schlüssels';
    return {
      subject: `${what}: ${nameInMail(key.name)}`,
      greeting: `Guten Tag ${nameInMail(person)},`,
      paragraphs: [
        event === 'created'
          ? `${nameInMail(by)} hat einen API-Schlüssel erstellt.`
          : `${nameInMail(by)} hat das Geheimnis eines API-Schlüssels ersetzt.`,
        'Wenn das niemand aus Ihrer Organisation war, widerrufen Sie sofort den Schlüssel und ' +
          'setzen Sie neue Passwörter.',
      ],
      rows: [
        ['Name', nameInMail(key.name)],
        ['Client-ID', key.clientId],
        ['Konto', mode],
        ['Rechte', key.scopes.join(', ')],
      ],
      button: { label: 'API-Schlüssel öffnen', url },
    };
  },
};

type OfAddressLink = OfAddress & { url: string };

/** The mails with the link that makes an address that of an organization, in each language. */
export const ADDRESS_LINK_MAILS: Record<Locale, (of: OfAddressLink) => MailContent> = {
  en: ({ organization, by, url }) => ({
    subject: `Confirm this address for ${nameInMail(organization)}`,
    greeting: 'Hello,',
    paragraphs: [
      `${nameInMail(by)} wants alerts about ${nameInMail(organization)} to come to this address. ` +
        'They do once you have confirmed it.',
      'The link works once, within 48 hours. If you do not know the company, ignore this mail.',
    ],
    button: { label: 'Confirm the address', url },
  }),
  de: ({ organization, by, url }) => ({
    subject: `Bestätigen Sie diese Adresse für ${nameInMail(organization)}`,
    greeting: 'Guten Tag,',
    paragraphs: [
      `${nameInMail(by)} möchte, dass Benachrichtigungen zu ${nameInMail(organization)} an diese ` +
        'Adresse gehen. Das geschieht, sobald Sie die Adresse bestätigt haben.',
      'Der Link gilt einmal, 48 Stunden lang. Wenn Sie die Firma nicht kennen, ignorieren Sie ' +
        'diese Mail.',
    ],
    button: { label: 'Adresse bestätigen', url },
  }),
};

type OfAddress = { organization: string; by: string };

/** The mails to the address that an organization had, in each language. */
export const ADDRESS_MAILS: Record<Locale, (of: OfAddress) => MailContent> = {
  en: ({ organization, by }) => ({
    subject: 'The email address of your company was changed',
    greeting: 'Hello,',
    paragraphs: [
      `${nameInMail(by)} changed the email address of ${nameInMail(organization)}. Alerts no ` +
        'longer come to this address.',
      'If nobody in your company did this, sign in, set a new password and check your team.',
    ],
  }),
  de: ({ organization, by }) => ({
    subject: 'Die E-Mail-Adresse Ihrer Firma wurde geändert',
    greeting: 'Guten Tag,',
    paragraphs: [
      `${nameInMail(by)} hat die E-Mail-Adresse von ${nameInMail(organization)} geändert. ` +
        'Benachrichtigungen kommen nicht mehr an diese Adresse.',
      'Wenn das niemand aus Ihrer Firma war, melden Sie sich an, setzen Sie ein neues Passwort ' +
        'und prüfen Sie Ihr Team.',
    ],
  }),
};
