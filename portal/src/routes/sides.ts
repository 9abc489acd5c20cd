import type { Mode } from '../api/client.ts';

/** The pages that only operators have, by the first part of their path. */
const OPERATORS: readonly string[] = [
  'resellers',
  'announcements',
  'app-registrations',
  'desk',
  'money',
  'sales-report',
  'plans',
  'price-lists',
  'country-sets',
  'stock',
  'carriers',
  'operations',
  'installation',
];
/** The pages of both sides: home, the person's settings, the company's settings. */
const SHARED: readonly string[] = ['', 'me', 'organization'];

/** Returns whether a side has a page, by the first part of its path. */
export function hasPage(mode: Mode, page: string): boolean {
  return SHARED.includes(page) || (mode === 'operator') === OPERATORS.includes(page);
}
