import { ENGLISH, type Words } from './english.ts';
import { GERMAN } from './german.ts';
import type { Language } from './language.ts';

export type { Words };

export const WORDS: Record<Language, Words> = { en: ENGLISH, de: GERMAN };
