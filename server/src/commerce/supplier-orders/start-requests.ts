import { setTimeout as delay } from 'node:timers/promises';
import { leaseDueRequests } from '../../connectivity/carrier-orders/index.ts';
import type { OrderingCarrier } from '../../connectivity/carriers/index.ts';
import { newId } from '../../kernel/ids.ts';
import type { Database } from '../../platform/db/database.ts';
import { workRequest } from './work-request.ts';

const AT_ONCE = 16;
const LEASE_MS = 120_000;
const LOOK_EVERY_MS = 1_000;

export type RequestOptions = {
  db: Database;
  carriers: ReadonlyMap<string, OrderingCarrier>;
  log: { warn(facts: object, message: string): void };
  now: () => Date;
};

/**
 * Asks suppliers for what is due until it is stopped: cancelled, suspended and resumed eSIMs, and
 * text messages. Any number of processes may run.
 */
export function startRequests({ log, ...parts }: RequestOptions): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const running = run();

  async function run(): Promise<void> {
    while (!stopping.signal.aborted) {
      const worked = await work().catch((err: unknown) => {
        log.warn({ err }, 'requests to carriers wait for the database');
        return 0;
      });
      if (worked > 0) continue;
      await delay(LOOK_EVERY_MS, undefined, { signal: stopping.signal }).catch(() => undefined);
    }
  }

  async function work(): Promise<number> {
    const carriers = [...parts.carriers.keys()];
    const of = { carriers, limit: AT_ONCE, lease: newId(), leaseMs: LEASE_MS };
    const due = await leaseDueRequests(parts.db, of);
    await Promise.all(
      due.map((request) =>
        workRequest(parts, request).catch((err: unknown) => {
          const { accountId, id: requestId } = request;
          log.warn({ err, accountId, requestId }, 'request to a carrier failed');
        }),
      ),
    );
    return due.length;
  }

  return {
    async stop() {
      stopping.abort();
      await running;
    },
  };
}
