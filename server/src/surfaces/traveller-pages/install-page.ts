import {
  type EsimProfile,
  INSTALL_LIMIT,
  type PublicLinks,
} from '../../connectivity/esims/index.ts';
import { type Html, html } from '../../kernel/html.ts';
import type { TravellerLanguage } from '../../kernel/traveller-language.ts';
import type { Brand } from '../../tenancy/branding/index.ts';
import { shopButton } from './brand.ts';
import type { Device } from './device.ts';
import { helpSection, installationStatus } from './help.ts';
import { isCurrent } from './packages.ts';
import { type Page, supportOf } from './page.ts';
import { stepsFor } from './steps.ts';
import { type Bought, lastDigits, ticket } from './ticket.ts';
import { bestWay, otherWays, pathOf, type Ways } from './ways.ts';
import { WORDS, type Words } from './words/index.ts';

type Shown = {
  profile: EsimProfile;
  bought: Bought;
  links: PublicLinks;
  device: Device;
  language: TravellerLanguage;
  brand: Brand;
  /** The model that the traveller searched for. */
  model?: string | undefined;
};

/** Returns how to get the eSIM onto a phone, or what to know when it is on one or cannot be. */
export function installPage(of: Shown): Page {
  const { profile, language, brand } = of;
  const words = WORDS[language];
  const notice = noticeOf(profile);
  const { title, text } = notice ? words.notices[notice] : words.install;
  const first = html`<h1>${title}</h1>${notice && html`<p class="lead">${text}</p>`}
${ticket(profile, of.bought, language)}
${notice ? afterNotice(of, notice) : bestWay(of)}
${installationStatus(profile, language)}`;
  const ways = html`${stepsFor(of.device.kind, language)}${otherWays(of)}`;
  const second = html`${notice ? undefined : ways}
${helpSection(of)}${supportOf({ language, brand })}`;
  const content = html`<div class="cols"><div class="first">${first}</div>
<div class="second">${second}</div></div>`;
  const foot = html`${linkToCustomer(of)}<span data-utc>${words.customer.utc}</span>`;
  return { language, title, content, foot, brand };
}

function linkToCustomer({ bought: { customer }, links, language }: Shown): Html | undefined {
  if (!customer) return undefined;
  const path = `${pathOf(links.customer(customer))}?lang=${language}`;
  return html`<a href="${path}">${WORDS[language].customer.myData}</a>`;
}

/** Returns the page of an eSIM that was replaced. */
export function replacedPage(of: {
  profile: EsimProfile;
  successor: EsimProfile;
  links: PublicLinks;
  language: TravellerLanguage;
  brand: Brand;
}): Page {
  const { language, brand } = of;
  const { title, text, open } = WORDS[language].replaced;
  const url = pathOf(of.links.installation(of.successor));
  const content = html`<div class="lonely"><p class="soft small">eSIM ${lastDigits(of.profile)}</p>
<h1>${title}</h1><p class="lead">${text}</p>
<a class="btn pri cta" href="${url}?lang=${language}">${open}</a>
${supportOf({ language, brand })}</div>`;
  return { language, title, content, brand };
}

type Notice = keyof Words['notices'];

function noticeOf({ state, suspendedAt, installCount }: EsimProfile): Notice | undefined {
  if (suspendedAt !== null && state !== 'ERROR') return 'SUSPENDED';
  if (state !== 'RELEASED') return state;
  return installCount >= INSTALL_LIMIT ? 'USED_UP' : undefined;
}

/** One that is on a phone may be moved to another, so the ways are there for those who look. */
function afterNotice(of: Shown, notice: Notice): Html {
  const { language, brand, bought, profile } = of;
  const words = WORDS[language];
  const isOnPhone = notice === 'INSTALLED' || notice === 'DISABLED';
  const needsData = isOnPhone && !bought.packages.some(isCurrent);
  const canInstall = isOnPhone && profile.installCount < INSTALL_LIMIT;
  const ways: Ways = of;
  const again = html`<details><summary>
<span class="grow strong">${words.ways.again}</span></summary>
${bestWay(ways)}${otherWays(ways)}</details>`;
  const shop = needsData ? shopButton(brand, words, true) : undefined;
  return html`${shop}${canInstall ? again : undefined}`;
}
