import { type LanguageHeaders, wantedLanguages } from './accept.ts';

/** The languages of the pages and mails for travellers (BCP 47; `zh` is simplified Chinese). */
export const TRAVELLER_LANGUAGES = [
  'en',
  'de',
  'fr',
  'es',
  'it',
  'pt',
  'nl',
  'pl',
  'tr',
  'ja',
  'zh',
  'ar',
] as const;
export type TravellerLanguage = (typeof TRAVELLER_LANGUAGES)[number];

/** Returns the language with this tag, `de` for `de-AT`; undefined if it is none of ours. */
export function toTravellerLanguage(tag: unknown): TravellerLanguage | undefined {
  if (typeof tag !== 'string') return undefined;
  const language = tag.toLowerCase().split(/[-_]/)[0];
  return TRAVELLER_LANGUAGES.find((known) => known === language);
}

/** Returns the language that a request prefers; undefined if it names none of ours. */
export function wantedTravellerLanguage(headers: LanguageHeaders): TravellerLanguage | undefined {
  for (const tag of wantedLanguages(headers)) {
    const language = toTravellerLanguage(tag);
    if (language) return language;
  }
  return undefined;
}

/** Returns the direction in which a language is written. */
export function directionOf(language: TravellerLanguage): 'ltr' | 'rtl' {
  return language === 'ar' ? 'rtl' : 'ltr';
}
