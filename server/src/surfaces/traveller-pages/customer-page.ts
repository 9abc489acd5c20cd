import { LRUCache } from 'lru-cache';
import { availableBytes, isUnlimited, type Package } from '../../commerce/activations/index.ts';
import { countryName } from '../../commerce/catalog/index.ts';
import type { Customer } from '../../commerce/customers/index.ts';
import type { EsimProfile, PublicLinks } from '../../connectivity/esims/index.ts';
import { type Html, html } from '../../kernel/html.ts';
import { counted, fill, localeTag, showBytes } from '../../kernel/traveller-format.ts';
import type { TravellerLanguage } from '../../kernel/traveller-language.ts';
import type { Brand } from '../../tenancy/branding/index.ts';
import { shopButton } from './brand.ts';
import { fold } from './fold.ts';
import { type Shape, state } from './icons.ts';
import { packageCard } from './package-card.ts';
import { isCurrent, isOver } from './packages.ts';
import { type Page, supportOf } from './page.ts';
import { shownFigure } from './shown-figure.ts';
import { flag, lastDigits } from './ticket.ts';
import { pathOf } from './ways.ts';
import { WORDS, type Words } from './words/index.ts';

/** What a customer holds: packages as they are now, profiles in use. */
export type Holdings = {
  customer: Customer;
  packages: Package[];
  profiles: EsimProfile[];
  /** Where the packages work. */
  countries: readonly string[];
  now: Date;
};

type View = {
  language: TravellerLanguage;
  words: Words;
  links: PublicLinks;
  now: Date;
  /** The path of this page, if the reseller lets travellers start packages. */
  startsAt: string | undefined;
};
type Domain = Pick<Holdings, 'packages' | 'profiles'>;

/** From this number of countries, the list is folded and has a search. */
const FOLDED_COUNTRIES = 12;

/** Returns the customer's data and eSIMs. */
export function customerPage(of: {
  holdings: Holdings;
  links: PublicLinks;
  language: TravellerLanguage;
  brand: Brand;
}): Page {
  const { language, holdings, brand, links } = of;
  const words = WORDS[language];
  const startsAt = brand.travellersMayStart ? pathOf(links.customer(holdings.customer)) : undefined;
  const view: View = { language, words, links, now: holdings.now, startsAt };
  const domains = domainsOf(holdings);
  const { title, utc } = words.customer;
  const content = html`<div class="cols" data-refresh><div class="first"><h1>${title}</h1>
${total(view, holdings)}${shopButton(brand, words, !holdings.packages.some(isCurrent))}</div>
<div class="second">${domains.map((domain) => group(view, domain, domains.length > 1))}
${coverage(view, holdings)}${supportOf({ language, brand })}</div></div>`;
  return { language, title, content, foot: html`<span data-utc>${utc}</span>`, brand };
}

/** Returns packages and profiles that share data, in the order in which they were bought. */
function domainsOf({ packages, profiles }: Holdings): Domain[] {
  const ids = new Set([...profiles, ...packages].map((one) => one.profileDomainId));
  return [...ids].map((id) => ({
    packages: packages.filter((one) => one.profileDomainId === id),
    profiles: profiles.filter((one) => one.profileDomainId === id),
  }));
}

const RING = 2 * Math.PI * 50;

/** The data that is left as a ring and in words, with the time of the last report. */
function total({ language, words, now }: View, { packages, profiles }: Holdings): Html {
  const current = packages.filter(isCurrent);
  const left = current.reduce((sum, one) => sum + availableBytes(one, now), 0n);
  const all = current.reduce((sum, one) => sum + one.dataBytes, 0n);
  const isEndless = current.some(isUnlimited);
  const part = isEndless || all === 0n ? Number(isEndless) : Number((left * 1000n) / all) / 1000;
  const amount = isEndless
    ? html`<strong>${words.today.unlimited}</strong>`
    : html`<strong>${showBytes(left, language)}</strong><span>${words.customer.left}</span>`;
  const asOf = shownFigure(profiles, language);
  return html`<div class="left${part <= 0.1 ? ' low' : ''}">
<svg class="ring" viewBox="0 0 112 112" aria-hidden="true"><circle cx="56" cy="56" r="50"/>
${
  part === 0
    ? undefined
    : html`<circle class="rest" cx="56" cy="56" r="50"
stroke-dasharray="${(part * RING).toFixed(1)} ${RING.toFixed(1)}"/>`
}</svg>
<p>${amount}
${asOf && html`<br><span class="soft small">${asOf}</span>`}</p></div>`;
}

function group(view: View, { packages, profiles }: Domain, isOneOfMany: boolean): Html {
  const { customer } = view.words;
  const over = packages.filter(isOver);
  const current = packages.filter(isCurrent);
  const names = profiles.map((profile) => `eSIM ${lastDigits(profile)}`).join(', ');
  const heading = isOneOfMany && names ? fill(customer.sharedBy, { names }) : customer.packages;
  const none = html`<p class="note calm">${customer.noPackages}</p>`;
  return html`<section><h2>${heading}</h2>
${current.length > 0 ? cards(view, current) : none}
${over.length > 0 ? earlier(view, over) : undefined}
${profiles.length > 0 ? esims(view, profiles) : undefined}</section>`;
}

function earlier(view: View, over: readonly Package[]): Html {
  const title = `${view.words.customer.earlier} (${over.length})`;
  return html`<details><summary><span class="grow strong">${title}</span></summary>
${cards(view, over)}</details>`;
}

function cards(view: View, packages: readonly Package[]): Html {
  const { startsAt, language, now } = view;
  return html`${packages.map((one) => {
    const canStart = startsAt !== undefined && one.state === 'WAITING';
    const startPath = canStart ? `${startsAt}/start/${one.id}?lang=${language}` : undefined;
    return packageCard(one, { language, now, startPath });
  })}`;
}

function esims(view: View, profiles: readonly EsimProfile[]): Html {
  const rows = profiles.map((profile) => esim(view, profile));
  return html`<section><h2>${view.words.customer.esims}</h2><ul>${rows}</ul></section>`;
}

const SHAPES: Record<EsimProfile['state'], Shape> = {
  RELEASED: 'wait',
  INSTALLED: 'ok',
  DISABLED: 'over',
  ERROR: 'bad',
};

function esim({ words, links, language }: View, profile: EsimProfile): Html {
  const { state: current } = profile;
  const isWaiting = current === 'RELEASED';
  const action = isWaiting ? words.customer.install : words.customer.open;
  const name = `eSIM ${lastDigits(profile)}`;
  const href = `${pathOf(links.installation(profile))}?lang=${language}`;
  return html`<li class="esim"><span><span class="strong">${name}</span><br>
<span class="small">${state(SHAPES[current], words.profileStates[current])}</span></span>
<a class="btn sm${isWaiting ? ' pri' : ''}" href="${href}" aria-label="${action}: ${name}"
>${action}</a></li>`;
}

/**
 * The number of cached lists: naming and sorting countries takes longer than the rest of the page.
 */
const KEPT_LISTS = 200;
const lists = new LRUCache<string, Html>({ max: KEPT_LISTS });

function coverage(view: View, { countries }: Holdings): Html {
  const key = `${view.language} ${countries.join()}`;
  const list = lists.get(key) ?? listOfCountries(view, countries);
  lists.set(key, list);
  return list;
}

function listOfCountries({ language, words }: View, countries: readonly string[]): Html {
  const collator = new Intl.Collator(localeTag(language));
  const places = countries
    .map((code) => ({ code, name: countryName(code, localeTag(language)) }))
    .sort((one, other) => collator.compare(one.name, other.name));
  const rows = places.map(({ code, name }) => html`<li data-place>${flag(code)}${name}</li>`);
  const { countries: title, findCountry } = words.customer;
  const list = html`<ul class="places">${rows}</ul>`;
  if (places.length < FOLDED_COUNTRIES) return html`<section><h2>${title}</h2>${list}</section>`;
  const content = html`<label class="find" data-places hidden><span class="vh">${findCountry}</span>
<input type="search" placeholder="${findCountry}"></label>${list}`;
  const text = counted(words.ticket.countries, places.length, language);
  const folded = fold('globe', { heading: { title, text }, content });
  return html`<section><div class="list">${folded}</div></section>`;
}
