import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { contrastOf, darkenFor, lightenFor, TEXT_CONTRAST } from './color.ts';

const colors = fc
  .integer({ min: 0, max: 0xffffff })
  .map((value) => `#${value.toString(16).padStart(6, '0')}`);

it('computes the contrast of WCAG', () => {
  expect(contrastOf('#000000', '#ffffff')).toBeCloseTo(21, 5);
  expect(contrastOf('#777777', '#ffffff')).toBeCloseTo(4.48, 2);
  expect(contrastOf('#ffffff', '#ffffff')).toBe(1);
});

it('makes every colour readable on white and on a dark ground', () => {
  fc.assert(
    fc.property(colors, (color) => {
      expect(contrastOf(darkenFor(color, '#ffffff'), '#ffffff')).toBeGreaterThanOrEqual(
        TEXT_CONTRAST,
      );
      expect(contrastOf(lightenFor(color, '#16211e'), '#16211e')).toBeGreaterThanOrEqual(
        TEXT_CONTRAST,
      );
    }),
  );
});

it('leaves a colour that is readable already', () => {
  expect(darkenFor('#0b6e5f', '#ffffff')).toBe('#0b6e5f');
});
