import type { Words } from '../../words/language.tsx';

const en = {
  title: 'App registrations',
  sub: 'Apps of resellers that install eSIMs',
  app: 'App',
  reseller: 'Reseller',
  account: 'Account',
  modes: { live: 'Live', sandbox: 'Sandbox' },
  empty: 'No apps yet',
  emptyText: 'Apps that resellers register appear here. An app of a live account waits for you.',
  compare:
    'Compare the team ID or the certificate with what the reseller’s company publishes. An approved app opens the links of the installation pages of its account.',
  reason: 'Reason',
  reasonHelp: 'The reseller reads it in an email and in its portal.',
  approve: 'Approve',
  approveTitle: (name: string) => `Approve ${name}?`,
  approveText:
    'The app installs eSIMs of its account from now on. Owners and developers get an email.',
  approved: 'The app is approved.',
  reject: 'Reject',
  rejectTitle: (name: string) => `Reject ${name}?`,
  rejectText: 'The app opens no sessions, and those that are open end at once.',
  rejected: 'The app is rejected.',
};
const de: typeof en = {
  title: 'App-Registrierungen',
  sub: 'Apps von Resellern, die eSIMs installieren',
  app: 'App',
  reseller: 'Reseller',
  account: 'Konto',
  modes: { live: 'Live', sandbox: 'Sandbox' },
  empty: 'Noch keine Apps',
  emptyText:
    'Apps, die Reseller registrieren, erscheinen hier. Die von Live-Konten warten auf Sie.',
  compare:
    'Vergleichen Sie Team-ID oder Zertifikat mit dem, was das Unternehmen des Resellers veröffentlicht. Eine freigegebene App öffnet die Links der Installationsseiten ihres Kontos.',
  reason: 'Grund',
  reasonHelp: 'Der Reseller liest ihn in einer E-Mail und in seinem Portal.',
  approve: 'Freigeben',
  approveTitle: (name) => `${name} freigeben?`,
  approveText:
    'Die App installiert ab jetzt eSIMs ihres Kontos. Inhaber und Entwicklung erhalten eine E-Mail.',
  approved: 'Die App ist freigegeben.',
  reject: 'Ablehnen',
  rejectTitle: (name) => `${name} ablehnen?`,
  rejectText: 'Die App öffnet keine Sitzungen, und offene enden sofort.',
  rejected: 'Die App ist abgelehnt.',
};
export const registrationWords: Words<typeof en> = { en, de };
