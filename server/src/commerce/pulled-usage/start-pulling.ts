import { setTimeout as delay } from 'node:timers/promises';
import type { OrderingCarrier } from '../../connectivity/carriers/index.ts';
import { type PulledCarrier, type PullingParts, pullUsage } from './pull-usage.ts';

const LOOK_EVERY_MS = 5_000;

type Pulling = { stop(): Promise<void> };

/**
 * Asks suppliers for usage until it is stopped. Any number of processes may run; each eSIM is asked
 * about by one at a time.
 */
export function startPulling({
  carriers,
  ...parts
}: PullingParts & { carriers: readonly OrderingCarrier[] }): Pulling {
  const stopping = new AbortController();
  const running = carriers.filter(isPulled).map(run);

  async function run(carrier: PulledCarrier): Promise<void> {
    while (!stopping.signal.aborted) {
      const due = await pullUsage(parts, carrier).catch((err: unknown) => {
        parts.log.warn({ err, carrier: carrier.name }, 'usage of a supplier waits');
        return 0;
      });
      if (due === 0) await pause();
    }
  }

  const pause = () =>
    delay(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);

  return {
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

function isPulled(carrier: OrderingCarrier): carrier is PulledCarrier {
  return carrier.usage !== undefined;
}
