import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import type { Guard } from './http/authentication.ts';
import type { Readiness } from './http/health.ts';
import type { Metrics } from './http/metrics.ts';
import type { FailureLimiter } from './http/rate-limit.ts';
import type { IdempotencyKeys } from './http/write.ts';
import type { Log } from './log.ts';

/** What the process is made of. `main.ts` builds it once; each slice's routes take what they need. */
export type Parts = {
  config: Config;
  db: Database;
  log: Log;
  metrics: Metrics;
  readiness: Readiness;
  authenticate: Guard['authenticate'];
  failureLimiter: FailureLimiter;
  idempotency: IdempotencyKeys;
};
