import type { Locale } from '../../kernel/locale.ts';
import type { MailContent } from '../../messaging/mail/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { mailPerson, nameInMail, selectPerson } from '../people/index.ts';
import { personOf } from './create-operator-key.ts';
import type { OperatorKey } from './operator-key.ts';

type New = Omit<OperatorKey, 'lastUsedAt'>;

/** Notifies a person by email that a key was created in their name. */
export async function mailNewOperatorKey(
  scope: Scope,
  { key, publicUrl }: { key: New; publicUrl: string },
): Promise<void> {
  const person = await selectPerson(scope.db, personOf(scope).id);
  if (!person) return;
  const url = `${publicUrl}/auth/forgotten`;
  const content = MAILS[person.locale]({ key, name: nameInMail(person.name), url });
  await mailPerson(scope.db, person, { kind: 'operator-key', content });
}

type Of = { key: New; name: string; url: string };

const MAILS: Record<Locale, (of: Of) => MailContent> = {
  en: ({ key, name, url }) => ({
    subject: `An operator key was created: ${nameInMail(key.name)}`,
    greeting: `Hello ${name},`,
    paragraphs: [
      'An operator key was created in your name. Scripts use it to call the operator routes.',
      'If this was not you, revoke the key and set a new password now.',
    ],
    rows: rowsOf(key, ['Name', 'Scopes', 'Addresses', 'Expires']),
    button: { label: 'Set a new password', url },
  }),
  de: ({ key, name, url }) => ({
    subject: `Neuer Betreiber-Schlüssel: ${nameInMail(key.name)}`,
    greeting: `Guten Tag ${name},`,
    paragraphs: [
      'in Ihrem Namen wurde ein Betreiber-Schlüssel erstellt. Mit ihm rufen Skripte die Routen ' +
        'der Plattform auf.',
      'Wenn Sie das nicht waren, widerrufen Sie sofort den Schlüssel und setzen Sie ein neues ' +
        'Passwort.',
    ],
    rows: rowsOf(key, ['Name', 'Rechte', 'Adressen', 'Gültig bis']),
    button: { label: 'Neues Passwort setzen', url },
  }),
};

function rowsOf(
  { name, scopes, ipAllowList, expiresAt }: New,
  [ofName, ofScopes, ofAddresses, ofExpiry]: [string, string, string, string],
): [string, string][] {
  return [
    [ofName, nameInMail(name)],
    [ofScopes, scopes.join(', ')],
    [ofAddresses, ipAllowList.join(', ')],
    [ofExpiry, expiresAt.toISOString()],
  ];
}
