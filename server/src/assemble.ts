import {
  createDeliveryWatch,
  createSalesLane,
  type SaleAnswer,
} from './commerce/activations/index.ts';
import { createUsageLane } from './commerce/usage/index.ts';
import { createCallLog } from './connectivity/carrier-orders/index.ts';
import {
  type Carriers,
  estimateFreeCounts,
  openOrderingCarriers,
  withOrderedCarriers,
} from './connectivity/carriers/index.ts';
import { createPublicLinks } from './connectivity/esims/index.ts';
import type { Passwords } from './identity/people/index.ts';
import { createPeople } from './identity/sessions/index.ts';
import { createAddressChanges, createKeyNotices } from './identity/team/index.ts';
import { createEncryption } from './kernel/encryption.ts';
import { createPublicTokens } from './kernel/public-token.ts';
import { Refusal } from './kernel/refusal.ts';
import { openPayments } from './open-payments.ts';
import type { Parts } from './parts.ts';
import type { Config } from './platform/config/config.ts';
import type { Database } from './platform/db/database.ts';
import { createNotices } from './platform/db/notices.ts';
import type { Readiness } from './platform/http/health.ts';
import { countBy, countSizes, showGauge } from './platform/http/measurements.ts';
import { createMetrics, type Metrics } from './platform/http/metrics.ts';
import { createLocalLimits, createSharedLimits, type Limits } from './platform/limits/limits.ts';
import type { Log } from './platform/log/log.ts';
import { createOutgoing } from './platform/outgoing/outgoing.ts';
import { textRecordReader } from './platform/outgoing/text-records.ts';
import type { Traces } from './platform/traces/index.ts';
import { shareChanges } from './share-changes.ts';
import { createConfirmations } from './surfaces/mcp/index.ts';
import { createAccess, holdSandboxes } from './tenancy/accounts/index.ts';
import { auditLog, createRefusedRequests } from './tenancy/audit/index.ts';
import { createPageHosts } from './tenancy/branding/index.ts';
import { idempotencyKeys } from './tenancy/idempotency/index.ts';
import { createRequestLog, type RequestLog } from './tenancy/requests/index.ts';
import { createAttestation } from './tenancy/sdk-attestation/index.ts';

const BATCH_SIZES = [1, 2, 4, 8, 16, 32, 64];

export type Given = {
  config: Config;
  secretKey: Buffer;
  log: Log;
  db: Database;
  carriers: Carriers;
  readiness: Readiness;
  traces?: Traces | undefined;
  /** In tests those that hash quickly. */
  passwords?: Passwords | undefined;
  /** In tests a certificate of their own in place of Apple's. */
  appAttestRoot?: string | undefined;
};

/** Puts together the parts of a serving process. */
export function openParts({ secretKey, ...given }: Given): Parts {
  const { config, db } = given;
  const carriers = withOrderedCarriers(given.carriers, config.suppliers);
  const metrics = createMetrics({ ofProcess: true });
  const encryption = createEncryption([secretKey, ...config.olderSecretKeys]);
  const refusedRequests = createRefusedRequests({ db, clock: () => Date.now() });
  const limits = openLimits(metrics, { config, db, secretKey });
  const ownAccess = createAccess({
    db,
    encryption,
    failureLimiter: limits.failures('client-ids'),
    noteFailedLogin: refusedRequests.noteLogin,
  });
  const ownPeople = createPeople({ ...config, db, secretKey, passwords: given.passwords });
  const notices = createNotices(db);
  const caches = { access: ownAccess, people: ownPeople };
  const { access, people, takeNotice } = shareChanges(caches, notices);
  const publicTokens = createPublicTokens(secretKey, config.olderSecretKeys);
  const pageHosts = createPageHosts(db);
  const links = createPublicLinks(config.publicUrl, publicTokens, pageHosts.originOf);
  const lane = createSalesLane({
    db,
    carriers,
    links,
    idempotency: idempotencyKeys,
    realNow: () => new Date(),
    metrics: { observeBatch: batchSizes(metrics) },
  });
  showGauge(metrics, {
    name: 'gigastore_lane_waiting',
    help: 'Sales that wait for a transaction.',
    read: () => [{ value: lane.waiting() }],
  });
  showDatabase(metrics, db);
  const outgoing = createOutgoing();
  const carrierCalls = createCallLog({
    db,
    now: () => new Date(),
    onError: (err) => given.log.warn({ err }, 'calls to carriers not kept'),
  });
  return {
    ...given,
    metrics,
    encryption,
    access,
    limits,
    notices: { ...notices, listen: () => notices.listen(takeNotice) },
    people,
    notifyOfKey: createKeyNotices(config),
    changeAddress: createAddressChanges(people),
    idempotency: idempotencyKeys,
    refusedRequests,
    requestLog: countedRequestLog(metrics, db),
    holdSandboxes,
    auditLog,
    carriers,
    lane: counted(metrics, lane),
    deliveryWatch: createDeliveryWatch({ db }),
    usageLane: createUsageLane({ db, realNow: () => new Date() }),
    links,
    publicTokens,
    refuseUnattested: createAttestation({ encryption, appAttestRoot: given.appAttestRoot }),
    confirmations: createConfirmations(secretKey, config.olderSecretKeys),
    pageHosts,
    readTextRecords: textRecordReader(),
    outgoing,
    carrierCalls,
    orderingCarriers: openOrderingCarriers(config.suppliers, {
      outgoing,
      record: carrierCalls.record,
      now: () => new Date(),
    }),
    payments: openPayments(config),
  };
}

function openLimits(
  metrics: Metrics,
  { config, db, secretKey }: { config: Config; db: Database; secretKey: Buffer },
): Limits {
  const count = countBy(metrics, {
    name: 'gigastore_limit_exchanges_total',
    help: 'Statements that lease tokens of the shared rate limits, by outcome: done or failed.',
    labelNames: ['outcome'],
  });
  if (!config.isRateLimited) return createLocalLimits({ isOn: false });
  return createSharedLimits({
    db,
    secret: secretKey,
    observe: (outcome) => count({ outcome }),
  });
}

function counted(metrics: Metrics, lane: Parts['lane']): Parts['lane'] {
  const count = countBy(metrics, {
    name: 'gigastore_sales_total',
    help: 'Sales by outcome: sold, pending, repeated, or the code of the refusal.',
    labelNames: ['outcome'],
  });
  return {
    ...lane,
    async submit(...asked) {
      try {
        const answer = await lane.submit(...asked);
        count({ outcome: outcomeOf(answer) });
        return answer;
      } catch (error) {
        count({ outcome: error instanceof Refusal ? error.code : 'failed' });
        throw error;
      }
    },
  };
}

function outcomeOf(answer: SaleAnswer): string {
  if ('refusal' in answer) return answer.refusal.code;
  if (answer.isReplay) return 'repeated';
  return answer.status === 202 ? 'pending' : 'sold';
}

function countedRequestLog(metrics: Metrics, db: Database): RequestLog {
  const requestLog = createRequestLog({ db, clock: () => Date.now() });
  showGauge(metrics, {
    name: 'gigastore_request_log_lost',
    help: 'API requests that are not in the request log: beyond its limits, or not written.',
    labelNames: ['reason'],
    read: () => {
      const { limited, failed } = requestLog.lost();
      return [
        { labels: { reason: 'limited' }, value: limited },
        { labels: { reason: 'failed' }, value: failed },
      ];
    },
  });
  return requestLog;
}

function batchSizes(metrics: Metrics): (size: number) => void {
  return countSizes(metrics, {
    name: 'gigastore_lane_batch_size',
    help: 'Sales that one transaction carried.',
    buckets: BATCH_SIZES,
  });
}

function showDatabase(metrics: Metrics, db: Database): void {
  showGauge(metrics, {
    name: 'gigastore_database_connections',
    help: 'Connections of this process, and what waits for one.',
    labelNames: ['state'],
    read: () => [
      { labels: { state: 'busy' }, value: db.pool.totalCount - db.pool.idleCount },
      { labels: { state: 'idle' }, value: db.pool.idleCount },
      { labels: { state: 'waited_for' }, value: db.pool.waitingCount },
    ],
  });
  showGauge(metrics, {
    name: 'gigastore_free_profiles',
    help: 'eSIM profiles in stock by carrier; about, from 10,000 on.',
    labelNames: ['carrier'],
    read: async () => {
      const counts = await estimateFreeCounts(db);
      return counts.map(({ carrier, free }) => ({ labels: { carrier }, value: free }));
    },
  });
}
