import { isUuid } from '../../kernel/ids.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { type CountedRun, selectRun } from './run-store.ts';

/** Returns an import with the number of its lines. Throws `catalogue_run_not_found`. */
export async function readRun({ db }: Pick<ReadScope, 'db'>, id: string): Promise<CountedRun> {
  const run = isUuid(id) ? await selectRun(db, id) : undefined;
  if (!run) throw noRun();
  return run;
}

export function noRun(): Refusal {
  return new Refusal('catalogue_run_not_found', 'No import of a catalogue has this ID.');
}
