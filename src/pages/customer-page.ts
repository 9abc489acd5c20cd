import { type ActivatedItem, availableBytes } from '../activations/index.ts';
import { countryName } from '../catalog/index.ts';
import type { EsimProfile, PublicLinks } from '../esims/index.ts';
import { showBytes } from './amounts.ts';
import { type Html, html } from './html.ts';
import { nameOf, pathOf } from './install-page.ts';
import type { Language } from './language.ts';
import { packageCard } from './package-card.ts';
import type { Page } from './page.ts';
import { WORDS, type Words } from './words.ts';

/** What a customer holds; packages as they stand, profiles that are over left out. */
export type Holdings = {
  packages: ActivatedItem[];
  profiles: EsimProfile[];
  /** Where the packages work. */
  countries: string[];
};

type View = { language: Language; words: Words; links: PublicLinks };
type Domain = Pick<Holdings, 'packages' | 'profiles'>;

/** The customer's data and eSIMs. */
export function customerPage(of: {
  holdings: Holdings;
  links: PublicLinks;
  language: Language;
}): Page {
  const { language, holdings } = of;
  const words = WORDS[language];
  const view: View = { ...of, words };
  const domains = domainsOf(holdings);
  const { title, utc } = words.customer;
  const content = html`<header><h1>${title}</h1></header>
${total(view, holdings.packages)}
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

function total({ language, words }: View, packages: readonly ActivatedItem[]): Html {
  const left = packages.reduce((sum, one) => sum + availableBytes(one), 0n);
  return html`<section class="card"><p class="total"><strong>${showBytes(left, language)}</strong>
<span class="soft">${words.customer.left}</span></p></section>`;
}

function group(view: View, { packages, profiles }: Domain, isOneOfMany: boolean): Html {
  const { words } = view;
  const isOver = ({ state }: ActivatedItem) => state === 'DEPLETED' || state === 'EXPIRED';
  const current = packages.filter((one) => !isOver(one));
  const earlier = packages.filter(isOver);
  const names = profiles.map(nameOf).join(', ');
  const { sharedBy, noPackages, earlier: earlierTitle } = words.customer;
  const heading = isOneOfMany && names ? sharedBy(names) : words.customer.packages;
  return html`<section class="group"><h2>${heading}</h2>
${current.length > 0 ? cards(view, current) : html`<p class="card soft">${noPackages}</p>`}
${
  earlier.length === 0
    ? undefined
    : html`<details><summary>${earlierTitle} (${earlier.length})
</summary>${cards(view, earlier)}</details>`
}
${profiles.length === 0 ? undefined : esims(view, profiles)}</section>`;
}

function cards({ language }: View, packages: readonly ActivatedItem[]): Html {
  return html`<div class="packages">${packages.map((one) => packageCard(one, language))}</div>`;
}

function esims({ words, links }: View, profiles: readonly EsimProfile[]): Html {
  const rows = profiles.map((profile) => {
    const { state } = profile;
    const tone = state === 'INSTALLED' ? '' : state === 'ERROR' ? 'warn' : 'off';
    return html`<li class="line"><span><a href="${pathOf(links.installation(profile))}"
>${nameOf(profile)}</a></span><span class="tag ${tone}">${words.profileStates[state]}</span></li>`;
  });
  return html`<div class="card esims"><h3>${words.customer.esims}</h3>
<ul class="plain">${rows}</ul></div>`;
}

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
