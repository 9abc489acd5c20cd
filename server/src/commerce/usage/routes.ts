import { authenticateCarrier, type CarrierKey } from '../../connectivity/carriers/index.ts';
import type { Database } from '../../platform/db/database.ts';
import { acceptListBodies } from '../../platform/http/list-body.ts';
import { type FailureLimiter, failureLimiter } from '../../platform/http/rate-limit.ts';
import type { App, Request } from '../../platform/http/typed-app.ts';
import type { ReportedEvent } from './profile-event.ts';
import { reportProfileEvents } from './report-profile-events.ts';
import { reportUsage } from './report-usage.ts';
import type { ReportedUse } from './usage-record.ts';

const MAX_BYTES = 8 * 2 ** 20;
const MAX_RECORDS = 10_000;
const MAX_EVENTS = 1_000;

export type CarrierParts = {
  db: Database;
  config: { isRateLimited: boolean };
  /** The machine's clock; a parameter in tests only. */
  realNow?: () => Date;
};

/**
 * What carriers report, each with a key of its own (docs/carriers.md). Not part of the resellers'
 * document: they never call it.
 */
export function registerCarrierRoutes(app: App, parts: CarrierParts): void {
  const { db, config, realNow = () => new Date() } = parts;
  const door = { db, failureLimiter: failureLimiter(config.isRateLimited) };
  acceptListBodies(app, { maxBytes: MAX_BYTES, maxItems: MAX_RECORDS }, (scope) => {
    registerReport(scope, door, {
      path: '/carrier/v1/usage-records',
      report: async (carrier, sent) => showUses(await reportUsage({ db, realNow }, carrier, sent)),
    });
  });
  acceptListBodies(app, { maxBytes: MAX_BYTES, maxItems: MAX_EVENTS }, (scope) => {
    registerReport(scope, door, {
      path: '/carrier/v1/profile-events',
      report: async (carrier, sent) =>
        showEvents(await reportProfileEvents({ db, realNow }, carrier, sent)),
    });
  });
}

type Door = { db: Database; failureLimiter: FailureLimiter };

type Report = {
  path: string;
  report: (carrier: string, sent: readonly unknown[]) => Promise<unknown>;
};

function registerReport(app: App, door: Door, { path, report }: Report): void {
  const callers = new WeakMap<Request, CarrierKey>();
  app.post(
    path,
    {
      config: { public: true },
      schema: { hide: true },
      // Before the body is read, so that nobody else makes us unpack one.
      onRequest: async (request) => {
        callers.set(request, await authenticateCarrier(door, request.headers.authorization));
      },
    },
    (request) => {
      const { carrier } = callers.get(request) as CarrierKey;
      return report(carrier, listOf(request));
    },
  );
}

function listOf({ body }: Request): readonly unknown[] {
  return body as unknown[];
}

function showUses(reported: readonly ReportedUse[]) {
  const count = (outcome: string) => reported.filter((one) => one.outcome === outcome).length;
  return {
    accepted: count('counted'),
    duplicates: count('duplicate'),
    rejected: count('rejected'),
    results: reported.map(showUse),
  };
}

function showUse(reported: ReportedUse) {
  if (reported.outcome !== 'counted') return reported;
  const { recordId, outcome, consumedBytes, uncoveredBytes } = reported;
  const bytes = { consumedBytes: Number(consumedBytes), uncoveredBytes: Number(uncoveredBytes) };
  return { recordId, outcome, ...bytes };
}

function showEvents(reported: readonly ReportedEvent[]) {
  const count = (outcome: string) => reported.filter((one) => one.outcome === outcome).length;
  return {
    accepted: count('applied'),
    duplicates: count('duplicate'),
    rejected: count('rejected'),
    results: reported,
  };
}
