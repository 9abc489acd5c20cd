import { availableBytes, isUnlimited, type Package } from '../../commerce/activations/index.ts';
import { countryName } from '../../commerce/catalog/index.ts';
import type { Customer } from '../../commerce/customers/index.ts';
import type { EsimProfile } from '../../connectivity/esims/index.ts';
import { type Html, html } from '../../kernel/html.ts';
import { counted, fill, localeTag, showBytes } from '../../kernel/traveller-format.ts';
import type { TravellerLanguage } from '../../kernel/traveller-language.ts';
import { shownDay } from './moments.ts';
import { isCurrent } from './packages.ts';
import { WORDS, type Words } from './words/index.ts';

/** Packages of several countries show this many flags. */
const MAX_FLAGS = 6;

export type Bought = {
  /** Those that share the data of this eSIM, as they are now; the newest first. */
  packages: readonly Package[];
  /** Where the packages work. */
  countries: readonly string[];
  customer: Customer | undefined;
  now: Date;
};

/** Returns the card of what was bought: the package in use or next, and where it works. */
export function ticket(
  profile: EsimProfile,
  { packages, countries, now }: Bought,
  language: TravellerLanguage,
): Html {
  const words = WORDS[language];
  const current = packages.filter(isCurrent).sort(byUse);
  const [first, ...more] = current;
  const facts = first ? factsOf(first, now, language) : [];
  const rows = [...facts, ['eSIM', lastDigits(profile)] as const];
  const count = more.length > 0 ? counted(words.ticket.more, more.length, language) : undefined;
  return html`<div class="tick-card">${headOf(first, countries, language)}
<dl class="tf">${rows.map(factRow)}</dl>
${count && html`<p class="where">${count}</p>`}</div>`;
}

function factRow([name, value]: Fact): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

/** Returns the last four digits, by which travellers distinguish their eSIMs. */
export function lastDigits({ iccid }: { iccid: string }): string {
  return `···· ${iccid.slice(-4)}`;
}

/** Returns a flag; its country is named beside it. */
export function flag(country: string): Html {
  return html`<img class="flag" src="/esim/countries/${country.toLowerCase()}/flag" alt=""
width="32" height="22" loading="lazy">`;
}

/** Active packages before waiting ones, in the order in which they were sold. */
function byUse(one: Package, other: Package): number {
  const rank = ({ state }: Package) => (state === 'ACTIVE' ? 0 : 1);
  return rank(one) - rank(other) || one.soldAt.getTime() - other.soldAt.getTime();
}

function headOf(
  first: Package | undefined,
  countries: readonly string[],
  language: TravellerLanguage,
): Html {
  const { ticket: words } = WORDS[language];
  if (!first) return html`<div class="what"><b>${words.none}</b></div>`;
  const [only] = countries;
  const name = html`<b dir="auto">${first.name}</b>`;
  if (countries.length === 1 && only) {
    const place = fill(words.worksIn, { country: countryName(only, localeTag(language)) });
    return html`<div class="what">${flag(only)}<div>${name}</div></div>
<p class="where">${place}</p>`;
  }
  const flags = countries.slice(0, MAX_FLAGS).map(flag);
  return html`<div class="what"><div>${name}<p class="where">
<span class="flags">${flags}</span>${counted(words.countries, countries.length, language)}</p>
</div></div>`;
}

type Fact = readonly [name: string, value: string | Html];

function factsOf(item: Package, now: Date, language: TravellerLanguage): Fact[] {
  const { ticket: words, today } = WORDS[language];
  const left = isUnlimited(item) ? today.unlimited : showBytes(availableBytes(item, now), language);
  const data: Fact = [words.left, left];
  if (item.state === 'ACTIVE') {
    const end = item.expiresAt === null ? words.noEnd : shownDay(item.expiresAt, language);
    return [data, [words.expires, end]];
  }
  const { validityDays } = item;
  const days = validityDays === null ? words.noEnd : counted(words.days, validityDays, language);
  return [data, [words.validFor, days], [words.starts, startOf(item, words)]];
}

function startOf({ state, activationMode }: Package, words: Words['ticket']): string {
  if (state === 'PENDING') return words.preparing;
  return activationMode === 'ON_DEMAND' ? words.onRequest : words.atFirstUse;
}
