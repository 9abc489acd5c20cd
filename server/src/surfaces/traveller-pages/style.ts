import { readFileSync } from 'node:fs';
import { DARK, LIGHT, properties } from './tokens.ts';

const rules = readFileSync(new URL('../../../assets/traveller/page.css', import.meta.url), 'utf8');

/** The style sheet of every page; light and dark, as the device is. */
export const STYLE = [
  `:root{${properties(LIGHT)}}`,
  `@media (prefers-color-scheme:dark){:root{${properties(DARK)}}}`,
  shorten(rules),
].join('\n');

/** Returns a style sheet without comments, indents and line breaks. */
function shorten(css: string): string {
  return css.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\s*\n\s*/g, '');
}
