import { expect, test } from 'vitest';
import { prefersCsv } from './accept.ts';

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
