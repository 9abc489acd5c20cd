import { type Html, html } from '../../kernel/html.ts';

/** Paths of a 16 px grid, drawn with a line of 1.5 px. */
const ICONS = {
  globe:
    'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12zM2 8h12M8 2c2 1.7 2.6 3.8 2.6 6S10 12.3 8 14C6 12.3 5.4 ' +
    '10.2 5.4 8S6 3.7 8 2z',
  copy: 'M5.5 5.5h8v8h-8zM3 10.5h-.5v-8h8V3',
  phone:
    'M5.5 1.5h5a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1h-5a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1zM7.3 12.3h1.4',
  chip:
    'M4 1.5h5.5l3 3v9a1 1 0 0 1-1 1h-7.5a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1zM5.5 8h5v4h-5zM8 ' +
    '8v4M5.5 10h5',
  save: 'M8 2.5v7.5M5 7.2l3 3 3-3M2.5 13.5h11',
  signal: 'M2 6.2a9 9 0 0 1 12 0M4.2 8.7a5.7 5.7 0 0 1 7.6 0M6.3 11a2.6 2.6 0 0 1 3.4 0M8 13.2h.01',
  again: 'M5.5 3 2.5 6l3 3M2.5 6h7a4 4 0 0 1 0 8H6',
  chat: 'M2.5 3h11v8h-6l-3 2.5V11h-2z',
  mail: 'M2 3.5h12v9H2zM2 4.5l6 4.5 6-4.5',
  call:
    'M3 2.5h3l1 3-1.6 1.2a8 8 0 0 0 3.9 3.9L10.5 9l3 1v3a1 1 0 0 1-1 1A10.5 10.5 0 0 1 2 3.5a1 ' +
    '1 0 0 1 1-1z',
  down: 'M4 6.2l4 4 4-4',
  qr:
    'M2.5 2.5h4v4h-4zM9.5 2.5h4v4h-4zM2.5 9.5h4v4h-4zM9.5 9.5h1.5v1.5H9.5zM12 ' +
    '12h1.5v1.5H12zM12.5 9.5h1M9.5 12.5v1',
} as const;

export type IconName = keyof typeof ICONS;

/** Returns an icon in the colour of its text. Screen readers skip it. */
export function icon(name: IconName, className = 'i'): Html {
  return html`<svg class="${className}" viewBox="0 0 16 16" aria-hidden="true"><path
d="${ICONS[name]}"/></svg>`;
}

/** The shape of each kind of state; the same as in the portal. */
const SHAPES = {
  ok:
    '<circle cx="6" cy="6" r="5.5" fill="currentColor"/><path class="hole" d="M3.5 6.2l1.7 1.7 ' +
    '3.3-3.6"/>',
  wait:
    '<circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" stroke-width="1.5"/><path ' +
    'd="M6 2a4 4 0 0 1 0 8z" fill="currentColor"/>',
  over:
    '<path d="M3.8 6h4.4M10 6a4 4 0 1 1-8 0 4 4 0 0 1 8 0z" fill="none" stroke="currentColor" ' +
    'stroke-width="1.5"/>',
  bad:
    '<rect x="1.5" y="1.5" width="9" height="9" rx="1.5" fill="currentColor"/><path ' +
    'class="hole" d="M4.2 4.2l3.6 3.6M7.8 4.2l-3.6 3.6"/>',
  unknown:
    '<circle cx="6" cy="6" r="4" fill="none" stroke="currentColor" stroke-width="1.5" ' +
    'stroke-dasharray="2.1 2.1"/>',
} as const;

export type Shape = keyof typeof SHAPES;

/** Returns a state: a small coloured shape, and words in ink. */
export function state(shape: Shape, words: string | Html): Html {
  const drawing = { html: SHAPES[shape] };
  return html`<span class="st"><svg class="${shape}" viewBox="0 0 12 12" aria-hidden="true"
>${drawing}</svg><span>${words}</span></span>`;
}
