import type { Locale } from '../../kernel/locale.ts';
import { ENGLISH, type Words } from './english.ts';
import { GERMAN } from './german.ts';

export type { Words };

export const WORDS: Record<Locale, Words> = { en: ENGLISH, de: GERMAN };
