-- A sale's entry in the audit log took as much as the package: the actor, the address and six index
-- entries again with each sale. Entries of sales are kept here from now on: a narrow row for each,
-- and who sold, from where, once a day for each author and process. What was kept before stays
-- where it is; the log shows both. Nothing is moved.

create table audit_authors (
  account_id uuid not null,
  -- Drawn by the process that sells; not a hash, which would give an erased address away.
  id uuid not null,
  organization_id uuid not null,
  actor_kind text not null check (actor_kind in ('api_key', 'person', 'platform')),
  actor_id text not null check (length(actor_id) between 1 and 255),
  actor_name text check (length(actor_name) between 1 and 255),
  -- The tool that an agent named, and the mandate of its key.
  agent jsonb check (jsonb_typeof(agent) = 'object'),
  remote_address text check (length(remote_address) <= 64),
  created_at timestamptz not null default now(),
  primary key (account_id, id)
);
-- What the retention job still has to look at, oldest first.
create index audit_authors_addresses on audit_authors (created_at)
  where remote_address is not null;

create table audit_sales (
  account_id uuid not null,
  -- Of the package, which is the target of the entry.
  id uuid not null,
  -- Real time, as the package's ID says it; so the entry of a package is found by its ID.
  at timestamptz(3) not null,
  charged_minor bigint not null check (charged_minor >= 0),
  -- A hash of the actor's ID, by which the entries of one actor are found.
  actor_hash bigint not null,
  author_id uuid not null,
  customer_id uuid not null,
  inventory_item_id uuid not null,
  kind text not null check (kind in ('register', 'top_up', 'top_up_with_profile')),
  request_id text not null check (length(request_id) <= 255),
  primary key (account_id, at, id)
) partition by range (at);
create table audit_sales_default partition of audit_sales default;
create index audit_sales_actor on audit_sales (account_id, actor_hash, at, id);

-- Append-only, like the rest of the log.
create or replace function refuse_audit_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if to_jsonb(new) ->> 'remote_address' is null
      and to_jsonb(new) - 'remote_address' = to_jsonb(old) - 'remote_address'
    then
      return new;
    end if;
  end if;
  raise exception '% is append-only: % refused', tg_table_name, tg_op
    using errcode = 'restrict_violation';
end
$$;
create trigger audit_sales_is_immutable before update or delete on audit_sales
  for each row execute function refuse_audit_change();
create trigger audit_sales_is_not_truncated before truncate on audit_sales
  for each statement execute function refuse_audit_change();
create trigger audit_authors_is_immutable before update or delete on audit_authors
  for each row execute function refuse_audit_change();
create trigger audit_authors_is_not_truncated before truncate on audit_authors
  for each statement execute function refuse_audit_change();

-- As in migration 0040, with the rights to these tables.
create or replace function grant_application(application name) returns void
language plpgsql as $$
declare
  one record;
begin
  if pg_has_role(application, current_user, 'MEMBER') then
    raise exception 'role % has the rights of the owner %', application, current_user
      using hint = 'The application needs a role that owns nothing.';
  end if;
  execute format('revoke all on all tables in schema %I from %I', current_schema(), application);
  execute format('revoke all on schema %I from %I', current_schema(), application);
  execute format('grant usage on schema %I to %I', current_schema(), application);
  for one in
    select c.oid::regclass as name,
      coalesce(kept.privileges, 'select, insert, update, delete') as privileges
    from pg_class as c
    left join (values
      ('transfers', 'select, insert'),
      ('bank_receipts', 'select, insert'),
      ('audit_log', 'select, insert, update (remote_address)'),
      ('audit_authors', 'select, insert, update (remote_address)'),
      ('audit_sales', 'select, insert'),
      ('billing_documents',
        'select, insert, update (paid_at, credited_minor, credited_vat_minor)'),
      ('ledger_accounts', 'select, insert, update'),
      ('accounts', 'select, insert, update'),
      ('schema_migrations', 'select')
    ) as kept (name, privileges) on kept.name = c.relname
    where c.relnamespace = current_schema()::regnamespace
      and c.relkind in ('r', 'p')
      and not c.relispartition
  loop
    execute format('grant %s on %s to %I', one.privileges, one.name, application);
  end loop;
  execute format(
    'grant usage on all sequences in schema %I to %I', current_schema(), application);
  execute format(
    'grant execute on all functions in schema %I to %I', current_schema(), application);
end
$$;
