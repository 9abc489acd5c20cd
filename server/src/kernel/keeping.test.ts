import { expect, it } from 'vitest';
import { keeping } from './keeping.ts';

it('a result is made once for each key, and again when it was crowded out', () => {
  const made: string[] = [];
  const shout = keeping(
    2,
    (word: string) => word,
    (word) => {
      made.push(word);
      return { text: word.toUpperCase() };
    },
  );
  expect([shout('a'), shout('b'), shout('a')]).toEqual([
    { text: 'A' },
    { text: 'B' },
    { text: 'A' },
  ]);
  expect(shout('a')).toBe(shout('a'));
  expect(made).toEqual(['a', 'b']);
  shout('c');
  shout('b');
  expect(made).toEqual(['a', 'b', 'c', 'b']);
});
