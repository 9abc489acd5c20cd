import { readNetworksIn, type ShownNetwork } from '../../connectivity/carriers/index.ts';
import { Refusal } from '../../kernel/refusal.ts';
import type { ReadScope } from '../../platform/db/scope.ts';
import { showCataloguePlan } from './catalogue-plan.ts';
import { selectCataloguePlan } from './catalogue-store.ts';

/**
 * Returns a plan that the account can offer, with its networks. Throws `data_plan_not_found` also
 * for a plan that has no price for the account, or is retired.
 */
export async function readCataloguePlan(
  scope: Pick<ReadScope, 'db' | 'accountId'>,
  id: string,
): Promise<ReturnType<typeof showCataloguePlan> & { networks: ShownNetwork[] }> {
  const plan = await selectCataloguePlan(scope.db, scope.accountId, id);
  if (!plan)
    throw new Refusal('data_plan_not_found', 'No data plan with this ID is offered to you.');
  const { carrier, includedCountries: countries } = plan;
  const networks = await readNetworksIn(scope, { carrier, countries });
  return { ...showCataloguePlan(plan), networks };
}
