import { type Queryable, sql } from '../../platform/db/database.ts';

/** The contents of the database that the first live sale depends on. */
export type Contents = {
  postgresVersion: number;
  operators: number;
  operatorsWithFactor: number;
  hasSeller: boolean;
  hasIban: boolean;
  plans: number;
  unpricedPlans: number;
  uncostedPlans: number;
  resellers: number;
  offeringAccounts: number;
  fundedAccounts: number;
  apiKeys: number;
  /** Null if no worker was ever seen. */
  workerAgeSeconds: number | null;
  /** Null if no backup was ever recorded. */
  backupAgeSeconds: number | null;
};

/** Reads the contents of a migrated database. */
export async function selectContents(db: Queryable): Promise<Contents> {
  const row = await db.row<Contents>(sql`
    with plans as (
      select id,
        exists (
          select 1 from price_list_entries as entry
          join price_lists as list on list.id = entry.price_list_id
          where list.is_default and entry.data_plan_id = data_plans.id
        ) as is_priced,
        exists (
          select 1 from plan_costs where plan_costs.data_plan_id = data_plans.id
        ) as is_costed
      from data_plans
      where retired_at is null
    ), operators as (
      select person.two_factor_enabled
      from members as member
      join people as person on person.id = member.person_id
      where member.role = 'operator'
    ), selling as (
      select account.id
      from accounts as account
      join organizations as organization on organization.id = account.organization_id
      where account.mode = 'live' and not organization.is_platform
    )
    select current_setting('server_version_num')::int / 10000 as "postgresVersion",
      (select count(*)::int from operators) as operators,
      (select count(*)::int from operators where two_factor_enabled) as "operatorsWithFactor",
      exists (select 1 from sellers) as "hasSeller",
      exists (select 1 from sellers where iban is not null) as "hasIban",
      (select count(*)::int from plans) as plans,
      (select count(*)::int from plans where not is_priced) as "unpricedPlans",
      (select count(*)::int from plans where not is_costed) as "uncostedPlans",
      (select count(*)::int from selling) as resellers,
      (select count(distinct item.account_id)::int from inventory_items as item
        join selling on selling.id = item.account_id
        join data_plans as plan on plan.id = item.data_plan_id
        where item.active and plan.retired_at is null) as "offeringAccounts",
      (select count(*)::int from ledger_accounts as ledger
        join selling on selling.id = ledger.account_id
        where ledger.code = 'credits'
          and ledger.posted_credits_minor - ledger.posted_debits_minor > 0) as "fundedAccounts",
      (select count(*)::int from selling
        join api_keys as key on key.account_id = selling.id
        where key.revoked_at is null) as "apiKeys",
      (select extract(epoch from now() - max(seen_at))::float8 from job_runs)
        as "workerAgeSeconds",
      (select extract(epoch from now() - max(finished_at))::float8 from backups)
        as "backupAgeSeconds"`);
  if (!row) throw new Error('A select without a from clause returns one row.');
  return row;
}

export type CarrierStock = { carrier: string; free: number; alertThreshold: number | null };

/** Returns the free profiles of every carrier that active data plans name. */
export function selectNamedCarriers(db: Queryable): Promise<CarrierStock[]> {
  return db.rows<CarrierStock>(sql`
    select named.carrier,
      (
        select count(*)::int from free_profiles as free where free.carrier = named.carrier
      ) + coalesce(allotted.profiles, 0) as free,
      threshold.low_below as "alertThreshold"
    from (
      select distinct carrier
      from data_plans
      where retired_at is null
    ) as named
    left join (
      select carrier, count(*)::int as profiles
      from allotted_profiles
      group by carrier
    ) as allotted on allotted.carrier = named.carrier
    left join stock_thresholds as threshold on threshold.carrier = named.carrier
    order by named.carrier`);
}

export type DatabaseRole = {
  role: string;
  /** The tables of the books whose rows the role can change or delete, or that it can drop. */
  alterable: string[];
};

/**
 * Returns what the role of this connection could do to the books past the verbs. A column that may
 * be updated is no more than the verbs need, and a trigger guards the rest of the row.
 */
export async function selectDatabaseRole(db: Queryable): Promise<DatabaseRole> {
  const row = await db.row<DatabaseRole>(sql`
    select current_user as role, coalesce(
      array_agg(c.relname::text order by c.relname) filter (
        where r.rolsuper
          or pg_has_role(c.relowner, 'member')
          or pg_has_role(n.nspowner, 'member')
          or has_table_privilege(c.oid, 'delete, truncate, trigger')
          or (has_table_privilege(c.oid, 'update') and kept.is_final)
      ), '{}') as alterable
    from (values
      ('transfers', true), ('billing_documents', true), ('audit_log', true),
      ('audit_authors', true), ('audit_sales', true),
      ('bank_receipts', true), ('ledger_accounts', false), ('accounts', true)
    ) as kept (name, is_final)
    join pg_class as c on c.oid = to_regclass(kept.name)
    join pg_namespace as n on n.oid = c.relnamespace
    cross join pg_roles as r
    where r.rolname = current_user`);
  return row ?? { role: 'unknown', alterable: [] };
}
