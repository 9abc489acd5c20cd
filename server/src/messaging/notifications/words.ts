import type { Locale } from '../../kernel/locale.ts';
import type { NotificationKind } from './notification.ts';

type Words = { fixed: string; chosen(kind: NotificationKind): string };

const NAMES: Record<Locale, Record<NotificationKind, string>> = {
  en: {
    low_credits: 'Low credits',
    automatic_top_up: 'Automatic top-up',
    payments: 'Payments',
    invoices: 'Invoices',
    ticket_replies: 'Ticket replies',
    webhook_disabled: 'Disabled webhooks',
    approvals: 'Approvals',
    sdk_apps: 'Apps',
    batch_finished: 'Batches of sales',
    account_status: 'Account status',
    security: 'Security',
  },
  de: {
    low_credits: 'Niedriges Guthaben',
    automatic_top_up: 'Automatische Aufladung',
    payments: 'Zahlungen',
    invoices: 'Rechnungen',
    ticket_replies: 'Antworten auf Tickets',
    webhook_disabled: 'Abgeschaltete Webhooks',
    approvals: 'Freigaben',
    sdk_apps: 'Apps',
    batch_finished: 'Sammelverkäufe',
    account_status: 'Status des Kontos',
    security: 'Sicherheit',
  },
};

/** The reason for an email, shown at its end. */
export const CHOICE_WORDS: Record<Locale, Words> = {
  en: {
    fixed: 'You receive this email because of your role. It cannot be turned off.',
    chosen: (kind) =>
      `You receive this email because notifications about “${NAMES.en[kind]}” are turned on for ` +
      'you. To unsubscribe, turn them off under Notifications in the portal.',
  },
  de: {
    fixed: 'Sie erhalten diese E-Mail wegen Ihrer Rolle. Sie lässt sich nicht abbestellen.',
    chosen: (kind) =>
      `Sie erhalten diese E-Mail, weil Benachrichtigungen zu „${NAMES.de[kind]}“ für Sie ` +
      'eingeschaltet sind. Im Portal können Sie sie unter Benachrichtigungen abbestellen.',
  },
};
