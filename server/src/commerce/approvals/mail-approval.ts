import type { Context } from '../../kernel/context.ts';
import type { Locale } from '../../kernel/locale.ts';
import { formatAmount } from '../../kernel/money.ts';
import type { MailContent } from '../../messaging/mail/index.ts';
import { notifyColleagues } from '../../messaging/notifications/index.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Approval } from './approval.ts';

/** One mail covers all calls of a key that begin to wait within this time. */
const QUIET_MS = 600_000;

/** Mails those who may approve that a call waits; at most once in ten minutes for each key. */
export async function mailApproval(
  tx: Tx,
  { organizationId, mode, actor }: Context,
  approval: Approval,
): Promise<void> {
  const period = Math.floor(approval.requestedAt.getTime() / QUIET_MS);
  const key = actor.name ?? approval.clientId;
  await notifyColleagues(tx, {
    about: 'approvals',
    kind: 'approval-required',
    organizationId,
    isOfSandbox: mode === 'sandbox',
    onceKey: `approvals/${approval.clientId}/${period}`,
    contentIn: (locale) => CONTENTS[locale]({ ...approval, key }),
  });
}

type Of = Approval & { key: string };

const CONTENTS: Record<Locale, (of: Of) => MailContent> = {
  en: (of) => ({
    subject: 'A sale waits for your approval',
    paragraphs: [
      'An API key asks for a sale above a limit of its mandate. Approve or reject it in the ' +
        'portal under Approvals. Further sales of this key may wait there too.',
    ],
    rows: rowsOf(of, ['API key', 'Sale', 'Costs', 'Expires']),
  }),
  de: (of) => ({
    subject: 'Ein Verkauf wartet auf Ihre Freigabe',
    paragraphs: [
      'Ein API-Schlüssel möchte etwas verkaufen, das eine Grenze seines Mandats übersteigt. ' +
        'Genehmigen Sie den Verkauf im Portal unter Freigaben oder lehnen Sie ihn ab. Dort ' +
        'können weitere Verkäufe dieses Schlüssels warten.',
    ],
    rows: rowsOf(of, ['API-Schlüssel', 'Verkauf', 'Kosten', 'Läuft ab']),
  }),
};

function rowsOf(of: Of, words: [string, string, string, string]): [string, string][] {
  const [key, sale, costs, expires] = words;
  return [
    [key, of.key],
    [sale, of.description],
    [costs, formatAmount(of.amountMinor)],
    [expires, of.expiresAt.toISOString()],
  ];
}
