import { expect, test } from 'vitest';
import { localeOf, prefersCsv, wantedLanguages, wantedLocale } from './accept.ts';

test.each([
  'text/csv',
  'TEXT/CSV; charset=utf-8',
  'text/*',
  'text/csv, */*',
  'text/csv, application/json;q=0.9',
  'application/json;q=0, text/csv;q=0.1',
])('Accept: %s prefers CSV', (accept) => {
  expect(prefersCsv(accept)).toBe(true);
});

test.each([
  undefined,
  '',
  '*/*',
  'application/json',
  'application/json, text/csv',
  'text/csv;q=0.8, application/json',
  'text/csv;q=0',
  'text/csv;q=0, */*;q=0',
  'text/html, */*',
  'text/csv;q=many',
  'application/json, text/plain, */*',
])('Accept: %s prefers JSON', (accept) => {
  expect(prefersCsv(accept)).toBe(false);
});

test.each([
  ['de', 'de'],
  ['DE-at', 'de'],
  ['fr, de;q=0.5, en;q=0.8', 'en'],
  ['fr;q=1, de;q=0.5', 'de'],
  ['en;q=0, de;q=0.1', 'de'],
  ['de;q=0.9, en-GB', 'en'],
  ['en, de', 'en'],
  ['de, en', 'de'],
  ['de_AT', 'de'],
])('Accept-Language: %s prefers %s', (accept, language) => {
  expect(wantedLocale({ 'accept-language': accept })).toBe(language);
});

test.each([undefined, '', '*', 'fr', 'den', 'd', 'de;q=0', 'de;q=much', ';;,,='])(
  'Accept-Language: %s names neither English nor German',
  (accept) => {
    expect(wantedLocale({ 'accept-language': accept })).toBeUndefined();
    expect(localeOf({ 'accept-language': accept })).toBe('en');
  },
);

test('the Locale header comes before Accept-Language, and long lists are cut', () => {
  expect(wantedLocale({ locale: 'de-AT', 'accept-language': 'en' })).toBe('de');
  expect(wantedLocale({ locale: ' ', 'accept-language': 'de' })).toBe('de');
  expect(wantedLanguages({ locale: 'fr;q=0.2, de_AT' })).toEqual(['de-AT', 'fr']);
  expect(wantedLanguages({ locale: `${'xx,'.repeat(50)}de` })).not.toContain('de');
});
