import { preferredLanguage } from '../../kernel/accept.ts';

export const LANGUAGES = ['en', 'de'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a page is asked for in: the link at its foot, else the browser's wish, else English. */
export function languageOf(asked: { lang?: unknown; accept: string | undefined }): Language {
  const chosen = LANGUAGES.find((language) => language === asked.lang);
  return chosen ?? preferredLanguage(asked.accept, LANGUAGES) ?? 'en';
}
