import { audit } from '../../kernel/context.ts';
import { isUuid } from '../../kernel/ids.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import {
  addPlanSources,
  lockCatalogue,
  raiseCatalogueVersion,
  type SourcePolicy,
  selectAllPlans,
  selectSourcesAt,
  selectStoredCountrySets,
  switchPlanSources,
  updateSourcePolicies,
  upsertDataPlans,
  upsertEditedCountrySets,
  upsertImportedCosts,
} from '../catalog/index.ts';
import { applyLines, type Changes, dismissLines, type Shelf } from './apply-lines.ts';
import type { CatalogueLine, CatalogueRun } from './catalogue-run.ts';
import { toCents } from './exchange-rate.ts';
import { insertCosts, selectKnownItems, selectSourceCosts, upsertItems } from './item-store.ts';
import { selectLinesToDecide, updateDecided } from './line-store.ts';
import { openPlanBook } from './match-plan.ts';
import { noRun, readRun } from './read-run.ts';
import { type CountedRun, isRunOutdated, selectRunForUpdate } from './run-store.ts';

/** How the source of an order is chosen for plans that an import makes. */
export const NEW_PLAN_POLICIES = ['cheapest', 'preferred'] as const satisfies SourcePolicy[];
type NewPlanPolicy = (typeof NEW_PLAN_POLICIES)[number];

type LinesDecision = {
  runId: string;
  decision: 'apply' | 'dismiss';
  /** Undefined: all that are open. */
  lines: readonly number[] | undefined;
  /** Of the plans that it makes. */
  policy: NewPlanPolicy;
  /** The carriers that are ordered from. */
  carriers: readonly string[];
};

/**
 * Applies or dismisses lines of an import. Lines that were decided stay as they are, so that
 * repeating a decision changes nothing. Throws `catalogue_run_not_found`, `invalid_state` unless it
 * is the latest preview of its carrier, `invalid_request` for a line that it does not have.
 */
export async function decideLines(
  scope: Scope,
  { runId, decision, lines, policy, carriers }: LinesDecision,
): Promise<CountedRun> {
  const run = isUuid(runId) ? await selectRunForUpdate(scope.db, runId) : undefined;
  if (!run) throw noRun();
  await refuseState(scope, run);
  const found = await selectLinesToDecide(scope.db, { runId, lines });
  refuseUnknown(lines, found);
  const isOpen = ({ state }: CatalogueLine) =>
    state === 'OPEN' || (decision === 'dismiss' && state === 'REFUSED');
  const chosen = found.filter(isOpen);

  // Two imports with the same terms would each make a plan of them.
  await lockCatalogue(scope.db);
  const shelf = await openShelf(scope, { carrier: run.carrier, carriers });
  const changes = decision === 'apply' ? applyLines(shelf, chosen) : dismissLines(shelf, chosen);
  const costsOfPeople = await write(scope, run, { ...changes, policy });
  audit(scope, {
    action: decision === 'apply' ? 'catalogue_run.applied' : 'catalogue_run.dismissed',
    target: run.id,
    before: null,
    after: { carrier: run.carrier, ...summarize({ ...changes, policy }), costsOfPeople },
  });
  return readRun(scope, run.id);
}

async function refuseState({ db }: Scope, run: CatalogueRun): Promise<void> {
  if (run.state !== 'READY') {
    throw new Refusal('invalid_state', `The import is ${run.state} and has no lines.`);
  }
  if (await isRunOutdated(db, run)) {
    throw new Refusal('invalid_state', `A later import of ${run.carrier} is there: decide that.`);
  }
}

function refuseUnknown(
  lines: readonly number[] | undefined,
  found: readonly CatalogueLine[],
): void {
  const known = new Set(found.map(({ line }) => line));
  const index = lines?.findIndex((line) => !known.has(line)) ?? -1;
  if (index >= 0) throw invalid(`/lines/${index}`, 'must be a line of the import');
}

async function openShelf(
  { db, now }: Scope,
  { carrier, carriers }: { carrier: string; carriers: readonly string[] },
): Promise<Shelf> {
  const known = await selectKnownItems(db, carrier);
  const plans = await selectAllPlans(db);
  const sets = await selectStoredCountrySets(db);
  const sources = await selectSourcesAt(db, carrier);
  const book = openPlanBook({ plans, sets, sources, carriers });
  return { carrier, now, items: new Map(known.map((item) => [item.item, item])), book };
}

type Written = Changes & { policy: NewPlanPolicy };

/** Returns the IDs of plans that kept the cost which a person set today. */
async function write(scope: Scope, run: CatalogueRun, changes: Written): Promise<string[]> {
  const { db, now } = scope;
  const { carrier } = run;
  if (changes.countrySets.length > 0) await upsertEditedCountrySets(db, changes.countrySets);
  if (changes.plans.length > 0) {
    await upsertDataPlans(db, changes.plans);
    const dataPlanIds = changes.plans.map(({ id }) => id);
    await updateSourcePolicies(db, { dataPlanIds, policy: changes.policy });
  }
  await switchPlanSources(db, { sources: changes.off, offSince: now });
  await switchPlanSources(db, { sources: changes.on, offSince: null });
  await addPlanSources(db, changes.added);
  await upsertItems(db, { carrier, items: [...changes.items.values()], at: now });
  await insertCosts(db, { carrier, costs: changes.costs, at: now });
  await updateDecided(db, { runId: run.id, decisions: changes.decisions, at: now });
  const kept = await followCosts(scope, changes);
  if (changes.items.size > 0) await raiseCatalogueVersion(db);
  return kept;
}

/**
 * Sets the cost of the plans from today on to the highest of their sources, since an order that
 * costs more than its plan is not sent. It is not lowered while the cost of a source is not known.
 * A cost that a person set today stays. Returns the IDs of the plans that have such a cost.
 */
async function followCosts({ db, now }: Scope, changes: Changes): Promise<string[]> {
  const ids = [...changes.items.values()].flatMap(({ dataPlanId }) => dataPlanId ?? []);
  const before = new Map((await selectAllPlans(db)).map((plan) => [plan.id, plan.costMinor]));
  const highest = await selectSourceCosts(db, [...new Set([...ids, ...movedFrom(changes)])]);
  const costs = highest.flatMap(({ dataPlanId, highest: cost, hasUnknown }) => {
    const costMinor = toCents(cost);
    const known = before.get(dataPlanId) ?? null;
    const isLower = known !== null && costMinor < known;
    if (known === costMinor || (isLower && hasUnknown)) return [];
    return [{ dataPlanId, costMinor, validFrom: now.toISOString().slice(0, 10) }];
  });
  const set = await upsertImportedCosts(db, costs);
  return costs.flatMap(({ dataPlanId }) => (set.has(dataPlanId) ? [] : dataPlanId));
}

function movedFrom({ off }: Changes): string[] {
  return off.map(({ dataPlanId }) => dataPlanId);
}

function summarize({ decisions, plans, countrySets, added, off, on, costs, policy }: Written) {
  const linesIn = (state: string) => decisions.filter((one) => one.state === state).length;
  return {
    applied: linesIn('APPLIED'),
    dismissed: linesIn('DISMISSED'),
    refused: linesIn('REFUSED'),
    plansCreated: plans.map(({ id }) => id),
    ...(plans.length > 0 && { sourcePolicy: policy }),
    countrySetsCreated: countrySets.map(({ code }) => code),
    sourcesAdded: added.map(({ item }) => item),
    sourcesSwitchedOff: off.map(({ item }) => item),
    sourcesSwitchedOn: on.map(({ item }) => item),
    costsChanged: costs.map(({ item }) => item),
  };
}
