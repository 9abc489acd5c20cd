import type { DeliveryWatch, SalesLane } from './commerce/activations/index.ts';
import type { UsageLane } from './commerce/usage/index.ts';
import type { CallLog } from './connectivity/carrier-orders/index.ts';
import type { Carriers, OrderingCarrier } from './connectivity/carriers/index.ts';
import type { PublicLinks } from './connectivity/esims/index.ts';
import type { People } from './identity/sessions/index.ts';
import type { Encryption } from './kernel/encryption.ts';
import type { PublicTokens } from './kernel/public-token.ts';
import type { Payments } from './money/payments/index.ts';
import type { Config } from './platform/config/config.ts';
import type { Database } from './platform/db/database.ts';
import type { Notices } from './platform/db/notices.ts';
import type { Readiness } from './platform/http/health.ts';
import type { Metrics } from './platform/http/metrics.ts';
import type { AuditLog, IdempotencyKeys, WriteParts } from './platform/http/write.ts';
import type { Limits } from './platform/limits/limits.ts';
import type { Log } from './platform/log/log.ts';
import type { Outgoing } from './platform/outgoing/outgoing.ts';
import type { ReadTextRecords } from './platform/outgoing/text-records.ts';
import type { Traces } from './platform/traces/index.ts';
import type { Confirmations } from './surfaces/mcp/index.ts';
import type { Access, NotifyOfKey } from './tenancy/accounts/index.ts';
import type { RefusedRequests } from './tenancy/audit/index.ts';
import type { PageHosts } from './tenancy/branding/index.ts';
import type { ChangeAddress } from './tenancy/organizations/index.ts';
import type { RequestLog } from './tenancy/requests/index.ts';
import type { RefuseUnattested } from './tenancy/sdk-attestation/index.ts';

/** The parts of a serving process, which `assemble.ts` builds. Each slice takes what it needs. */
export type Parts = {
  config: Config;
  log: Log;
  metrics: Metrics;
  readiness: Readiness;
  db: Database;
  encryption: Encryption;
  access: Access;
  limits: Limits;
  /** What other processes changed; `listen` begins to invalidate it here. */
  notices: Pick<Notices, 'isListening' | 'close'> & { listen(): void };
  people: People;
  notifyOfKey: NotifyOfKey;
  changeAddress: ChangeAddress;
  idempotency: IdempotencyKeys;
  auditLog: AuditLog;
  refusedRequests: RefusedRequests;
  requestLog: RequestLog;
  holdSandboxes: WriteParts['holdSandboxes'];
  lane: SalesLane;
  deliveryWatch: DeliveryWatch;
  usageLane: UsageLane;
  carriers: Carriers;
  /** The connectors of the suppliers that are set up. */
  orderingCarriers: readonly OrderingCarrier[];
  carrierCalls: CallLog;
  links: PublicLinks;
  publicTokens: PublicTokens;
  confirmations: Confirmations;
  refuseUnattested: RefuseUnattested;
  pageHosts: PageHosts;
  readTextRecords: ReadTextRecords;
  outgoing: Outgoing;
  payments: Payments;
  /** Undefined unless traces are configured. */
  traces?: Traces | undefined;
};
