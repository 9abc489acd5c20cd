import { localeOf } from '../../kernel/accept.ts';
import { LOCALES, type Locale } from '../../kernel/locale.ts';

/** Returns the language of a page: the one of the link at its foot, or else the browser's. */
export function languageOf(asked: { lang?: unknown; accept: string | undefined }): Locale {
  const chosen = LOCALES.find((locale) => locale === asked.lang);
  return chosen ?? localeOf({ 'accept-language': asked.accept });
}
