import type { CallEnd, Offer, OrderingCarrier } from '../../connectivity/carriers/index.ts';
import { newId } from '../../kernel/ids.ts';
import type { Database } from '../../platform/db/database.ts';
import { selectAllPlans, selectSourcesAt, selectStoredCountrySets } from '../catalog/index.ts';
import type { CatalogueRun } from './catalogue-run.ts';
import { draftLines } from './draft-lines.ts';
import { selectKnownItems, updateNetworks } from './item-store.ts';
import { deleteUndecidedLines, insertLines } from './line-store.ts';
import { openPlanBook } from './match-plan.ts';
import { selectRatesOn } from './rate-store.ts';
import {
  leaseDueRuns,
  queueRun,
  updateRunFailed,
  updateRunLater,
  updateRunReady,
} from './run-store.ts';
import { takeDueSchedules } from './schedule-store.ts';

/** Longer than a catalogue of many pages takes. */
const LEASE_MS = 900_000;
const AGAIN_MS = 60_000;
const MOST_ATTEMPTS = 5;

type Parts = { db: Database; carriers: readonly OrderingCarrier[]; now: () => Date };
type Due = Pick<CatalogueRun, 'id' | 'carrier' | 'attempts'>;

/**
 * Queues the imports that are due by schedule, and reads the catalogues of those that are queued.
 * Returns how many became previews. A supplier that does not answer is asked again, five times at
 * most.
 */
export async function readCatalogues(parts: Parts): Promise<number> {
  const { db, now } = parts;
  await db.transaction(async (tx) => {
    for (const carrier of await takeDueSchedules(tx, now())) {
      await queueRun(tx, { id: newId(), carrier, isScheduled: true, at: now() });
    }
  });
  const until = new Date(now().getTime() + LEASE_MS);
  const due = await leaseDueRuns(db, { now: now(), until });
  const read = await Promise.all(due.map((run) => readCatalogue(parts, run)));
  return read.filter(Boolean).length;
}

async function readCatalogue(parts: Parts, run: Due): Promise<boolean> {
  const { db, carriers, now } = parts;
  const { id } = run;
  const carrier = carriers.find(({ name }) => name === run.carrier);
  const fail = (detail: string) => updateRunFailed(db, { id, detail, at: now() });
  if (!carrier) {
    await fail(`${run.carrier} is not set up.`);
    return false;
  }
  const end = await carrier.catalogue();
  if (end.end === 'done' && end.value.length > 0) return keepPreview(parts, run, end.value);
  const detail = end.end === 'done' ? 'The catalogue is empty.' : end.detail;
  const isLasting = end.end === 'done' || end.end === 'refused';
  if (isLasting || run.attempts >= MOST_ATTEMPTS) await fail(detail);
  else await updateRunLater(db, { id, nextAt: againAt(end, now()), detail });
  return false;
}

function againAt(end: CallEnd<unknown>, now: Date): Date {
  const afterMs = end.end === 'retry_later' ? end.afterMs : 0;
  return new Date(now.getTime() + Math.max(afterMs, AGAIN_MS));
}

/** Returns false if another worker has kept one for the run meanwhile. */
function keepPreview({ db, carriers, now }: Parts, run: Due, offers: Offer[]): Promise<boolean> {
  const { id, carrier } = run;
  const at = now();
  return db.transaction(async (tx) => {
    const known = await selectKnownItems(tx, carrier);
    const plans = await selectAllPlans(tx);
    const sets = await selectStoredCountrySets(tx);
    const sources = await selectSourcesAt(tx, carrier);
    const rates = await selectRatesOn(tx, at.toISOString().slice(0, 10));
    const names = carriers.map(({ name }) => name);
    const draft = draftLines(offers, {
      items: new Map(known.map((item) => [item.item, item])),
      book: openPlanBook({ plans, sets, sources, carriers: names }),
      rates,
    });
    const { unchanged, hasManyGone } = draft;
    const counted = { id, offers: offers.length, unchanged, hasManyGone, at };
    if (!(await updateRunReady(tx, counted))) return false;
    await deleteUndecidedLines(tx, { carrier, id });
    await insertLines(tx, id, draft.lines);
    await updateNetworks(tx, { carrier, networks: draft.networks });
    return true;
  });
}
