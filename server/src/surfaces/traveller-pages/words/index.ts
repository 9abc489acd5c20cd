import type { TravellerLanguage } from '../../../kernel/traveller-language.ts';
import { ARABIC } from './ar.ts';
import { GERMAN } from './de.ts';
import { ENGLISH } from './en.ts';
import { SPANISH } from './es.ts';
import { FRENCH } from './fr.ts';
import { ITALIAN } from './it.ts';
import { JAPANESE } from './ja.ts';
import { DUTCH } from './nl.ts';
import { POLISH } from './pl.ts';
import { PORTUGUESE } from './pt.ts';
import { TURKISH } from './tr.ts';
import type { Words } from './words.ts';
import { CHINESE } from './zh.ts';

export type { TitledText, Words } from './words.ts';

export const WORDS: Record<TravellerLanguage, Words> = {
  en: ENGLISH,
  de: GERMAN,
  fr: FRENCH,
  es: SPANISH,
  it: ITALIAN,
  pt: PORTUGUESE,
  nl: DUTCH,
  pl: POLISH,
  tr: TURKISH,
  ja: JAPANESE,
  zh: CHINESE,
  ar: ARABIC,
};
