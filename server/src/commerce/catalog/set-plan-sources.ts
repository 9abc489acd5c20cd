import { audit } from '../../kernel/context.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { PlanSourceDraft, SourcePolicy } from './plan-source.ts';
import { replacePlanSources } from './plan-source-store.ts';
import { type PlanWithCosts, readPlan } from './read-plan.ts';

/** Where a plan is ordered, as it is set. */
export type PlanSourcing = {
  id: string;
  policy: SourcePolicy;
  sources: readonly PlanSourceDraft[];
};

/**
 * Sets where a plan is ordered from carriers that must be called, and how a source is chosen. A
 * source whose item the carrier no longer offers stays off.
 * Throws `data_plan_not_found`, `invalid_request`.
 */
export async function setPlanSources(
  scope: Scope,
  { id, policy, sources }: PlanSourcing,
): Promise<PlanWithCosts> {
  const plan = await readPlan(scope.db, id);
  refuseContradictions({ policy, sources });
  const countriesOf = ({ countries = [] }: PlanSourceDraft) => [
    ...new Set(countries.map((country) => country.toUpperCase())),
  ];
  const offSinceOf = ({ carrier, item }: PlanSourceDraft) =>
    plan.sources.find((one) => one.carrier === carrier && one.item === item)?.offSince ?? null;
  const set = sources.map((source) => ({
    ...source,
    countries: countriesOf(source),
    offSince: offSinceOf(source),
  }));

  await replacePlanSources(scope.db, { dataPlanId: plan.id, policy, sources: set });
  const after = await readPlan(scope.db, plan.id);
  audit(scope, {
    action: 'data_plan.sources_changed',
    target: plan.id,
    before: { policy: plan.sourcePolicy, sources: plan.sources },
    after: { policy: after.sourcePolicy, sources: after.sources },
  });
  return after;
}

function refuseContradictions({ policy, sources }: Omit<PlanSourcing, 'id'>): void {
  const carriers = sources.map(({ carrier }) => carrier);
  const twice = carriers.findIndex((carrier, index) => carriers.indexOf(carrier) < index);
  if (twice >= 0) throw invalid(`/sources/${twice}/carrier`, 'must not name a carrier twice');
  const shares = sources.reduce((sum, { share }) => sum + (share ?? 0), 0);
  if (policy === 'split' && sources.length > 0 && shares === 0) {
    throw invalid('/sources/0/share', 'must be above 0 in one source at least, to split by share');
  }
}
