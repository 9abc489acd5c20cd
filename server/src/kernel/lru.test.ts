import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createLru } from './lru.ts';

const ENTRIES = 4;
const WEIGHT = 20;

test('keeps what was used last, within both limits', () => {
  const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
  const step = fc.oneof(
    fc.record({ kind: fc.constant('set' as const), key, weight: fc.integer({ min: 0, max: 25 }) }),
    fc.record({ kind: fc.constantFrom('get' as const, 'delete' as const), key }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const lru = createLru<number>({ entries: ENTRIES, weight: WEIGHT, weightOf: (v) => v });
      let model: { key: string; weight: number }[] = [];
      for (const step of steps) {
        const kept = model.find((entry) => entry.key === step.key);
        if (step.kind === 'set') lru.set(step.key, step.weight);
        else if (step.kind === 'delete') lru.delete(step.key);
        else expect(lru.get(step.key)).toBe(kept?.weight);

        model = model.filter((entry) => entry.key !== step.key);
        if (step.kind === 'get' && kept) model.push(kept);
        if (step.kind === 'set' && step.weight <= WEIGHT) model.push(step);
        while (model.length > ENTRIES || weigh(model) > WEIGHT) model.shift();
        expect(lru.size).toBe(model.length);
      }
      for (const { key, weight } of model) expect(lru.get(key)).toBe(weight);
    }),
  );
});

function weigh(model: { weight: number }[]): number {
  return model.reduce((sum, { weight }) => sum + weight, 0);
}

test('drops all entries that match, and bounds their number alone without weights', () => {
  const lru = createLru<number>({ entries: 3 });
  for (const number of [1, 2, 3, 4]) lru.set(`n${number}`, number);
  lru.deleteWhere((number) => number % 2 === 1);
  expect(['n1', 'n2', 'n3', 'n4'].map(lru.get)).toEqual([undefined, 2, undefined, 4]);
  expect(lru.size).toBe(2);
});
