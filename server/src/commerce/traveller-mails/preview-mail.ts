import type { PublicLinks } from '../../connectivity/esims/index.ts';
import type { TravellerLanguage } from '../../kernel/traveller-language.ts';
import { brandOfMails, composeMail } from '../../messaging/mail/index.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { readBranding } from '../../tenancy/branding/index.ts';
import { readOrganization } from '../../tenancy/organizations/index.ts';
import { contentOf } from './compose-mail.ts';
import { sampleSubject } from './sample-subject.ts';
import { isReminder, type TravellerMail } from './traveller-mail.ts';

export type Preview = {
  language: TravellerLanguage;
  subject: string;
  text: string;
  html: string;
};

/** Returns a mail to travellers as the organization would send it, with made-up values. */
export async function previewTravellerMail(
  { db, organizationId, accountId, now, links }: ReadScope & { links: PublicLinks },
  of: { kind: TravellerMail; language?: TravellerLanguage | undefined },
): Promise<Preview> {
  const brand = await readBranding({ db, organizationId });
  const { name: organizationName } = await readOrganization(db, organizationId);
  const language = of.language ?? brand.defaultLocale ?? 'en';
  const customer = { accountId, id: organizationId, linkVersion: 0 };
  const subject = sampleSubject(of.kind, { accountId, now });
  const content = contentOf(subject, { language, links, customer, shopUrl: brand.shopUrl });
  const { publicUrl } = links;
  const mail = composeMail(content, language, {
    brand: brandOfMails(brand, { publicUrl, organizationName }),
    ...(isReminder(of.kind) && { unsubscribeUrl: links.unsubscribe(customer) }),
  });
  return { language, subject: content.subject, ...mail };
}
