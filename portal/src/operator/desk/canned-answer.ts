import type { Schemas } from '../../api/client.ts';
import type { Language } from '../../words/language.tsx';

export type CannedAnswer = Schemas['CannedAnswer'];

/** The text in the language of a reseller, or else in English. */
export function textIn(language: Language, { text, translations }: CannedAnswer): string {
  return (language === 'de' ? translations.de : null) ?? text;
}
