import { setTimeout as delay } from 'node:timers/promises';
import { keyOf, type OfAccount } from '../../kernel/ids.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { selectSettled } from './delivery-store.ts';

/** Waits for pending packages to be delivered or to fail. */
export type DeliveryWatch = {
  /** Resolves when the package is no longer pending, or after so many milliseconds. */
  settled(item: OfAccount, withinMs: number): Promise<void>;
};

const LOOK_EVERY_MS = 100;

type Waiter = { item: OfAccount; resolve: () => void };

/** Creates the watch of a process: one statement looks for all who wait. */
export function createDeliveryWatch({ db }: { db: Queryable }): DeliveryWatch {
  const waiters = new Set<Waiter>();
  let isLooking = false;

  async function look(): Promise<void> {
    isLooking = true;
    while (waiters.size > 0) {
      await delay(LOOK_EVERY_MS);
      // While the database is away, everybody waits on until their time is over.
      const settled = await lookOnce().catch(() => new Set<string>());
      const done = [...waiters].filter(({ item }) => settled.has(keyOf(item)));
      for (const waiter of done) waiter.resolve();
    }
    isLooking = false;
  }

  async function lookOnce(): Promise<Set<string>> {
    const rows = await selectSettled(
      db,
      [...waiters].map(({ item }) => item),
    );
    return new Set(rows.map(keyOf));
  }

  return {
    async settled(item, withinMs) {
      const { promise, resolve } = later();
      const waiter = { item, resolve };
      const timer = setTimeout(resolve, withinMs);
      waiters.add(waiter);
      if (!isLooking) void look();
      await promise;
      clearTimeout(timer);
      waiters.delete(waiter);
    },
  };
}

function later(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((happen) => {
    resolve = happen;
  });
  return { promise, resolve };
}
