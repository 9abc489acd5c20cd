import { searchDevices } from '../../commerce/catalog/index.ts';
import { type Html, html } from '../../kernel/html.ts';
import { keeping } from '../../kernel/keeping.ts';
import { counted } from '../../kernel/traveller-format.ts';
import { TRAVELLER_LANGUAGES, type TravellerLanguage } from '../../kernel/traveller-language.ts';
import { fold } from './fold.ts';
import { WORDS } from './words/index.ts';

/** A search that matches more is not shown whole. */
const MAX_MODELS = 60;
/** Longer texts are no model. */
const MAX_QUERY = 60;

/** Returns the search whether a model takes an eSIM; open and answered if `query` is a text. */
export function deviceSearch(query: string | undefined, language: TravellerLanguage): Html {
  const text = query?.trim().slice(0, MAX_QUERY) ?? '';
  return text === '' ? emptySearch(language) : searchFor(text, language);
}

const emptySearch = keeping(
  TRAVELLER_LANGUAGES.length,
  (language: TravellerLanguage) => language,
  (language) => searchFor('', language),
);

function searchFor(text: string, language: TravellerLanguage): Html {
  const { devices } = WORDS[language];
  const content = html`<form class="find" method="get" action="#device" data-search>
<input type="hidden" name="lang" value="${language}">
<label class="vh" for="model">${devices.label}</label>
<input id="model" name="device" type="search" value="${text}" placeholder="${devices.label}"
maxlength="${MAX_QUERY}" autocomplete="off" enterkeyhint="search">
<button class="btn">${devices.search}</button></form>
<div data-found aria-live="polite">${text === '' ? undefined : found(text, language)}</div>
<p class="soft small">${devices.exceptions}</p>`;
  const heading = {
    title: devices.title,
    text: counted(devices.hint, searchDevices({}).length, language),
  };
  return fold('chip', { heading, content, isOpen: text !== '', id: 'device' });
}

function found(query: string, language: TravellerLanguage): Html {
  const { devices } = WORDS[language];
  const models = searchDevices({ q: query });
  if (models.length === 0) return html`<p>${devices.none}</p>`;
  const names = models
    .slice(0, MAX_MODELS)
    .map(
      ({ vendor, name }) => html`<li>${name.startsWith(vendor) ? name : `${vendor} ${name}`}</li>`,
    );
  return html`<p class="strong">${counted(devices.found, models.length, language)}</p>
<ul class="models">${names}</ul>`;
}
