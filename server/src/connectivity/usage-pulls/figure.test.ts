import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Answer, followFigure, type KeptFigure } from './figure.ts';

const HOUR_MS = 3_600_000;
const staleMs = 3 * HOUR_MS;
const NOON = Date.parse('2026-04-30T12:00:00Z');
const at = (hours: number) => new Date(NOON + hours * HOUR_MS);
const NEW: KeptFigure = {
  usedBytes: 0n,
  totalBytes: null,
  generation: 0,
  asOf: null,
  fell: null,
};

/** An answer at an hour: what was used of how much, and when the supplier says that it was so. */
function answer(hours: number, used: number, of: { total?: number; dated?: number } = {}): Answer {
  const totalBytes = of.total === undefined ? null : BigInt(of.total);
  const asOf = of.dated === undefined ? null : at(of.dated);
  return { figure: { usedBytes: BigInt(used), totalBytes, asOf }, askedAt: at(hours) };
}

/** Returns the bytes that each answer adds, and what is kept at the end. */
function follow(answers: readonly Answer[]) {
  let kept = NEW;
  const added = answers.map((one) => {
    const followed = followFigure(kept, one, { staleMs });
    kept = followed.kept;
    return Number(followed.bytes);
  });
  return { added, kept };
}

describe('a figure that a supplier returns', () => {
  it('adds what it grew by, and nothing when it is repeated', () => {
    const { added, kept } = follow([answer(0, 5), answer(1, 5), answer(2, 12)]);
    expect(added).toEqual([5, 0, 7]);
    expect(kept).toMatchObject({ usedBytes: 12n, generation: 0, asOf: at(2) });
  });

  it('is passed over when it is of an earlier moment than the one that was counted', () => {
    const answers = [answer(3, 9, { dated: 3 }), answer(4, 5, { dated: 2 }), answer(1, 20)];
    expect(follow(answers).added).toEqual([9, 0, 0]);
  });

  it('is of no moment after the question, whatever the clock of the supplier', () => {
    expect(follow([answer(1, 5, { dated: 48 })]).kept.asOf).toEqual(at(1));
  });

  it('that fell in an answer without a date is an old answer until it is confirmed', () => {
    const { added, kept } = follow([answer(0, 9), answer(1, 4), answer(2, 4), answer(3, 10)]);
    expect(added).toEqual([9, 0, 0, 1]);
    expect(kept).toMatchObject({ usedBytes: 10n, generation: 0, fell: null });
  });

  it('that still is lower after the age of an answer was counted anew, from zero', () => {
    const { added, kept } = follow([answer(0, 9), answer(1, 2), answer(3, 3), answer(4, 4)]);
    expect(added).toEqual([9, 0, 0, 4]);
    expect(kept).toMatchObject({ usedBytes: 4n, generation: 1, fell: null });
    expect(follow([answer(0, 9), answer(1, 4), answer(4.5, 2)]).added).toEqual([9, 0, 0]);
  });

  it('that fell and is dated later was counted anew at once', () => {
    const dated = [answer(0, 9, { dated: 0 }), answer(1, 3, { dated: 1 })];
    expect(follow(dated).added).toEqual([9, 3]);
  });

  it('that fell because used-up packages were left out adds what is missing of the others', () => {
    // 10 of 10 and 2 of 10 were used; then the first is left out, and the second has used 5.
    const answers = [answer(0, 12, { total: 20, dated: 0 }), answer(1, 5, { total: 10, dated: 1 })];
    expect(follow(answers).added).toEqual([12, 3]);
    const renewed = [answer(0, 10, { total: 10, dated: 0 }), answer(1, 1, { total: 5, dated: 1 })];
    expect(follow(renewed).added).toEqual([10, 1]);
  });

  it('never adds less than nothing, and adds the highest of figures that only grow', () => {
    const step = fc.record({
      grown: fc.nat(50),
      copies: fc.integer({ min: 1, max: 3 }),
      at: fc.nat(9),
    });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 12 }), (steps) => {
        let used = 0;
        const answers = steps.flatMap(({ grown, copies, at: late }, index) => {
          used += grown;
          const one = answer(index * 10, used, { dated: index * 10 });
          // An old answer comes again in between.
          return Array.from({ length: copies }, (_, copy) =>
            copy === 2 ? answer(index * 10 + late, 0, { dated: -1 }) : one,
          );
        });
        const { added } = follow(answers);
        expect(Math.min(...added)).toBeGreaterThanOrEqual(0);
        expect(added.reduce((sum, one) => sum + one, 0)).toBe(used);
      }),
    );
  });
});
