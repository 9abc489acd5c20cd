import type { Parts } from '../../src/parts.ts';
import { readConfig } from '../../src/platform/config/config.ts';
import { createMetrics } from '../../src/platform/http/metrics.ts';
import { createLocalLimits } from '../../src/platform/limits/limits.ts';
import { createLog } from '../../src/platform/log/log.ts';
import { illTyped } from './ill-typed.ts';

/** For apps whose routes are declared and never called, so that what calls use may be missing. */
export function partsWithoutDatabase(): Parts {
  type Known = 'config' | 'limits' | 'log' | 'metrics' | 'readiness' | 'orderingCarriers';
  const parts: Pick<Parts, Known> = {
    config: readConfig({}),
    limits: createLocalLimits({ isOn: true }),
    log: createLog('silent'),
    metrics: createMetrics(),
    readiness: {},
    orderingCarriers: [],
  };
  const requestLog = { keep() {}, flush: async () => {}, lost: () => ({ limited: 0, failed: 0 }) };
  const refusedRequests = { note() {}, flush: async () => {} };
  const notices = { close: async () => {} };
  return illTyped<Parts>({
    ...parts,
    refusedRequests,
    requestLog,
    notices,
    access: {},
    idempotency: {},
  });
}
