import type { Parts } from '../../src/parts.ts';
import { readConfig } from '../../src/platform/config/config.ts';
import { createMetrics } from '../../src/platform/http/metrics.ts';
import { createLog } from '../../src/platform/log/log.ts';
import { illTyped } from './ill-typed.ts';

/** For apps whose routes are declared and never called, so that what calls use may be missing. */
export function partsWithoutDatabase(): Parts {
  const parts: Pick<Parts, 'config' | 'log' | 'metrics' | 'readiness' | 'orderingCarriers'> = {
    config: readConfig({}),
    log: createLog('silent'),
    metrics: createMetrics(),
    readiness: {},
    orderingCarriers: [],
  };
  const requestLog = { keep() {}, flush: async () => {}, lost: () => ({ limited: 0, failed: 0 }) };
  const refusedRequests = { note() {}, flush: async () => {} };
  return illTyped<Parts>({ ...parts, refusedRequests, requestLog, access: {}, idempotency: {} });
}
