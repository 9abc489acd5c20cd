import { describe, expect, it } from 'vitest';
import { STYLE } from './style.ts';

/** Each scheme's colours by their names; the second one changes what the first has set. */
const [light = {}, dark = {}] = [...STYLE.matchAll(/:root \{([^}]*)\}/g)].map(([, rules]) =>
  Object.fromEntries(
    [...(rules ?? '').matchAll(/--([\w-]+): (#[0-9a-f]{3,6})/g)].map(([, name, hex]) => [
      name,
      hex,
    ]),
  ),
) as Record<string, string>[];

const PAIRS = [
  ['ink', 'paper'],
  ['ink', 'card'],
  ['ink', 'tint'],
  ['ink', 'warn-tint'],
  ['soft', 'paper'],
  ['soft', 'card'],
  ['accent', 'paper'],
  ['accent', 'card'],
  ['accent', 'tint'],
  ['on-accent', 'accent'],
  ['warn', 'warn-tint'],
] as const;

/** Relative luminance (WCAG 2.2). */
function luminance(hex: string): number {
  const digits = hex.length === 4 ? hex.replace(/[0-9a-f]/g, '$&$&') : hex;
  const [red = 0, green = 0, blue = 0] = (digits.slice(1).match(/../g) ?? []).map((pair) => {
    const value = Number.parseInt(pair, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
}

describe.each([
  ['light', light],
  ['dark', { ...light, ...dark }],
])('in the %s scheme', (_, colours) => {
  it.each(PAIRS)('%s can be read on %s', (text, ground) => {
    expect(contrast(colours[text] ?? '', colours[ground] ?? '')).toBeGreaterThanOrEqual(4.5);
  });
});
