import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { selectiveParts } from './selective-parts.ts';

describe('the telling parts of a text', () => {
  it.each([
    ['anna', ['anna']],
    ['12345678', ['12345678']],
    ['traveller839123@mail646.example.com', ['39123', 'ller8']],
    ['anna.mueller@gmail.com', ['eller', 'anna']],
    ['8988000000000839123', ['39123', '00008']],
    ['order-1234567', ['34567', 'order']],
    ['----------', ['----------']],
    ['a.b.c.d.e.f', ['a.b.c.d.e.f']],
  ])('of %s are %j', (text, parts) => {
    expect(selectiveParts(text)).toEqual(parts);
  });

  it('stand in the text, whatever it is, and are not all of a long one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 255 }), (text) => {
        const parts = selectiveParts(text);
        expect(parts.length).toBeGreaterThan(0);
        for (const part of parts) expect(text).toContain(part);
      }),
    );
  });
});
