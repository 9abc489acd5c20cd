import { expect, test } from 'vitest';
import { preferredLanguage, prefersCsv } from './accept.ts';

test.each([
  'text/csv',
  'TEXT/CSV; charset=utf-8',
  'text/*',
  'text/csv, */*',
  'text/csv, application/json;q=0.9',
  'application/json;q=0, text/csv;q=0.1',
])('%s would rather have CSV', (accept) => {
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
])('%s would rather have JSON', (accept) => {
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
])('%s likes %s best of English and German', (accept, language) => {
  expect(preferredLanguage(accept, ['en', 'de'])).toBe(language);
});

test.each([undefined, '', '*', 'fr', 'den', 'd', 'de;q=0', 'de;q=much', ';;,,='])(
  '%s names neither English nor German',
  (accept) => {
    expect(preferredLanguage(accept, ['en', 'de'])).toBeUndefined();
  },
);
