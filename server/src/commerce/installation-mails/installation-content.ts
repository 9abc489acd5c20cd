import type { EsimProfile, PublicLinks } from '../../connectivity/esims/index.ts';
import { showBytes } from '../../kernel/traveller-format.ts';
import type { TravellerLanguage } from '../../kernel/traveller-language.ts';
import type { MailContent } from '../../messaging/mail/index.ts';
import { isUnlimited, type Package } from '../activations/index.ts';
import { INSTALLATION_WORDS } from './words.ts';

/** What the email shows about an eSIM and the present state of its packages. */
export type MailedProfile = Pick<
  EsimProfile,
  'accountId' | 'id' | 'linkVersion' | 'iccid' | 'profileDomainId'
>;
export type MailedPackage = Pick<
  Package,
  'name' | 'state' | 'profileDomainId' | 'dataBytes' | 'usedBytes'
>;

/** The packages that the mail names, the newest. */
const MAX_NAMED = 3;

/** Returns the mail with the installation link of an eSIM. */
export function installationContent(
  { profile, packages }: { profile: MailedProfile; packages: readonly MailedPackage[] },
  { language, links }: { language: TravellerLanguage; links: PublicLinks },
): MailContent {
  const words = INSTALLATION_WORDS[language];
  const usable = packages
    .filter(({ profileDomainId }) => profileDomainId === profile.profileDomainId)
    .filter(({ state }) => state === 'ACTIVE' || state === 'WAITING' || state === 'PENDING');
  const left = usable.reduce((sum, one) => sum + one.dataBytes - one.usedBytes, 0n);
  return {
    subject: words.subject,
    paragraphs: words.paragraphs,
    button: { label: words.button, url: links.installation(profile) },
    rows: [
      ...usable.slice(-MAX_NAMED).map(({ name }) => [words.plan, name] as const),
      ...(usable.some(isUnlimited) ? [] : [[words.data, showBytes(left, language)] as const]),
      [words.iccid, profile.iccid],
    ],
  };
}
