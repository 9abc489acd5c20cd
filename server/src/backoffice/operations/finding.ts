import type { Locale } from '../../kernel/locale.ts';

export const SEVERITIES = ['critical', 'warning', 'notice'] as const;
export type Severity = (typeof SEVERITIES)[number];

export const FINDING_KINDS = [
  'worker_stopped',
  'ledger_unbalanced',
  'ledger_unchecked',
  'webhooks_failing',
  'webhooks_disabled',
  'deliveries_late',
  'jobs_failed',
  'jobs_late',
  'mails_failed',
  'mails_late',
  'orders_unknown',
  'orders_unused',
  'refunds_open',
  'carrier_down',
  'carrier_balance_low',
  'sold_below_cost',
  'stock_orders_refused',
  'stock_low',
  'sign_in_locked',
  'calls_refused',
  'sales_unusual',
  'refunds_unusual',
] as const;

/** Something that is wrong in the running installation, in words. */
export type Finding = {
  kind: (typeof FINDING_KINDS)[number];
  severity: Severity;
  organizationId: string | null;
  organizationName: string | null;
  accountId: string | null;
  /** Since when; null if that is not known. */
  since: Date | null;
  /** The number of things that it is about. */
  count: number;
  text: string;
  advice: string;
};

/** What the words of a finding need: the language, and the present time. */
export type Phrasing = { locale: Locale; now: Date };

/** Returns the findings, the worst and then the oldest first. */
export function byUrgency(findings: readonly Finding[]): Finding[] {
  const rank = ({ severity }: Finding) => SEVERITIES.indexOf(severity);
  const age = ({ since }: Finding) => since?.getTime() ?? 0;
  return findings.toSorted((a, b) => rank(a) - rank(b) || age(a) - age(b));
}

/** Returns the finding of an answer. */
export function showFinding({ since, ...finding }: Finding) {
  return { ...finding, since: since?.toISOString() ?? null };
}

/** Returns a time in UTC for a sentence, with the date unless it is today. */
export function timeOf(since: Date, { locale, now }: Phrasing): string {
  const time = since.toISOString().slice(11, 16);
  const isToday = since.toISOString().slice(0, 10) === now.toISOString().slice(0, 10);
  const format = { day: 'numeric', month: 'short', timeZone: 'UTC' } as const;
  const day = isToday
    ? ''
    : `${new Intl.DateTimeFormat(locale === 'de' ? 'de-DE' : 'en-GB', format).format(since)}, `;
  return locale === 'de' ? `${day}${time} Uhr (UTC)` : `${day}${time} UTC`;
}
