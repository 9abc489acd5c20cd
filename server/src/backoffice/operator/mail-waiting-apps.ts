import type { Locale } from '../../kernel/locale.ts';
import type { MailContent } from '../../messaging/mail/index.ts';
import type { Database } from '../../platform/db/database.ts';
import { type ListedApp, selectWaitingApps } from '../../tenancy/sdk-apps/index.ts';
import { mailOperators } from './mail-operators.ts';

/** A worker that was away for less than this misses none. */
const RECENT_MS = 86_400_000;

/**
 * Mails the operators about every app of a live account that waits for their decision, once for
 * each request. Apps of sandbox accounts work without one.
 */
export async function mailWaitingApps(db: Database, now: Date): Promise<void> {
  const apps = await selectWaitingApps(db, new Date(now.getTime() - RECENT_MS));
  for (const app of apps) {
    await db.transaction((tx) =>
      mailOperators(tx, {
        kind: 'sdk-app-requested',
        onceKey: `${app.id} ${app.requestedAt.toISOString()}`,
        contents: { en: CONTENTS.en(app), de: CONTENTS.de(app) },
      }),
    );
  }
}

const CONTENTS: Record<Locale, (app: ListedApp) => MailContent> = {
  en: ({ organizationName, name, identifier }) => ({
    subject: `An app waits for approval: ${name}`,
    paragraphs: [
      `${organizationName} has registered an app, or changed its team ID or certificates. It ` +
        'opens no sessions until you decide.',
      'Approve or reject it in the portal under App registrations.',
    ],
    rows: [
      ['Reseller', organizationName],
      ['App', identifier],
    ],
  }),
  de: ({ organizationName, name, identifier }) => ({
    subject: `Eine App wartet auf Freigabe: ${name}`,
    paragraphs: [
      `${organizationName} hat eine App registriert oder deren Team-ID oder Zertifikate ` +
        'geändert. Sie öffnet keine Sitzungen, bis Sie entscheiden.',
      'Geben Sie sie im Portal unter App-Registrierungen frei, oder lehnen Sie sie ab.',
    ],
    rows: [
      ['Reseller', organizationName],
      ['App', identifier],
    ],
  }),
};
