import { audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { PricingFormula } from './pricing-formula.ts';
import { MAX_RULES, type PricingRule, showRule } from './pricing-rule.ts';
import { deleteRule, insertRule, selectRules } from './rule-store.ts';

export type RuleDraft = {
  name: string;
  countrySet: string | null;
  tag: string | null;
  formula: PricingFormula;
};

/**
 * Creates a standing rule, which reprices items when their wholesale prices change. Throws
 * `invalid_request`, and `invalid_state` if the account has the most rules already.
 */
export async function createPricingRule(
  scope: Scope,
  { name, countrySet, tag, formula }: RuleDraft,
): Promise<PricingRule> {
  if (!isName(name)) throw invalid('/name', NAME_RULE);
  const rules = await selectRules(scope.db, scope.accountId, {
    after: undefined,
    limit: MAX_RULES,
  });
  if (rules.length >= MAX_RULES) {
    throw new Refusal('invalid_state', `Your account has ${MAX_RULES} pricing rules already.`);
  }
  const rule = { id: newId(), name, countrySet, tag, ...formula, createdAt: scope.now };
  await insertRule(scope.db, scope.accountId, rule);
  const { id, ...after } = showRule(rule);
  audit(scope, { action: 'pricing_rule.created', target: id, before: null, after });
  return rule;
}

/** Deletes a rule; prices stay as they are. Throws `pricing_rule_not_found`. */
export async function deletePricingRule(scope: Scope, id: string): Promise<void> {
  const rule = await deleteRule(scope.db, scope.accountId, id);
  if (!rule) throw new Refusal('pricing_rule_not_found', 'No pricing rule has this ID.');
  const { id: target, ...before } = showRule(rule);
  audit(scope, { action: 'pricing_rule.deleted', target, before, after: null });
}
