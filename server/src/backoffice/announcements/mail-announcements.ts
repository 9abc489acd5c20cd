import type { Locale } from '../../kernel/locale.ts';
import { notifyColleagues } from '../../messaging/notifications/index.ts';
import type { Database, Tx } from '../../platform/db/database.ts';
import { readOrganization, selectResellersAfter } from '../../tenancy/organizations/index.ts';
import { textIn } from './announcement.ts';
import { type Mailing, selectMailingForUpdate, updateMailing } from './store.ts';

/** The resellers that are mailed in one transaction. */
const STEP = 50;

/**
 * Queues the mails of announcements that have begun, for up to `STEP` resellers in a transaction.
 * The mails and the last mailed reseller commit together, so nobody is mailed twice. Returns the
 * number of resellers.
 */
export async function mailAnnouncements(db: Database, now: Date): Promise<number> {
  let resellers = 0;
  for (;;) {
    const mailed = await db.transaction((tx) => mailStep(tx, now));
    if (mailed === undefined) return resellers;
    resellers += mailed;
  }
}

/** Returns undefined when there is nothing more to mail. */
async function mailStep(tx: Tx, now: Date): Promise<number | undefined> {
  const mailing = await selectMailingForUpdate(tx, now);
  if (!mailing) return undefined;
  const { id, mailedTo, organizationIds } = mailing;
  const ids = await selectResellersAfter(tx, {
    after: mailedTo,
    among: organizationIds,
    limit: STEP,
  });
  for (const organizationId of ids) await mailReseller(tx, mailing, organizationId);
  const isDone = ids.length < STEP;
  await updateMailing(tx, { id, mailedTo: ids.at(-1) ?? null, mailedAt: isDone ? now : null });
  return ids.length;
}

async function mailReseller(tx: Tx, { id, texts }: Mailing, organizationId: string) {
  const { email: to, locale } = await readOrganization(tx, organizationId);
  await notifyColleagues(tx, {
    about: 'account_status',
    kind: 'announcement',
    organizationId,
    company: { to, locale },
    onceKey: `announcement:${id}:${organizationId}`,
    contentIn: (language) => ({
      subject: SUBJECTS[language],
      paragraphs: [textIn(texts, language)],
    }),
  });
}

const SUBJECTS: Record<Locale, string> = {
  en: 'News about your account',
  de: 'Neues zu Ihrem Konto',
};
