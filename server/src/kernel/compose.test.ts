import { expect, it } from 'vitest';
import { composeText, composeTexts } from './compose.ts';

const DECOMPOSED = 'Cafe\u0301';
const COMPOSED = 'Caf\u00e9';

it('composes a decomposed text and leaves every other text as it is', () => {
  expect(composeText(DECOMPOSED)).toBe(COMPOSED);
  expect(composeText(COMPOSED)).toBe(COMPOSED);
  expect(composeText('order-1001')).toBe('order-1001');
});

it('composes the texts of lists and of nested objects', () => {
  expect(composeTexts({ a: [DECOMPOSED, 1, null], b: { c: DECOMPOSED, d: true } })).toEqual({
    a: [COMPOSED, 1, null],
    b: { c: COMPOSED, d: true },
  });
});
