import { type Package, showToday } from '../../commerce/activations/index.ts';
import { type Html, html } from '../../kernel/html.ts';
import { fill, showBytes, showSpeed } from '../../kernel/traveller-format.ts';
import type { TravellerLanguage } from '../../kernel/traveller-language.ts';
import { fillHtml, shownMoment } from './moments.ts';
import { WORDS } from './words/index.ts';

/** Returns the day of a package that gives by day: what is left of it, and when the next begins. */
export function todayLines(
  item: Package,
  now: Date,
  language: TravellerLanguage,
): Html | undefined {
  const today = showToday(item, now);
  if (!today) return undefined;
  const { today: words } = WORDS[language];
  const { availableBytes, usedBytes, speedKbps, resetsAt } = today;
  const isDaily = item.dataTerms?.dataType === 'daily' && availableBytes !== null;
  const data = isDaily
    ? fill(words.left, { left: showBytes(BigInt(availableBytes), language) })
    : fill(words.used, { used: showBytes(BigInt(usedBytes), language) });
  const slow =
    speedKbps === null
      ? undefined
      : html`<p class="small">${fill(words.slow, { speed: showSpeed(speedKbps, language) })}</p>`;
  const next = fillHtml(words.next, 'when', shownMoment(new Date(resetsAt), language));
  return html`<div class="line small"><span class="strong">${data}</span><span>${next}</span></div>
${slow}`;
}
