import { audit } from '../../kernel/context.ts';
import { newId } from '../../kernel/ids.ts';
import { isName, NAME_RULE } from '../../kernel/names.ts';
import { invalid, Refusal } from '../../kernel/refusal.ts';
import type { Scope } from '../../platform/db/scope.ts';
import type { PricingFormula } from './pricing-formula.ts';
import { MAX_RULES, type PricingRule, showRule } from './pricing-rule.ts';
import {
  deleteRule,
  insertRule,
  selectRuleForUpdate,
  selectRules,
  updateRule,
} from './rule-store.ts';

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
    throw new Refusal(
      'invalid_state',
      `Your account already has ${MAX_RULES} pricing rules, which is the limit.`,
    );
  }
  const rule = { id: newId(), name, countrySet, tag, ...formula, createdAt: scope.now };
  await insertRule(scope.db, scope.accountId, rule);
  const after = auditedFieldsOf(rule);
  audit(scope, { action: 'pricing_rule.created', target: rule.id, before: null, after });
  return rule;
}

/**
 * Replaces what a rule selects and its formula; its place among the rules and all prices stay as
 * they are. Throws `invalid_request`, `pricing_rule_not_found`.
 */
export async function updatePricingRule(
  scope: Scope,
  { id, name, countrySet, tag, formula }: RuleDraft & { id: string },
): Promise<PricingRule> {
  if (!isName(name)) throw invalid('/name', NAME_RULE);
  const before = await selectRuleForUpdate(scope.db, scope.accountId, id);
  if (!before) throw ruleNotFound();
  const rule = { ...before, name, countrySet, tag, ...formula };
  await updateRule(scope.db, scope.accountId, rule);
  audit(scope, {
    action: 'pricing_rule.updated',
    target: rule.id,
    before: auditedFieldsOf(before),
    after: auditedFieldsOf(rule),
  });
  return rule;
}

/** Deletes a rule; prices stay as they are. Throws `pricing_rule_not_found`. */
export async function deletePricingRule(scope: Scope, id: string): Promise<void> {
  const rule = await deleteRule(scope.db, scope.accountId, id);
  if (!rule) throw ruleNotFound();
  const before = auditedFieldsOf(rule);
  audit(scope, { action: 'pricing_rule.deleted', target: rule.id, before, after: null });
}

function auditedFieldsOf(rule: PricingRule) {
  const { id: _, ...fields } = showRule(rule);
  return fields;
}

function ruleNotFound(): Refusal {
  return new Refusal('pricing_rule_not_found', 'No pricing rule has this ID.');
}
