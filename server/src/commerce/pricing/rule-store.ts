import { isUuid } from '../../kernel/ids.ts';
import { type Queryable, sql, type Tx } from '../../platform/db/database.ts';
import type { PricingRule } from './pricing-rule.ts';

const ruleColumns = sql`
  id, name, country_set as "countrySet", tag, method, value, rounding,
  minimum_margin_minor as "minimumMarginMinor", created_at as "createdAt"`;

export async function insertRule(tx: Tx, accountId: string, rule: PricingRule): Promise<void> {
  await tx.run(sql`
    insert into pricing_rules (account_id, id, name, country_set, tag, method, value, rounding,
      minimum_margin_minor, created_at)
    values (${accountId}, ${rule.id}, ${rule.name}, ${rule.countrySet}, ${rule.tag},
      ${rule.method}, ${rule.value}, ${rule.rounding}, ${rule.minimumMarginMinor},
      ${rule.createdAt})`);
}

/** Returns a page of the account's rules, the newest first; `after` is the last ID before it. */
export function selectRules(
  db: Queryable,
  accountId: string,
  { after, limit }: { after: string | undefined; limit: number },
): Promise<PricingRule[]> {
  return db.rows<PricingRule>(sql`
    select ${ruleColumns}
    from pricing_rules
    where account_id = ${accountId}
      and (${after ?? null}::uuid is null or id < ${after ?? null})
    order by id desc
    limit ${limit}`);
}

/** Returns a rule and locks it until the transaction ends; undefined if there is none. */
export async function selectRuleForUpdate(
  tx: Tx,
  accountId: string,
  id: string,
): Promise<PricingRule | undefined> {
  if (!isUuid(id)) return undefined;
  return tx.row<PricingRule>(sql`
    select ${ruleColumns}
    from pricing_rules
    where account_id = ${accountId}
      and id = ${id}
    for no key update`);
}

export async function updateRule(tx: Tx, accountId: string, rule: PricingRule): Promise<void> {
  await tx.run(sql`
    update pricing_rules
    set name = ${rule.name}, country_set = ${rule.countrySet}, tag = ${rule.tag},
      method = ${rule.method}, value = ${rule.value}, rounding = ${rule.rounding},
      minimum_margin_minor = ${rule.minimumMarginMinor}
    where account_id = ${accountId}
      and id = ${rule.id}`);
}

/** Returns the rule that was deleted; undefined if there was none. */
export async function deleteRule(
  tx: Tx,
  accountId: string,
  id: string,
): Promise<PricingRule | undefined> {
  if (!isUuid(id)) return undefined;
  return tx.row<PricingRule>(sql`
    delete from pricing_rules
    where account_id = ${accountId}
      and id = ${id}
    returning ${ruleColumns}`);
}

/** Deletes all rules of a sandbox account that is reset. */
export async function resetPricingRules({
  db,
  accountId,
}: {
  db: Tx;
  accountId: string;
}): Promise<void> {
  await db.run(sql`
    delete from pricing_rules
    where account_id = ${accountId}`);
}
