import type { Access } from './accounts/index.ts';
import type { AskedSale, Lane, SaleAnswer } from './activations/index.ts';
import type { Carriers } from './carriers/index.ts';
import type { Config } from './config.ts';
import type { Database } from './db/database.ts';
import type { PublicLinks } from './esims/index.ts';
import type { Readiness } from './http/health.ts';
import type { Metrics } from './http/metrics.ts';
import type { Outgoing } from './http/outgoing.ts';
import type { AuditLog, IdempotencyKeys } from './http/write.ts';
import type { Encryption } from './lib/encryption.ts';
import type { Log } from './log.ts';
import type { Payments } from './payments/index.ts';
import type { People } from './people/index.ts';

/** What the process is made of. `main.ts` builds it once; each slice takes what it needs. */
export type Parts = {
  config: Config;
  log: Log;
  metrics: Metrics;
  readiness: Readiness;
  db: Database;
  encryption: Encryption;
  access: Access;
  people: People;
  idempotency: IdempotencyKeys;
  auditLog: AuditLog;
  lane: Lane<AskedSale, SaleAnswer>;
  carriers: Carriers;
  links: PublicLinks;
  outgoing: Outgoing;
  payments: Payments;
};
