import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCursor, readPage, toCursor, toCursorPage } from './paging.ts';

describe('offset paging', () => {
  it('starts with the first fifty', () => {
    expect(readPage({})).toEqual({ pageIndex: 0, pageSize: 50, limit: 50, offset: 0 });
  });

  it('skips whole pages', () => {
    const page = readPage({ page_size: 200, page_index: 10_000_000 });
    expect(page).toEqual({ pageIndex: 1e7, pageSize: 200, limit: 200, offset: 2_000_000_000 });
  });
});

const texts = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'));

describe('a cursor', () => {
  it('comes back as the place it was made of, whatever the texts', () => {
    fc.assert(
      fc.property(fc.array(texts, { minLength: 1, maxLength: 4 }), (keyset) => {
        const after = toCursor(keyset);
        expect(after).toMatch(/^[\w-]+$/);
        expect(readCursor({ after }, keyset.length)).toEqual({ limit: 50, after: keyset });
      }),
    );
  });

  it('is refused when it is not one of this list', () => {
    const foreign = fc.oneof(fc.string(), fc.base64String(), fc.constant(toCursor(['one'])));
    fc.assert(
      fc.property(foreign, (after) => {
        expect(() => readCursor({ after }, 2)).toThrow(
          expect.objectContaining({ code: 'invalid_request', errors: [expect.anything()] }),
        );
      }),
    );
  });

  it.each([
    ['with something behind it', `${toCursor(['a', 'b'])}!`],
    ['padded', Buffer.from('["a","bc"]').toString('base64')],
    ['of other values', Buffer.from('["a",1]').toString('base64url')],
    ['with a NUL', toCursor(['a', '\0'])],
    ['of another spelling', Buffer.from('[ "a","b"]').toString('base64url')],
  ])('%s is refused', (_, after) => {
    expect(() => readCursor({ after }, 2)).toThrow(/after must be a nextCursor/);
  });

  it('leads through a list without a gap or a repetition', () => {
    const sizes = fc.tuple(fc.integer({ min: 0, max: 60 }), fc.integer({ min: 1, max: 20 }));
    fc.assert(
      fc.property(sizes, ([length, limit]) => {
        const list = Array.from({ length }, (_, at) => String(at).padStart(3, '0'));
        const seen: string[] = [];
        let after: string | undefined;
        do {
          const place = readCursor({ limit, after }, 1).after?.[0] ?? '';
          const found = list.filter((each) => each > place).slice(0, limit + 1);
          const page = toCursorPage(found, limit, (each) => [each]);
          seen.push(...page.items);
          after = page.nextCursor ?? undefined;
        } while (after !== undefined);
        expect(seen).toEqual(list);
      }),
    );
  });
});
