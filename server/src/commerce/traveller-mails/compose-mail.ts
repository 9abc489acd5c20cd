import type { PublicLinks } from '../../connectivity/esims/index.ts';
import { fill, showBytes, showMoment } from '../../kernel/traveller-format.ts';
import type { TravellerLanguage } from '../../kernel/traveller-language.ts';
import type { MailContent } from '../../messaging/mail/index.ts';
import type { Package } from '../activations/index.ts';
import type { Customer } from '../customers/index.ts';
import {
  INSTALLATION_WORDS,
  installationContent,
  type MailedPackage,
  type MailedProfile,
} from '../installation-mails/index.ts';
import { WORDS } from './words/index.ts';

type Item = Pick<Package, 'name' | 'dataBytes' | 'usedBytes' | 'dataTerms' | 'expiresAt'>;

/** What a mail is about. */
export type Subject =
  | { kind: 'installation'; profile: MailedProfile; packages: readonly MailedPackage[] }
  | { kind: 'lowData'; item: Item; leftBytes: bigint }
  | { kind: 'expiring' | 'expired'; item: Item }
  | { kind: 'replaced'; profile: MailedProfile; replacedIccid: string };

type Place = {
  language: TravellerLanguage;
  links: PublicLinks;
  customer: Pick<Customer, 'accountId' | 'id' | 'linkVersion'>;
  /** Where travellers buy more data; null if the reseller named no shop. */
  shopUrl: string | null;
};

/** Returns the content of an email to a traveller in its language. */
export function contentOf(subject: Subject, place: Place): MailContent {
  const { language, links } = place;
  switch (subject.kind) {
    case 'installation':
      return installationContent(subject, { language, links });
    case 'replaced':
      return aboutReplacement(subject, place);
    case 'lowData':
      return aboutLowData(subject, place);
    case 'expiring':
    case 'expired':
      return aboutEnd(subject, place);
  }
}

function aboutReplacement(
  { profile, replacedIccid }: Extract<Subject, { kind: 'replaced' }>,
  { language, links }: Place,
): MailContent {
  const { subject, paragraphs } = WORDS[language].replaced;
  const { button, iccid } = INSTALLATION_WORDS[language];
  const digits = replacedIccid.slice(-4);
  return {
    subject,
    paragraphs: paragraphs.map((text) => fill(text, { digits })),
    button: { label: button, url: links.installation(profile) },
    rows: [[iccid, profile.iccid]],
  };
}

function aboutLowData(
  { item, leftBytes }: Extract<Subject, { kind: 'lowData' }>,
  place: Place,
): MailContent {
  const { language } = place;
  const { subject, paragraphs } = WORDS[language].lowData;
  const left = showBytes(leftBytes, language);
  // The second sentence is about data that will be used up.
  const said = leftBytes > 0n ? paragraphs : paragraphs.slice(0, 1);
  return {
    subject,
    paragraphs: said.map((text) => fill(text, { left })),
    button: buttonOf(place),
    rows: [[INSTALLATION_WORDS[language].plan, item.name]],
  };
}

function aboutEnd(
  { kind, item }: Extract<Subject, { kind: 'expiring' | 'expired' }>,
  place: Place,
): MailContent {
  const { language } = place;
  const { subject, paragraphs } = WORDS[language][kind];
  const date = item.expiresAt === null ? '' : showMoment(item.expiresAt, language);
  const { data } = INSTALLATION_WORDS[language];
  const left = showBytes(item.dataBytes - item.usedBytes, language);
  return {
    subject,
    paragraphs: paragraphs.map((text) => fill(text, { plan: item.name, date })),
    button: buttonOf(place),
    // What data by day has left changes until the mail is read.
    ...(kind === 'expiring' && !item.dataTerms && { rows: [[data, left]] as const }),
  };
}

/** Leads to the shop, or to the page of the customer. */
function buttonOf({ language, links, customer, shopUrl }: Place): { label: string; url: string } {
  const { buy, view } = WORDS[language];
  if (shopUrl !== null) return { label: buy, url: shopUrl };
  return { label: view, url: `${links.customer(customer)}?lang=${language}` };
}
