import type { Mode } from '../api/client.ts';

/** The reseller's pages by the letter after `G`. */
const GO_KEYS: Record<string, string> = {
  h: '',
  d: 'catalogue',
  i: 'inventory',
  s: 'sales',
  c: 'customers',
  r: 'reports',
  w: 'credits',
  p: 'simulator',
  k: 'keys',
  b: 'webhooks',
  e: 'events',
  q: 'requests',
  t: 'tickets',
  o: 'organization',
};

/** The operator's pages by the letter after `G`. */
const OPERATOR_GO_KEYS: Record<string, string> = {
  h: '',
  r: 'resellers',
  t: 'desk',
  m: 'money',
  s: 'sales-report',
  p: 'plans',
  l: 'price-lists',
  c: 'country-sets',
  k: 'stock',
  e: 'operations',
  o: 'organization',
};

/** Returns the pages of a side by the letter after `G`. */
export function goKeysOf(mode: Mode): Record<string, string> {
  return mode === 'operator' ? OPERATOR_GO_KEYS : GO_KEYS;
}

type Name =
  | 'find'
  | 'help'
  | 'side'
  | 'table'
  | 'filter'
  | 'next'
  | 'open'
  | 'select'
  | 'close'
  | 'note'
  | 'send';

/** All shortcuts by where they work, except `G` and a letter (`GO_KEYS`). */
export const SHORTCUTS = {
  anywhere: [
    ['find', ['Ctrl', 'K']],
    ['help', ['?']],
    ['side', ['M']],
    ['table', ['T']],
    ['close', ['Esc']],
  ],
  lists: [
    ['filter', ['/']],
    ['next', ['J', 'K']],
    ['open', ['Enter']],
    ['select', ['X']],
  ],
  forms: [
    ['note', ['N']],
    ['send', ['Ctrl', 'Enter']],
  ],
} as const satisfies Record<string, readonly (readonly [Name, readonly string[]])[]>;
