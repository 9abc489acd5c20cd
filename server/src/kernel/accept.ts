import Negotiator from 'negotiator';
import { DEFAULT_LOCALE, LOCALES, type Locale } from './locale.ts';

type Header = string | string[] | undefined;
/** The headers in which a request names languages. */
export type LanguageHeaders = { locale?: Header; 'accept-language'?: Header };

/** Longer headers and lists are cut: each range costs a look-up. */
const MAX_HEADER_LENGTH = 256;
const MAX_RANGES = 10;

const OFFERED_TYPES = ['application/json', 'text/csv'].flatMap((type) => [
  type,
  `${type};charset=utf-8`,
]);

/** Returns whether an `Accept` header prefers `text/csv` to JSON, the default. */
export function prefersCsv(accept: string | undefined): boolean {
  const chosen = new Negotiator({ headers: { accept } }).mediaType(OFFERED_TYPES);
  return chosen?.startsWith('text/csv') ?? false;
}

/**
 * Returns the language tags that a request prefers, best first, from its `Locale` header or else
 * from `Accept-Language` (RFC 9110 section 12.5.4). Java's `de_AT` is read as `de-AT`.
 */
export function wantedLanguages(headers: LanguageHeaders): string[] {
  const wanted = textOf(headers.locale) || textOf(headers['accept-language']);
  if (wanted === '') return [];
  const ranges = wanted.replaceAll('_', '-').split(',').slice(0, MAX_RANGES);
  return new Negotiator({ headers: { 'accept-language': ranges.join(',') } }).languages();
}

/** Returns the locale that a request prefers; undefined if it names none of ours. */
export function wantedLocale(headers: LanguageHeaders): Locale | undefined {
  for (const tag of wantedLanguages(headers)) {
    const language = tag.toLowerCase().split('-')[0];
    const locale = LOCALES.find((known) => known === language);
    if (locale) return locale;
  }
  return undefined;
}

/** Returns the locale that a request prefers, or else English. */
export function localeOf(headers: LanguageHeaders): Locale {
  return wantedLocale(headers) ?? DEFAULT_LOCALE;
}

function textOf(header: Header): string {
  return [header ?? []].flat().join(',').trim().slice(0, MAX_HEADER_LENGTH);
}
