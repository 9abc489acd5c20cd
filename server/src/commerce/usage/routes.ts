import { authenticateCarrier, type CarrierKey } from '../../connectivity/carriers/index.ts';
import { isUuid } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { Database } from '../../platform/db/database.ts';
import { acceptListBodies } from '../../platform/http/list-body.ts';
import { prefersAsync } from '../../platform/http/preference.ts';
import type { App, Reply, Request } from '../../platform/http/typed-app.ts';
import type { FailureLimiter, Limits } from '../../platform/limits/limits.ts';
import type { ReportedEvent } from './profile-event.ts';
import { reportProfileEvents } from './report-profile-events.ts';
import { profileEvents, usageRecords, usageReport } from './report-schema.ts';
import { reportUsage } from './report-usage.ts';
import { acceptReport, type ReportStatus, readReport } from './settle-report.ts';
import type { UsageLane } from './usage-lane.ts';
import type { ReportedUse } from './usage-record.ts';

const MAX_BYTES = 8 * 2 ** 20;
const MAX_RECORDS = 10_000;
const MAX_EVENTS = 1_000;

export type CarrierParts = {
  db: Database;
  usageLane: UsageLane;
  log: { error(fields: object, message: string): void };
  limits: Limits;
  /** The machine's clock; a parameter in tests only. */
  realNow?: () => Date;
};

/** What carriers report, each with a key of its own (docs/running/carriers.md). */
export function registerCarrierRoutes(app: App, parts: CarrierParts): void {
  const { db, limits, realNow = () => new Date() } = parts;
  const access = { db, failureLimiter: limits.failures('carrier-keys') };
  acceptListBodies(app, { maxBytes: MAX_BYTES, maxItems: MAX_RECORDS }, (scope) => {
    registerReport(scope, access, {
      path: '/carrier/v1/usage-records',
      schema: usageRecords,
      report: (carrier, sent, exchange) =>
        prefersAsync(exchange.request)
          ? accept(parts, { carrier, sent }, exchange)
          : reportUsage(parts, carrier, sent).then(showUses),
    });
  });
  acceptListBodies(app, { maxBytes: MAX_BYTES, maxItems: MAX_EVENTS }, (scope) => {
    registerReport(scope, access, {
      path: '/carrier/v1/profile-events',
      schema: profileEvents,
      report: async (carrier, sent) =>
        showEvents(await reportProfileEvents({ db, realNow }, carrier, sent)),
    });
  });
  registerStatus(app, access);
}

/** Answers 202 once the report is kept; it is settled within a second, as a rule. */
async function accept(
  { log, ...parts }: CarrierParts,
  { carrier, sent }: { carrier: string; sent: readonly unknown[] },
  { reply }: Exchange,
) {
  const onFailure = (err: unknown, reportId: string) =>
    log.error({ err, reportId, carrier }, 'usage report not settled');
  const { reportId, records } = await acceptReport({ ...parts, onFailure }, carrier, sent);
  reply.code(202);
  reply.header('location', `/carrier/v1/usage-reports/${reportId}`);
  reply.header('preference-applied', 'respond-async');
  return { reportId, status: 'settling', records };
}

function registerStatus(app: App, access: CarrierAccess): void {
  app.get<{ Params: { id: string } }>(
    '/carrier/v1/usage-reports/:id',
    { config: { public: true, carrier: true }, schema: usageReport },
    async ({ headers, params: { id } }) => {
      const { carrier } = await authenticateCarrier(access, headers.authorization);
      if (!isUuid(id)) throw new Refusal('usage_report_not_found', 'No usage report has this ID.');
      return showReport(await readReport(access.db, { carrier, id }));
    },
  );
}

function showReport({ id, receivedAt, settledAt, records, results }: ReportStatus) {
  const settled = results.filter((one) => one !== null);
  return {
    reportId: id,
    status: settledAt ? 'settled' : 'settling',
    receivedAt,
    settledAt,
    records,
    ...countUses(settled),
    results: results.map((one) => one && showUse(one)),
  };
}

type CarrierAccess = { db: Database; failureLimiter: Pick<FailureLimiter, 'countOrRefuse'> };

type Exchange = { request: Request; reply: Reply };

type Report = {
  path: string;
  schema: typeof usageRecords | typeof profileEvents;
  report: (carrier: string, sent: readonly unknown[], exchange: Exchange) => Promise<unknown>;
};

function registerReport(app: App, access: CarrierAccess, { path, schema, report }: Report): void {
  const callers = new WeakMap<Request, CarrierKey>();
  app.post(
    path,
    {
      config: { public: true, carrier: true },
      schema,
      // Authenticates before the body is read, so that strangers cannot make the server unpack one.
      onRequest: async (request) => {
        callers.set(request, await authenticateCarrier(access, request.headers.authorization));
      },
    },
    (request, reply) => {
      const { carrier } = callers.get(request) as CarrierKey;
      return report(carrier, listOf(request), { request, reply });
    },
  );
}

function listOf({ body }: Request): readonly unknown[] {
  return body as unknown[];
}

function showUses(reported: readonly ReportedUse[]) {
  return { ...countUses(reported), results: reported.map(showUse) };
}

function countUses(reported: readonly ReportedUse[]) {
  const counts = { counted: 0, duplicate: 0, rejected: 0 };
  for (const { outcome } of reported) counts[outcome] += 1;
  const { counted: accepted, duplicate: duplicates, rejected } = counts;
  return { accepted, duplicates, rejected };
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
