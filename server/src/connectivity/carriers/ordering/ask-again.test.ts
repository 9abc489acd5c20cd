import { expect, it } from 'vitest';
import { askAgain } from './ask-again.ts';
import { type CallEnd, done, refused, retryLater } from './call-end.ts';

/** Answers with these ends, one after another; returns the last one and how often it was asked. */
async function ask(...ends: CallEnd<string>[]) {
  let asked = 0;
  const end = await askAgain(async () => ends[asked++] ?? done('too often'));
  return { end, asked };
}

const failed = retryLater(2_000, 'The server closed the connection.');
const busy = retryLater(60_000, 'The server answered 429.');

it.each([
  { ends: [done('page')], asked: 1 },
  { ends: [failed, failed, done('page')], asked: 3 },
  { ends: [failed, failed, failed], asked: 3 },
  { ends: [busy], asked: 1 },
  { ends: [failed, refused('rejected', 'No.')], asked: 2 },
])('asks $asked times, and returns the last answer ($ends.0.end)', async ({ ends, asked }) => {
  expect(await ask(...ends)).toEqual({ end: ends.at(-1), asked });
});
