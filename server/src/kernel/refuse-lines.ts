import { Refusal } from './refusal.ts';

/** The number of wrong lines that a refusal names. Its detail has the number of all. */
const LINES_SHOWN = 100;

/** Returns the refusal of a file, of which nothing was imported because lines of it are wrong. */
export function refuseLines(
  wrong: readonly { line: number; reason: string }[],
  count = wrong.length,
): Refusal {
  const lines = count === 1 ? '1 line is' : `${count} lines are`;
  const errors = wrong.slice(0, LINES_SHOWN).map(({ line, reason }) => ({
    path: `/csv/${line}`,
    message: reason,
  }));
  return new Refusal('invalid_request', `Nothing was imported because ${lines} wrong.`, { errors });
}
