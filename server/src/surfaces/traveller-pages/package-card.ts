import { availableBytes, type Package } from '../../commerce/activations/index.ts';
import { type Html, html } from '../../kernel/html.ts';
import type { Locale } from '../../kernel/locale.ts';
import { showBytes, showMoment } from './amounts.ts';
import { WORDS, type Words } from './words.ts';

/** The states that a traveller is shown; refunded and failed packages are not theirs. */
type ShownState = keyof Words['states'];

export function isShown(item: Package): boolean {
  return item.state in WORDS.en.states;
}

/** One package: its name, what is left of it, and until when. */
export function packageCard(item: Package, language: Locale): Html {
  const words = WORDS[language];
  const left = availableBytes(item);
  const leftText = words.customer.leftOf(
    showBytes(left, language),
    showBytes(item.dataBytes, language),
  );
  const tone = item.state === 'ACTIVE' ? '' : 'off';
  const percent = Number((left * 1000n) / item.dataBytes) / 10;
  return html`<article class="card"><div class="line"><h3>${item.name}</h3>
<span class="tag ${tone}">${words.states[item.state as ShownState]}</span></div>
<progress max="100" value="${percent}" aria-label="${leftText}"></progress>
<p>${leftText}</p><p class="soft small">${validityOf(item, language)}</p></article>`;
}

function validityOf(item: Package, language: Locale): string {
  const { validity } = WORDS[language];
  const { state, expiresAt, activationMode } = item;
  if (state === 'PENDING') return validity.pending;
  if (!expiresAt) return validity.endless;
  const date = showMoment(expiresAt, language);
  if (state === 'EXPIRED') return validity.ended(date);
  if (state !== 'WAITING') return validity.until(date);
  return activationMode === 'FIRST_USE' ? validity.firstUse(date) : validity.onDemand(date);
}
