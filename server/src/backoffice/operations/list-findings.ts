import { selectPlansBelowCost } from '../../commerce/catalog/index.ts';
import { readAllStandings } from '../../commerce/routing/index.ts';
import { readSmdps } from '../../commerce/stock-orders/index.ts';
import { countOpenRefunds, listOrders } from '../../connectivity/carrier-orders/index.ts';
import type { Queryable } from '../../platform/db/database.ts';
import { selectTroubledJobs } from '../../platform/jobs/index.ts';
import { selectAudits } from '../operator/index.ts';
import { selectUnusualHours } from '../reports/index.ts';
import { selectTroubledEndpoints } from './endpoint-store.ts';
import { findAccessTroubles } from './find-access-troubles.ts';
import { findCarrierTroubles } from './find-carrier-troubles.ts';
import { findPlanTroubles } from './find-plan-troubles.ts';
import {
  findLedgerTroubles,
  findOrderTroubles,
  findRefundTroubles,
  findStandstill,
  REFUND_LATE_MS,
} from './find-platform-troubles.ts';
import { findStockTroubles } from './find-stock-troubles.ts';
import { findUnusualActivity } from './find-unusual-activity.ts';
import { findWebhookTroubles } from './find-webhook-troubles.ts';
import { findJobTroubles, findMailTroubles } from './find-work-troubles.ts';
import { byUrgency, type Finding, type Phrasing } from './finding.ts';
import { readPulse } from './health-store.ts';
import { selectTroubledMails } from './mail-store.ts';
import { REFUSED_ACTIONS, SIGN_IN_ACTIONS } from './watched-entry.ts';
import { selectWatched } from './watched-entry-store.ts';

/** Things of one kind that are read for the findings; more of them change no sentence. */
const LOOKED_AT = 1_000;
const HOUR_MS = 3_600_000;
/** A mail that failed earlier is in the list, and is no news. */
const MAIL_NEWS_MS = 24 * HOUR_MS;

/** Returns what is wrong in the installation now, in words, the worst first. */
export async function listFindings(db: Queryable, phrasing: Phrasing): Promise<Finding[]> {
  const limit = LOOKED_AT;
  const now = phrasing.now.getTime();
  const actions = [...SIGN_IN_ACTIONS.failed, ...REFUSED_ACTIONS];
  const filter = { actions, range: { from: new Date(now - HOUR_MS) } };
  const mails = await selectTroubledMails(db, { limit });
  const news = mails.filter(
    ({ failedAt }) => failedAt === null || failedAt.getTime() > now - MAIL_NEWS_MS,
  );
  const [last] = await selectAudits(db, { after: undefined, limit: 1 });
  return byUrgency([
    ...findStandstill(await readPulse(db), phrasing),
    ...findLedgerTroubles(last, phrasing),
    ...findOrderTroubles(
      {
        asking: await listOrders(db, { asks: true, limit }),
        unused: await listOrders(db, { unused: true, limit }),
      },
      phrasing,
    ),
    ...findRefundTroubles(
      await countOpenRefunds(db, { askedBefore: new Date(now - REFUND_LATE_MS) }),
      phrasing,
    ),
    ...findCarrierTroubles(await readAllStandings(db, phrasing.now), phrasing),
    ...findPlanTroubles(await selectPlansBelowCost(db, { limit }), phrasing),
    ...findStockTroubles(await readSmdps(db, phrasing.now), phrasing),
    ...findWebhookTroubles(await selectTroubledEndpoints(db, { limit }), phrasing),
    ...findJobTroubles(await selectTroubledJobs(db, { limit }), phrasing),
    ...findMailTroubles(news, phrasing),
    ...findUnusualActivity(await selectUnusualHours(db, phrasing.now), phrasing),
    ...findAccessTroubles(await selectWatched(db, { filter, limit }), phrasing),
  ]);
}
