import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrastOf } from '../../kernel/color.ts';
import { NO_BRAND } from '../../tenancy/branding/index.ts';
import { brandStyle } from './brand.ts';
import { DARK, LIGHT } from './tokens.ts';

const PAIRS = [
  ['text', 'surface'],
  ['text', 'accent-soft'],
  ['text', 'wait-soft'],
  ['text', 'sunken'],
  ['text-2', 'surface'],
  ['text-2', 'accent-soft'],
  ['text-3', 'surface'],
  ['accent-text', 'surface'],
  ['accent-text', 'accent-soft'],
  ['on-accent', 'accent'],
] as const;

/** The custom properties of a rule of a style sheet. */
function propertiesOf(rule: string): Record<string, string> {
  const found = [...rule.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/g)];
  return Object.fromEntries(found.map(([, name, color]) => [name, color]));
}

const tokensFile = new URL('../../../../portal/src/look/tokens.css', import.meta.url);
const sheet = readFileSync(tokensFile, 'utf8');
const [, light = ''] = /:root, \[data-theme="light"\][^{]*\{([^}]*)\}/.exec(sheet) ?? [];
const [, dark = ''] = /\n\[data-theme="dark"\][^{]*\{([^}]*)\}/.exec(sheet) ?? [];

describe('the colours of the pages', () => {
  it.each([
    ['light', LIGHT, light],
    ['dark', DARK, dark],
  ])('are the design tokens of the %s scheme', (_, tokens, rule) => {
    expect(Object.keys(tokens).length).toBeGreaterThan(20);
    expect(propertiesOf(rule)).toMatchObject(tokens);
  });

  it.each(['#6a2c5e', '#0b6b5c', '#b00020', '#1a1a1a', '#0645ad', '#7a5200'])(
    'can be read in both schemes with the accent %s',
    (accentColor) => {
      const style = brandStyle({ ...NO_BRAND, accentColor });
      const [own = '', ownDark = ''] = style.split('@media');
      const schemes = [
        { ...LIGHT, ...propertiesOf(own) },
        { ...DARK, ...propertiesOf(ownDark) },
      ];
      for (const scheme of schemes) {
        for (const [text, ground] of PAIRS) {
          const contrast = contrastOf(scheme[text] ?? '', scheme[ground] ?? '');
          expect(contrast, `${text} on ${ground}`).toBeGreaterThanOrEqual(4.5);
        }
      }
    },
  );
});
