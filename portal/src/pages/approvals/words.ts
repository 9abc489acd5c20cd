import type { Words } from '../../words/language.tsx';

const en = {
  title: 'Approvals',
  sub: 'Sales of API keys above a limit of their mandate.',
  empty: 'No approvals',
  emptyText:
    'When an API key has a mandate that asks, its sales above the limit wait here until somebody ' +
    'approves or rejects them.',
  states: { pending: 'Waiting', approved: 'Approved', rejected: 'Rejected', expired: 'Expired' },
  limits: { perSale: 'per sale', perDay: 'per day', perMonth: 'per month' },
  amount: 'Costs',
  exceeded: 'Above the limit',
  key: 'API key',
  tool: 'Tool',
  requested: 'Requested',
  expires: 'Expires',
  decidedBy: 'Decided by',
  sold: 'Sold package',
  failed: 'Not sold',
  approve: 'Approve',
  reject: 'Reject',
  approved: 'The sale is approved.',
  rejected: 'The sale is rejected.',
};
const de: typeof en = {
  title: 'Freigaben',
  sub: 'Verkäufe von API-Schlüsseln über einer Grenze ihres Mandats.',
  empty: 'Keine Freigaben',
  emptyText:
    'Hat ein API-Schlüssel ein Mandat, das nachfragt, warten seine Verkäufe über der Grenze hier, ' +
    'bis jemand sie genehmigt oder ablehnt.',
  states: {
    pending: 'Wartet',
    approved: 'Genehmigt',
    rejected: 'Abgelehnt',
    expired: 'Abgelaufen',
  },
  limits: { perSale: 'je Verkauf', perDay: 'je Tag', perMonth: 'je Monat' },
  amount: 'Kosten',
  exceeded: 'Über der Grenze',
  key: 'API-Schlüssel',
  tool: 'Werkzeug',
  requested: 'Angefragt',
  expires: 'Läuft ab',
  decidedBy: 'Entschieden von',
  sold: 'Verkauftes Paket',
  failed: 'Nicht verkauft',
  approve: 'Genehmigen',
  reject: 'Ablehnen',
  approved: 'Der Verkauf ist genehmigt.',
  rejected: 'Der Verkauf ist abgelehnt.',
};
export const approvalWords: Words<typeof en> = { en, de };
