import type { Words } from '../../words/language.tsx';

type Kind = 'installation' | 'lowData' | 'expiring' | 'expired' | 'replaced';

const en = {
  title: 'Emails to travellers',
  text: 'Sent in your branding and the language of the traveller, from now on, to customers with an email address.',
  saved: 'Emails to travellers saved',
  preview: 'Preview of an email',
  mail: 'Email',
  language: 'Language',
  kinds: {
    installation: ['Installation link', 'When an eSIM is sold.'],
    lowData: ['Data runs low', 'When less than 100 MB are left. Travellers can unsubscribe.'],
    expiring: ['Package expires', 'A day before the end. Travellers can unsubscribe.'],
    expired: ['Package has expired', 'At the end. Travellers can unsubscribe.'],
    replaced: ['eSIM replaced', 'With the link of the new eSIM.'],
  } as Record<Kind, [name: string, text: string]>,
};

const de: typeof en = {
  title: 'E-Mails an Reisende',
  text: 'In Ihrem Auftritt und in der Sprache der Reisenden, ab jetzt, an Kunden mit E-Mail-Adresse.',
  saved: 'E-Mails an Reisende gespeichert',
  preview: 'Vorschau einer E-Mail',
  mail: 'E-Mail',
  language: 'Sprache',
  kinds: {
    installation: ['Installationslink', 'Wenn eine eSIM verkauft wurde.'],
    lowData: [
      'Daten gehen zu Ende',
      'Wenn weniger als 100 MB übrig sind. Reisende können sie abbestellen.',
    ],
    expiring: ['Paket läuft ab', 'Einen Tag vor dem Ende. Reisende können sie abbestellen.'],
    expired: ['Paket ist abgelaufen', 'Am Ende. Reisende können sie abbestellen.'],
    replaced: ['eSIM ersetzt', 'Mit dem Link der neuen eSIM.'],
  },
};

export const travellerMailWords: Words<typeof en> = { en, de };
