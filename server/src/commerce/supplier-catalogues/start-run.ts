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

/** The job that reads the catalogues of suppliers which are due. */
export const CATALOGUES_TASK = 'read-supplier-catalogues';

/**
 * Has a worker read the catalogue of a carrier. Returns the import that is queued already, if there
 * is one. An import from a carrier that is not set up fails.
 */
export async function startRun(scope: Scope, carrier: string): Promise<CountedRun> {
  const asked = { id: newId(), carrier, isScheduled: false, at: scope.now };
  const id = await queueRun(scope.db, asked);
  await wakeWorker(scope);
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
  else await upsertSchedule(scope.db, { carrier, everyHours, isPaused, nextAt: scope.now });
  if (everyHours !== null && !isPaused) await wakeWorker(scope);
  audit(scope, {
    action: 'catalogue_schedule.changed',
    target: carrier,
    before: before ? { everyHours: before.everyHours, isPaused: before.isPaused } : null,
    after: { everyHours, isPaused },
  });
  return selectSchedules(scope.db);
}

/** Has the catalogue read at once; the job would come by itself within a minute. */
function wakeWorker({ db }: Scope): Promise<void> {
  return enqueueJob(db, { task: CATALOGUES_TASK, payload: {}, jobKey: CATALOGUES_TASK });
}
