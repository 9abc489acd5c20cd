import { type Html, html } from '../../kernel/html.ts';
import { showDay, showMoment } from '../../kernel/traveller-format.ts';
import type { TravellerLanguage } from '../../kernel/traveller-language.ts';

/** Returns a moment in UTC, which the script of the page shows in the time zone of the device. */
export function shownMoment(moment: Date, language: TravellerLanguage): Html {
  return html`<time datetime="${moment.toISOString()}">${showMoment(moment, language)}</time>`;
}

/** Returns the day of a moment in UTC; the script shows the day where the device is. */
export function shownDay(moment: Date, language: TravellerLanguage): Html {
  const text = showDay(moment, language);
  return html`<time datetime="${moment.toISOString()}" data-day>${text}</time>`;
}

/** Returns the text with `{name}` replaced by HTML. */
export function fillHtml(text: string, name: string, value: Html): Html {
  const [before = '', after = ''] = text.split(`{${name}}`);
  return html`${before}${value}${after}`;
}
