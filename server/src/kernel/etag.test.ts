import { expect, test } from 'vitest';
import { matchesEtag, toEtag } from './etag.ts';

const etag = toEtag(Buffer.from('{"items":[]}'));

test('a tag is quoted, and other bytes have another one', () => {
  expect(etag).toMatch(/^"[\w-]{27}"$/);
  expect(toEtag(Buffer.from('{"items":[]}'))).toBe(etag);
  expect(toEtag(Buffer.from('{"items":[1]}'))).not.toBe(etag);
});

test('the tag is found alone, in a list, weakened by a proxy, and under a star', () => {
  for (const header of [etag, `"other", ${etag}`, `W/${etag}`, '*']) {
    expect(matchesEtag(header, etag)).toBe(true);
  }
  for (const header of [undefined, '', '"other"', etag.slice(1, -1)]) {
    expect(matchesEtag(header, etag)).toBe(false);
  }
});
