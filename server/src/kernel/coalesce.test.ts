import fc from 'fast-check';
import { expect, test } from 'vitest';
import { coalesce } from './coalesce.ts';

type Answer = { key: string; startedAt: number };

const keyOf = (key: string) => key;

test('nobody is given a read that started before it asked, however they interleave', async () => {
  const caller = fc.record({ key: fc.constantFrom('a', 'b'), isFailing: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), fc.array(caller, { minLength: 1 }), async (s, callers) => {
      let clock = 0;
      const running = new Map<string, number>();
      const read = coalesce<string, Answer>(async (key) => {
        clock += 1;
        const startedAt = clock;
        running.set(key, (running.get(key) ?? 0) + 1);
        expect(running.get(key)).toBe(1);
        const { isFailing } = callers[startedAt % callers.length] ?? {};
        await s.schedule(Promise.resolve(), `read ${key}`);
        running.set(key, 0);
        if (isFailing) throw Object.assign(new Error('no'), { key, startedAt });
        return { key, startedAt };
      }, keyOf);

      const calls = callers.map(async ({ key }) => {
        await s.schedule(Promise.resolve(), `call ${key}`);
        clock += 1;
        const askedAt = clock;
        const answer = await read(key).catch((error: Answer) => error);
        expect(answer.key).toBe(key);
        expect(answer.startedAt).toBeGreaterThan(askedAt);
      });
      await s.waitFor(Promise.all(calls));
    }),
  );
});

test('callers who come during a read share the next', async () => {
  const landings: (() => void)[] = [];
  const read = coalesce(
    () => new Promise<number>((resolve) => landings.push(() => resolve(landings.length))),
    keyOf,
  );

  const first = read('account');
  const hundred = Array.from({ length: 100 }, () => read('account'));
  landings[0]?.();
  expect(await first).toBe(1);
  const last = read('account');
  landings[1]?.();
  expect(new Set(await Promise.all(hundred))).toEqual(new Set([2]));
  landings[2]?.();
  expect(await last).toBe(3);
});

test('a read that throws at once fails its callers and no later one', async () => {
  let isBroken = true;
  const read = coalesce((key: string) => {
    if (isBroken) throw new Error('away');
    return Promise.resolve(key);
  }, keyOf);

  await expect(read('account')).rejects.toThrow('away');
  isBroken = false;
  expect(await read('account')).toBe('account');
});
