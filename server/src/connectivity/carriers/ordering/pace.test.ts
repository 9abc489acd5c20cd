import { expect, it } from 'vitest';
import { createPace } from './pace.ts';

it('a paused bucket leaves the others their turns, and a pause of all does not', async () => {
  let now = 0;
  const pace = createPace(1_000, () => now);
  pace.pause(60_000, '/v2/sims/1/usage');
  expect(await pace.turn(0, '/v2/sims/1/usage')).toBe(false);
  expect(await pace.turn(0, '/v2/orders')).toBe(true);
  now += 60_000;
  expect(await pace.turn(0, '/v2/sims/1/usage')).toBe(true);
  pace.pause(60_000);
  expect(await pace.turn(1_000, '/v2/orders')).toBe(false);
});

it('a turn comes after the gap of the rate', async () => {
  const pace = createPace(10, () => 0);
  expect(await pace.turn(0)).toBe(true);
  expect(await pace.turn(99)).toBe(false);
  expect(await pace.turn(100)).toBe(true);
});
