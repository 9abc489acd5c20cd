import { describe, expect, it } from 'vitest';
import { counted, localeTag, showBytes, showMoment } from '../../kernel/traveller-format.ts';
import { TRAVELLER_LANGUAGES } from '../../kernel/traveller-language.ts';
import { WORDS } from './words/index.ts';

type Leaf = { path: string; value: string };

/** Every text with its path; plurals as one text, since languages have different forms. */
function leavesOf(value: unknown, path = ''): Leaf[] {
  if (typeof value === 'string') return [{ path, value }];
  const entries = Object.entries(value as Record<string, unknown>);
  const isPlural = typeof (value as { other?: unknown }).other === 'string';
  if (isPlural) return [{ path, value: (value as { other: string }).other }];
  return entries.flatMap(([key, one]) => leavesOf(one, `${path}/${key}`));
}

function pluralsOf(value: unknown): Record<string, string>[] {
  if (typeof value !== 'object' || value === null) return [];
  if ('other' in value) return [value as Record<string, string>];
  return Object.values(value).flatMap(pluralsOf);
}

const placeholders = (text: string) => (text.match(/\{\w+\}/g) ?? []).sort();
const others = TRAVELLER_LANGUAGES.filter((language) => language !== 'en');

describe('the texts of the pages', () => {
  it.each(others)('have the values of the English ones in %s', (language) => {
    const english = new Map(leavesOf(WORDS.en).map(({ path, value }) => [path, value]));
    for (const { path, value } of leavesOf(WORDS[language])) {
      expect(placeholders(value), path).toEqual(placeholders(english.get(path) ?? ''));
      expect(value.trim(), path).not.toBe('');
    }
  });

  it.each(others)('are not left in English in %s', (language) => {
    const english = new Map(leavesOf(WORDS.en).map(({ path, value }) => [path, value]));
    const same = leavesOf(WORDS[language]).filter(({ path, value }) => english.get(path) === value);
    // Names of things, such as "eSIM" and "Email", are the same in several languages.
    expect(same.filter(({ value }) => value.includes(' ')).map(({ path }) => path)).toEqual([]);
  });

  it.each(TRAVELLER_LANGUAGES)('have the plural forms of whole numbers in %s', (language) => {
    const rules = new Intl.PluralRules(localeTag(language));
    const numbers = Array.from({ length: 201 }, (_, number) => number);
    const needed = new Set(numbers.slice(1).map((number) => rules.select(number)));
    for (const plural of pluralsOf(WORDS[language])) {
      for (const category of needed) expect(plural, plural.other).toHaveProperty(category);
    }
  });
});

describe('numbers and dates', () => {
  it('follow the language', () => {
    expect(counted(WORDS.pl.ticket.days, 3, 'pl')).toBe('3 dni');
    expect(counted(WORDS.ar.ticket.days, 2, 'ar')).toBe('يومان');
    expect(counted(WORDS.en.ticket.countries, 1, 'en')).toBe('Works in 1 country');
    expect(showMoment(new Date('2027-04-30T09:55:00Z'), 'en')).toBe('30 April 2027 at 09:55');
    expect(showMoment(new Date('2027-04-30T09:55:00Z'), 'ja')).toBe('2027年4月30日 9:55');
  });

  it('never say more data than there is', () => {
    expect(showBytes(1_073_741_823n, 'en')).toBe('1,023\u00a0MB');
    expect(showBytes(1_610_612_735n, 'de')).toBe('1,49\u00a0GB');
    expect(showBytes(1_073_741_824n, 'fr')).toBe('1\u202fGo');
    expect(showBytes(0n, 'en')).toBe('0\u00a0MB');
  });
});
