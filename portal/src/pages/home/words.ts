import type { Words } from '../../words/language.tsx';

const en = { title: 'Home' };
const de: typeof en = { title: 'Übersicht' };

export const homeWords: Words<typeof en> = { en, de };
