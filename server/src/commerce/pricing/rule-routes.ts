import { type Static, Type } from 'typebox';
import { isUuid } from '../../kernel/ids.ts';
import { invalid } from '../../kernel/refusal.ts';
import type { Routes } from '../../platform/http/routes.ts';
import { RequestId } from '../../platform/http/schemas.ts';
import { showRule } from './pricing-rule.ts';
import {
  createPricingRule,
  deletePricingRule,
  type RuleDraft,
  updatePricingRule,
} from './pricing-rules.ts';
import { selectRules } from './rule-store.ts';
import { aPricingRule, formulaFields, PricingRuleSchema, readFormula } from './schemas.ts';

const tag = 'Pricing';
const RULES = '/gigastore/pricing-rules';

const RuleBody = Type.Object({
  name: Type.String({
    minLength: 1,
    maxLength: 255,
    description: 'Your name of the rule.',
    examples: ['Europe at 40 percent'],
  }),
  countrySet: Type.Optional(
    Type.String({
      pattern: '^[A-Za-z0-9_]{2,16}$',
      must: 'be the code of a country set',
      description: 'Only items of this country set.',
      examples: ['EU'],
    }),
  ),
  tag: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 50,
      description: 'Only items with this tag.',
      examples: ['summer'],
    }),
  ),
  ...formulaFields,
});

export function declareRules(routes: Routes): void {
  routes.list(
    RULES,
    {
      id: 'listPricingRules',
      scope: 'read',
      tag,
      summary: 'List pricing rules',
      description:
        'Returns your standing rules, the newest first. When a wholesale price changes, the ' +
        'newest rule that selects the item sets its retail price.',
      title: 'PricingRules',
      filters: Type.Object({}),
      item: PricingRuleSchema,
      exampleItem: aPricingRule,
      keysetOf: ({ id }) => [id],
      keys: 1,
      show: showRule,
    },
    ({ db, accountId }, { after, limit }) => {
      const [id] = after ?? [];
      if (id !== undefined && !isUuid(id)) {
        throw invalid('/after', 'must be a nextCursor of this list');
      }
      return selectRules(db, accountId, { after: id, limit });
    },
  );
  routes.write(
    `POST ${RULES}`,
    {
      id: 'createPricingRule',
      scope: 'manage',
      tag,
      summary: 'Create a pricing rule',
      description:
        'Creates a standing rule for items of a country set, items with a tag, or all items. The ' +
        'rule sets retail prices from the next change of a wholesale price on; change prices now ' +
        'with `PUT /gigastore/products/inventory/prices`.',
      body: RuleBody,
      answer: PricingRuleSchema,
      example: aPricingRule,
      refusals: ['invalid_request', 'invalid_state'],
    },
    async (scope, { body }) => {
      return showRule(await createPricingRule(scope, readDraft(body)));
    },
  );
  routes.write(
    `PUT ${RULES}/:id`,
    {
      id: 'updatePricingRule',
      scope: 'manage',
      tag,
      summary: 'Update a pricing rule',
      description:
        'Replaces the rule as a whole; fields that you leave out are unset. The rule keeps its ' +
        'age, which decides between rules, and sets retail prices from the next change of a ' +
        'wholesale price on.',
      params: Type.Object({ id: RequestId }),
      body: RuleBody,
      answer: PricingRuleSchema,
      example: aPricingRule,
      refusals: ['invalid_request', 'pricing_rule_not_found'],
    },
    async (scope, { params: { id }, body }) =>
      showRule(await updatePricingRule(scope, { id, ...readDraft(body) })),
  );
  routes.write(
    `DELETE ${RULES}/:id`,
    {
      id: 'deletePricingRule',
      scope: 'manage',
      tag,
      summary: 'Delete a pricing rule',
      description: 'Deletes the rule. Retail prices stay as they are.',
      params: Type.Object({ id: RequestId }),
      refusals: ['pricing_rule_not_found'],
    },
    (scope, { params }) => deletePricingRule(scope, params.id),
  );
}

function readDraft(body: Static<typeof RuleBody>): RuleDraft {
  const { name, countrySet, tag: itemTag, ...formula } = body;
  return {
    name,
    countrySet: countrySet?.toUpperCase() ?? null,
    tag: itemTag ?? null,
    formula: readFormula(formula),
  };
}
