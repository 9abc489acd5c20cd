import type { Mode } from '../api/client.ts';

/** The pages of the platform's side alone, by the first part of their path. */
const OPERATORS: readonly string[] = [
  'resellers',
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
/** The pages that both have: the start, the person's own, and the company's. */
const SHARED: readonly string[] = ['', 'me', 'organization'];

/** Whether a side has a page, by the first part of the page's path. */
export function hasPage(mode: Mode, page: string): boolean {
  return SHARED.includes(page) || (mode === 'operator') === OPERATORS.includes(page);
}
