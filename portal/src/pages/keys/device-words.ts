import type { Words } from '../../words/language.tsx';

const en = {
  title: 'Log in a program',
  compare: 'Compare the code',
  compareText:
    'Approve only if you started this login yourself and your terminal shows the same code. The ' +
    'program gets an API key of this account.',
  code: 'Code',
  address: 'IP address',
  asked: 'Asked',
  account: 'Account',
  accounts: { live: 'Live', sandbox: 'Sandbox' },
  name: 'Name of the key',
  approve: 'Approve',
  reject: 'Reject',
  approved: 'The program has its key.',
  rejected: 'The login is rejected.',
};
const de: typeof en = {
  title: 'Programm anmelden',
  compare: 'Vergleichen Sie den Code',
  compareText:
    'Stimmen Sie nur zu, wenn Sie diese Anmeldung selbst begonnen haben und Ihr Terminal denselben ' +
    'Code zeigt. Das Programm erhält einen API-Schlüssel dieses Kontos.',
  code: 'Code',
  address: 'IP-Adresse',
  asked: 'Gefragt',
  account: 'Konto',
  accounts: { live: 'Live', sandbox: 'Sandbox' },
  name: 'Name des Schlüssels',
  approve: 'Zustimmen',
  reject: 'Ablehnen',
  approved: 'Das Programm hat seinen Schlüssel.',
  rejected: 'Die Anmeldung ist abgelehnt.',
};
export const deviceWords: Words<typeof en> = { en, de };
