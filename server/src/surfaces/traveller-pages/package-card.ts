import { availableBytes, isUnlimited, type Package } from '../../commerce/activations/index.ts';
import { type Html, html } from '../../kernel/html.ts';
import { counted, fill, showBytes } from '../../kernel/traveller-format.ts';
import type { TravellerLanguage } from '../../kernel/traveller-language.ts';
import { type Shape, state } from './icons.ts';
import { fillHtml, shownMoment } from './moments.ts';
import type { ShownState } from './packages.ts';
import { todayLines } from './today.ts';
import { WORDS, type Words } from './words/index.ts';

/** Below this part of its data, a package is shown as nearly used up. */
const LOW_PERCENT = 10;
const DAY_MS = 86_400_000;

const SHAPES: Record<ShownState, Shape> = {
  PENDING: 'wait',
  WAITING: 'wait',
  ACTIVE: 'ok',
  DEPLETED: 'over',
  EXPIRED: 'over',
};

type Shown = {
  now: Date;
  language: TravellerLanguage;
  /** Where the traveller starts it; undefined if it cannot be started here. */
  startPath?: string | undefined;
  /** Whether its name stands right below the title of the page. */
  isAlone?: boolean;
};

/** Returns one package: its name, what is left of it, and until when. */
export function packageCard(item: Package, { now, language, startPath, isAlone }: Shown): Html {
  const words = WORDS[language];
  const { percent, text: leftText } = isUnlimited(item)
    ? { percent: item.state === 'ACTIVE' ? 100 : 0, text: words.today.unlimited }
    : amountLeft(item, now, language);
  const shown = item.state as ShownState;
  const isLow = item.state === 'ACTIVE' && percent <= LOW_PERCENT;
  const name = isAlone
    ? html`<h2 dir="auto">${item.name}</h2>`
    : html`<h3 dir="auto">${item.name}</h3>`;
  return html`<article class="pack${isLow ? ' low' : ''}">
<div class="line">${name}${state(SHAPES[shown], words.states[shown])}</div>
<progress max="100" value="${percent}" aria-label="${leftText}"></progress>
<div class="line small"><span>${leftText}</span>${daysLeft(item, now, language)}</div>
${todayLines(item, now, language)}<p class="soft small">${validityOf(item, language)}</p>
${startPath && startLink(item, { path: startPath, words })}</article>`;
}

function amountLeft(item: Package, now: Date, language: TravellerLanguage) {
  const left = availableBytes(item, now);
  const text = fill(WORDS[language].customer.leftOf, {
    left: showBytes(left, language),
    total: showBytes(item.dataBytes, language),
  });
  return { percent: Number((left * 1000n) / item.dataBytes) / 10, text };
}

/** Leads to a page that asks once more. */
function startLink({ name }: Package, { path, words }: { path: string; words: Words }): Html {
  const { button } = words.start;
  return html`<a class="btn" href="${path}" rel="nofollow" aria-label="${button}: ${name}"
>${button}</a>`;
}

function daysLeft(item: Package, now: Date, language: TravellerLanguage): Html | undefined {
  if (item.state !== 'ACTIVE' || item.expiresAt === null) return undefined;
  const days = Math.floor((item.expiresAt.getTime() - now.getTime()) / DAY_MS);
  return html`<span>${counted(WORDS[language].customer.daysLeft, days, language)}</span>`;
}

function validityOf(item: Package, language: TravellerLanguage): Html {
  const { validity } = WORDS[language];
  const { state: current, expiresAt, activationMode } = item;
  if (current === 'PENDING') return html`${validity.pending}`;
  if (!expiresAt) return html`${validity.endless}`;
  const text = {
    ACTIVE: validity.until,
    DEPLETED: validity.until,
    EXPIRED: validity.ended,
    WAITING: activationMode === 'FIRST_USE' ? validity.firstUse : validity.onDemand,
  }[current as Exclude<ShownState, 'PENDING'>];
  return fillHtml(text, 'date', shownMoment(expiresAt, language));
}
