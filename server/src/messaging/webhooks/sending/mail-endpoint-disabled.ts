import type { Locale } from '../../../kernel/locale.ts';
import type { Tx } from '../../../platform/db/database.ts';
import { readOrganization } from '../../../tenancy/organizations/index.ts';
import type { MailContent } from '../../mail/index.ts';
import { notifyColleagues } from '../../notifications/index.ts';
import type { Disabling, Owner } from '../endpoints/endpoint.ts';

type Fact = Disabling & Pick<Owner, 'mode'>;

/** Notifies the company by email that one of its endpoints was disabled, and what to do. */
export async function mailEndpointDisabled(
  tx: Tx,
  owner: Owner,
  disabling: Disabling,
): Promise<void> {
  const { organizationId, mode } = owner;
  const { email, locale } = await readOrganization(tx, organizationId);
  await notifyColleagues(tx, {
    about: 'webhook_disabled',
    kind: 'webhook_disabled',
    organizationId,
    company: { to: email, locale },
    contentIn: (language) => CONTENT[language]({ ...disabling, mode }),
  });
}

const CONTENT: Record<Locale, (fact: Fact) => MailContent> = {
  en: ({ event, mode, url, at, reason }) => ({
    subject: `Webhook ${event} was disabled`,
    paragraphs: [
      `Your server no longer accepts the webhook ${event} of your ${mode} account. We have ` +
        'disabled it, and its pending deliveries have failed.',
      'Nothing is lost: GET /gigastore/events has every event, and failed deliveries can be ' +
        `replayed. Once your server is ready, PUT /gigastore/webhooks/${event} switches the ` +
        'webhook on again.',
    ],
    rows: [
      ['Webhook', event],
      ['Account', mode],
      ['Address', withoutQuery(url)],
      ['Disabled', toMinute(at)],
      ['Reason', reason],
    ],
  }),
  de: ({ event, mode, url, at, reason }) => ({
    subject: `Webhook ${event} wurde abgeschaltet`,
    paragraphs: [
      `Ihr Server nimmt den Webhook ${event} Ihres ${ACCOUNT_DE[mode]} nicht mehr an. Wir haben ` +
        'ihn abgeschaltet; was unterwegs war, ist fehlgeschlagen.',
      'Nichts geht verloren: GET /gigastore/events enthält jedes Ereignis, und fehlgeschlagene ' +
        'Zustellungen lassen sich wiederholen. Sobald Ihr Server bereit ist, schaltet ' +
        `PUT /gigastore/webhooks/${event} den Webhook wieder ein.`,
    ],
    rows: [
      ['Webhook', event],
      ['Konto', mode],
      ['Adresse', withoutQuery(url)],
      ['Abgeschaltet', toMinute(at)],
      ['Grund', reason],
    ],
  }),
};

const ACCOUNT_DE = { live: 'Live-Kontos', sandbox: 'Sandbox-Kontos' };

/** Receivers sometimes keep a secret in the query, and mails are read by many. */
function withoutQuery(url: string): string {
  const { origin, pathname } = new URL(url);
  return `${origin}${pathname}`;
}

function toMinute(at: Date): string {
  return `${at.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
