import { wantedLocale } from '../../kernel/accept.ts';
import { DEFAULT_LOCALE, LOCALES, type Locale } from '../../kernel/locale.ts';

type Wanted = { lang?: unknown; accept: string | undefined; preset?: Locale | null };

/** Returns the language of a page: of the link at its foot, the browser, or the reseller. */
export function languageOf({ lang, accept, preset }: Wanted): Locale {
  const chosen = LOCALES.find((locale) => locale === lang);
  return chosen ?? wantedLocale({ 'accept-language': accept }) ?? preset ?? DEFAULT_LOCALE;
}
