import {
  type EsimProfile,
  lockProfile,
  type PublicLinks,
  refuseUnlessActive,
} from '../../connectivity/esims/index.ts';
import { actorIdOf, audit } from '../../kernel/context.ts';
import { isEmail } from '../../kernel/email.ts';
import { newId } from '../../kernel/ids.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { TravellerLanguage } from '../../kernel/traveller-language.ts';
import { brandOfMails, queueMail } from '../../messaging/mail/index.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { refuseWhileSuspended } from '../../tenancy/accounts/index.ts';
import { readBranding } from '../../tenancy/branding/index.ts';
import { readOrganization } from '../../tenancy/organizations/index.ts';
import { packageAt, readPackagesOf } from '../activations/index.ts';
import { holdCustomer, rememberLanguage } from '../customers/index.ts';
import { installationContent } from './installation-content.ts';
import {
  countOfAccount,
  countOfEsim,
  type InstallationMail,
  insertInstallationMail,
} from './store.ts';

export const MAX_PER_ESIM = 5;
export const MAX_PER_ACCOUNT = 1_000;
const HOUR_SECONDS = 3_600;
export const MAIL_KIND = 'esim_installation';

/**
 * Queues a mail with the installation link of an eSIM in the brand of the reseller, to the
 * customer's address and in its language unless others are named; that language is kept.
 * Throws `esim_profile_not_found`, `customer_deleted`, `invalid_state` (replaced or retired),
 * `account_suspended`, `invalid_request` without an address that mail reaches, `rate_limited`.
 */
export async function sendInstallation(
  scope: Scope & { links: PublicLinks },
  of: { iccid: string; email?: string | undefined; locale?: TravellerLanguage | undefined },
): Promise<InstallationMail> {
  const profile = await lockProfile(scope, of.iccid);
  const customer = await holdCustomer(scope, profile.customerId);
  if (customer.erasedAt) {
    throw new Refusal('customer_deleted', 'The customer of this eSIM was deleted.');
  }
  refuseUnlessActive(profile);
  await refuseWhileSuspended(scope);
  const to = of.email ?? customer.email;
  if (to === null) throw invalid('/email', 'is required, because the customer has no address');
  if (!isEmail(to)) throw invalid('/email', 'is required, because no email reaches the customer');
  await refuseBeyondLimits(scope, profile.iccid);

  const brand = await readBranding(scope);
  const { accountId } = scope;
  const locale = of.locale ?? customer.language ?? brand.defaultLocale ?? 'en';
  if (of.locale && to === customer.email) {
    await rememberLanguage(scope.db, { accountId, id: customer.id, language: of.locale });
  }
  const mail: InstallationMail = {
    id: newId(),
    customerId: customer.id,
    iccid: profile.iccid,
    toCustomer: to === customer.email,
    locale,
    senderKind: scope.actor.kind,
    senderId: actorIdOf(scope.actor),
    sentAt: scope.now,
  };
  await insertInstallationMail(scope.db, scope.accountId, mail);
  await queueMail(scope.db, {
    kind: MAIL_KIND,
    to,
    locale,
    content: await contentOf(scope, profile, locale),
    organizationId: scope.organizationId,
    brand: brandOfMails(brand, await sellerOf(scope)),
    isOfSandbox: scope.mode === 'sandbox',
    onceKey: mail.id,
  });
  audit(scope, {
    action: 'esim.installation_sent',
    target: profile.iccid,
    before: null,
    after: { mailId: mail.id, toCustomer: mail.toCustomer, language: locale },
  });
  return mail;
}

async function sellerOf({ db, organizationId, links }: Scope & { links: PublicLinks }) {
  const { name } = await readOrganization(db, organizationId);
  return { publicUrl: links.publicUrl, organizationName: name };
}

async function contentOf(
  { db, accountId, now, links }: Scope & { links: PublicLinks },
  profile: EsimProfile,
  language: TravellerLanguage,
) {
  const items = await readPackagesOf(db, accountId, [profile.customerId]);
  const packages = items.map((item) => packageAt(item, now));
  return installationContent({ profile, packages }, { language, links });
}

async function refuseBeyondLimits(scope: Scope, iccid: string): Promise<void> {
  if ((await countOfEsim(scope, iccid)) >= MAX_PER_ESIM) {
    throw limited(`The link of this eSIM was sent ${MAX_PER_ESIM} times within a day.`);
  }
  if (await countOfAccount(scope, MAX_PER_ACCOUNT)) return;
  throw limited(`Your account has sent ${MAX_PER_ACCOUNT} installation links today.`);
}

function limited(detail: string): Refusal {
  return new Refusal('rate_limited', `${detail} Please try again later.`, {
    retryAfterSeconds: HOUR_SECONDS,
  });
}
