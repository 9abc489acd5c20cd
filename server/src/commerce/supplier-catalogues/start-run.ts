import { audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import { enqueueJob } from '../../platform/jobs/index.ts';
import { readRun } from './read-run.ts';
import { type CountedRun, queueRun } from './run-store.ts';
import {
  type CatalogueSchedule,
  deleteSchedule,
  selectSchedules,
  upsertSchedule,
} from './schedule-store.ts';

const HOUR_MS = 3_600_000;
/** The job that reads the catalogues of suppliers which are due. */
export const CATALOGUES_TASK = 'read-supplier-catalogues';

/**
 * Has a worker read the catalogue of a carrier. Returns the import that is queued already, if there
 * is one. An import from a carrier that is not set up fails.
 */
export async function startRun(scope: Scope, carrier: string): Promise<CountedRun> {
  const id = await queueNow(scope, { carrier, isScheduled: false });
  audit(scope, { action: 'catalogue_run.started', target: id, before: null, after: { carrier } });
  return readRun(scope, id);
}

type ScheduleChange = { carrier: string; everyHours: number | null; isPaused: boolean };

/**
 * Sets how often the catalogue of a carrier is imported by itself; null is never. The first time is
 * now, or when the schedule is resumed. Returns all schedules. Throws `invalid_request` for a pause
 * of none.
 */
export async function setSchedule(
  scope: Scope,
  { carrier, everyHours, isPaused }: ScheduleChange,
): Promise<CatalogueSchedule[]> {
  if (isPaused && everyHours === null) throw invalid('/everyHours', 'must be given with isPaused');
  const schedules = await selectSchedules(scope.db);
  const before = schedules.find((one) => one.carrier === carrier);
  if (everyHours === null) await deleteSchedule(scope.db, carrier);
  else {
    const nextAt = isPaused ? scope.now : new Date(scope.now.getTime() + everyHours * HOUR_MS);
    await upsertSchedule(scope.db, { carrier, everyHours, isPaused, nextAt });
    if (!isPaused) await queueNow(scope, { carrier, isScheduled: true });
  }
  audit(scope, {
    action: 'catalogue_schedule.changed',
    target: carrier,
    before: before ? { everyHours: before.everyHours, isPaused: before.isPaused } : null,
    after: { everyHours, isPaused },
  });
  return selectSchedules(scope.db);
}

/** Queues an import and wakes a worker, which would come by itself within a minute. */
async function queueNow(
  { db, now }: Scope,
  wanted: { carrier: string; isScheduled: boolean },
): Promise<string> {
  const id = await queueRun(db, { ...wanted, id: newId(), at: now });
  await enqueueJob(db, { task: CATALOGUES_TASK, payload: {}, jobKey: CATALOGUES_TASK });
  return id;
}
