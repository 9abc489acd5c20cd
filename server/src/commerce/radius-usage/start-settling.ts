import { setTimeout as delay } from 'node:timers/promises';
import { type SettlingParts, settleHappenings } from './settle-happenings.ts';

const LOOK_EVERY_MS = 200;
const PAUSE_AFTER_ERROR_MS = 1_000;

type Options = SettlingParts & { log: { warn(facts: object, message: string): void } };

export type Settling = { stop(): Promise<void> };

/** Settles what RADIUS packets said, a moment after they came, until it is stopped. */
export function startSettling({ log, ...parts }: Options): Settling {
  const stopping = new AbortController();
  const running = run();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const settled = await settleHappenings(parts).catch((err: unknown) => {
        log.warn({ err }, 'usage by RADIUS waits to be charged');
        return undefined;
      });
      if (settled === undefined) await pause(PAUSE_AFTER_ERROR_MS);
      else if (settled === 0) await pause(LOOK_EVERY_MS);
    }
  }

  const pause = (ms: number) =>
    delay(ms, undefined, { signal: stopping.signal }).catch(() => undefined);

  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
