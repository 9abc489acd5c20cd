import type { Locale } from '../../kernel/locale.ts';
import type { Tx } from '../../platform/db/database.ts';
import { type MailContent, type MailDraft, queueMail } from '../mail/index.ts';
import { isFixed, type NotificationKind, receives } from './notification.ts';
import { type Colleague, selectColleagues } from './store.ts';
import { CHOICE_WORDS } from './words.ts';

export type Notice = Pick<MailDraft, 'kind' | 'attachments' | 'isOfSandbox' | 'onceKey'> & {
  about: NotificationKind;
  organizationId: string;
  contentIn: (locale: Locale) => MailContent;
  /** The company's address for such mails, and its language; left out for mails to people. */
  company?: { to: string; locale: Locale };
  /** Whether the company's address gets the mail even if it is that of a person who does not. */
  isOwedToCompany?: boolean;
};

/**
 * Queues a mail to the company's address and to each of its people who receives notifications of
 * the kind, in their languages. If the company's address is a person's own, that person decides.
 */
export async function notifyColleagues(tx: Tx, notice: Notice): Promise<void> {
  const { about, organizationId, company, isOwedToCompany = false } = notice;
  const colleagues = await selectColleagues(tx, { organizationId, kind: about });
  const companyAddress = company?.to.toLowerCase();
  const isPersonal = colleagues.some(({ email }) => email === companyAddress);
  if (company && (!isPersonal || isOwedToCompany)) await mailCompany(tx, { ...notice, company });
  for (const colleague of colleagues) {
    const hasIt = isOwedToCompany && colleague.email === companyAddress;
    if (!hasIt && receives(about, colleague.role, colleague.isWanted)) {
      await mailColleague(tx, notice, colleague);
    }
  }
}

/**
 * Queues a mail to one person, unless they do not receive notifications of the kind. Returns false
 * if the person is not a member of the organization.
 */
export async function notifyColleague(
  tx: Tx,
  notice: Omit<Notice, 'company' | 'isOwedToCompany'>,
  personId: string,
): Promise<boolean> {
  const { organizationId, about: kind } = notice;
  const colleagues = await selectColleagues(tx, { organizationId, kind });
  const colleague = colleagues.find((one) => one.personId === personId);
  if (!colleague) return false;
  if (receives(kind, colleague.role, colleague.isWanted)) {
    await mailColleague(tx, notice, colleague);
  }
  return true;
}

type CompanyNotice = Notice & { company: NonNullable<Notice['company']> };

async function mailCompany(
  tx: Tx,
  { company, contentIn, ...notice }: CompanyNotice,
): Promise<void> {
  await queueMail(tx, { ...draftOf(notice), ...company, content: contentIn(company.locale) });
}

async function mailColleague(
  tx: Tx,
  { contentIn, onceKey, ...notice }: Omit<Notice, 'company'>,
  { personId, email: to, locale, role }: Colleague,
): Promise<void> {
  const words = CHOICE_WORDS[locale];
  const reason = isFixed(notice.about, role) ? words.fixed : words.chosen(notice.about);
  const draft = draftOf({ ...notice, ...(onceKey && { onceKey: `${onceKey}:${personId}` }) });
  await queueMail(tx, { ...draft, to, locale, content: { ...contentIn(locale), reason } });
}

function draftOf({ kind, organizationId, attachments, isOfSandbox, onceKey }: Drafted) {
  return {
    kind,
    organizationId,
    ...(attachments && { attachments }),
    ...(isOfSandbox !== undefined && { isOfSandbox }),
    ...(onceKey !== undefined && { onceKey }),
  };
}

type Drafted = Pick<Notice, 'kind' | 'organizationId' | 'attachments' | 'isOfSandbox' | 'onceKey'>;
