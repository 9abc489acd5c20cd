import { availableBytes, type Package } from '../../commerce/activations/index.ts';
import { countryName } from '../../commerce/catalog/index.ts';
import type { EsimProfile, PublicLinks } from '../../connectivity/esims/index.ts';
import { type Html, html } from '../../kernel/html.ts';
import type { Locale } from '../../kernel/locale.ts';
import type { Brand } from '../../tenancy/branding/index.ts';
import { showBytes } from './amounts.ts';
import { shopButton } from './brand.ts';
import { nameOf, pathOf } from './install-page.ts';
import { packageCard } from './package-card.ts';
import type { Page } from './page.ts';
import { WORDS, type Words } from './words.ts';

/** What a customer holds; packages as they stand, profiles that are over left out. */
export type Holdings = {
  packages: Package[];
  profiles: EsimProfile[];
  /** Where the packages work. */
  countries: string[];
};

type View = { language: Locale; words: Words; links: PublicLinks };
type Domain = Pick<Holdings, 'packages' | 'profiles'>;

/** The customer's data and eSIMs. */
export function customerPage(of: {
  holdings: Holdings;
  links: PublicLinks;
  language: Locale;
  brand: Brand;
}): Page {
  const { language, holdings, brand } = of;
  const words = WORDS[language];
  const view: View = { ...of, words };
  const domains = domainsOf(holdings);
  const { title, utc } = words.customer;
  const content = html`<header><h1>${title}</h1></header>
${total(view, holdings.packages)}${shopButton(brand, words)}
${domains.map((domain) => group(view, domain, domains.length > 1))}
${coverage(view, holdings)}`;
  return { language, title, content, remark: utc };
}

/** Packages and profiles that share data, in the order in which they were bought. */
function domainsOf({ packages, profiles }: Holdings): Domain[] {
  const ids = new Set([...profiles, ...packages].map((one) => one.profileDomainId));
  return [...ids].map((id) => ({
    packages: packages.filter((one) => one.profileDomainId === id),
    profiles: profiles.filter((one) => one.profileDomainId === id),
  }));
}

function total({ language, words }: View, packages: readonly Package[]): Html {
  const left = packages.reduce((sum, one) => sum + availableBytes(one), 0n);
  return html`<section class="card"><p class="total"><strong>${showBytes(left, language)}</strong>
<span class="soft">${words.customer.left}</span></p></section>`;
}

function group(view: View, { packages, profiles }: Domain, isOneOfMany: boolean): Html {
  const { customer } = view.words;
  const over = packages.filter(isOver);
  const current = packages.filter((one) => !isOver(one));
  const names = profiles.map(nameOf).join(', ');
  const heading = isOneOfMany && names ? customer.sharedBy(names) : customer.packages;
  const none = html`<p class="card soft">${customer.noPackages}</p>`;
  return html`<section class="group"><h2>${heading}</h2>
${current.length > 0 ? cards(view, current) : none}
${profiles.length > 0 ? esims(view, profiles) : undefined}
${over.length > 0 ? earlier(view, over) : undefined}</section>`;
}

function isOver({ state }: Package): boolean {
  return state === 'DEPLETED' || state === 'EXPIRED';
}

function earlier(view: View, over: readonly Package[]): Html {
  const title = `${view.words.customer.earlier} (${over.length})`;
  return html`<details><summary>${title}</summary>${cards(view, over)}</details>`;
}

function cards({ language }: View, packages: readonly Package[]): Html {
  return html`<div class="packages">${packages.map((one) => packageCard(one, language))}</div>`;
}

function esims(view: View, profiles: readonly EsimProfile[]): Html {
  const rows = profiles.map((profile) => esim(view, profile));
  return html`<div class="card esims"><h3>${view.words.customer.esims}</h3>
<ul class="plain">${rows}</ul></div>`;
}

function esim({ words, links }: View, profile: EsimProfile): Html {
  const { state } = profile;
  const isWaiting = state === 'RELEASED';
  const action = isWaiting ? words.customer.installEsim : words.customer.openEsim;
  const name = nameOf(profile);
  return html`<li class="line"><span class="name">${name}
<span class="tag ${TONES[state]}">${words.profileStates[state]}</span></span>
<a class="${isWaiting ? 'button' : 'link'}" href="${pathOf(links.installation(profile))}"
aria-label="${action}: ${name}">${action}</a></li>`;
}

const TONES = { RELEASED: 'off', INSTALLED: '', DISABLED: 'off', ERROR: 'warn' };

function coverage({ language, words }: View, { countries }: Holdings): Html {
  const names = countries
    .map((code) => countryName(code, language))
    .sort(new Intl.Collator(language).compare);
  const { country, countries: count } = words.customer;
  const [only] = names;
  if (names.length === 1 && only) return html`<p class="soft">${country(only)}</p>`;
  return html`<details class="group"><summary>${count(names.length)}</summary>
<ul class="countries">${names.map((name) => html`<li>${name}</li>`)}</ul></details>`;
}
