-- The role that serves may own nothing: the books are then immutable for it as well, because it
-- cannot lift the triggers that keep them. What needs the owner's rights while the store runs goes
-- through the functions below, each of which checks what it is asked for.
set local lock_timeout = '5s';

-- A live account that became a sandbox could be reset.
create function refuse_other_mode() returns trigger language plpgsql as $$
begin
  raise exception 'an account stays %', old.mode using errcode = 'restrict_violation';
end
$$;
create trigger accounts_keep_their_mode before update on accounts
  for each row when (
    (new.id, new.organization_id, new.mode) is distinct from
      (old.id, old.organization_id, old.mode)
  ) execute function refuse_other_mode();

-- Play money: a reset deletes the books of one sandbox account.
create function require_sandbox(account uuid) returns void language plpgsql as $$
begin
  if not exists (select from accounts where id = account and mode = 'sandbox') then
    raise exception 'only a sandbox account can be reset' using errcode = 'restrict_violation';
  end if;
end
$$;

create function delete_sandbox_transfers(account uuid) returns void
language plpgsql security definer as $$
begin
  perform require_sandbox(account);
  perform set_config('gigastore.resets_sandbox', account::text, true);
  -- Transfers that end a hold name it, so they are deleted first.
  delete from transfers where account_id = account and pending_sequence is not null;
  delete from transfers where account_id = account;
  perform set_config('gigastore.resets_sandbox', '', true);
end
$$;

create function delete_sandbox_documents(account uuid) returns void
language plpgsql security definer as $$
begin
  perform require_sandbox(account);
  perform set_config('gigastore.resets_sandbox', account::text, true);
  -- Credit notes name their invoice, so they are deleted first.
  delete from billing_documents where account_id = account and invoice_id is not null;
  delete from billing_documents where account_id = account;
  perform set_config('gigastore.resets_sandbox', '', true);
end
$$;

create function delete_sandbox_receipts(account uuid) returns void
language plpgsql security definer as $$
begin
  perform require_sandbox(account);
  delete from bank_receipts where account_id = account;
end
$$;

-- Creates the monthly partition <parent>_pYYYYMM unless it exists. It is made beside the table and
-- attached, because "create table … partition of" would lock out every reader and writer of the
-- whole table. Rows of a month whose partition was late lie in the default partition and would
-- forbid it; where a trigger forbids to move them, it sleeps while nobody else can come near.
create function make_partition(parent text, month date) returns boolean
language plpgsql security definer as $$
declare
  monthly text := parent || to_char(month, '"_p"YYYYMM');
  opens text := to_char(month, 'YYYY-MM-DD"T00:00:00Z"');
  closes text := to_char(month + interval '1 month', 'YYYY-MM-DD"T00:00:00Z"');
  key_column name;
  fallback regclass;
  column_names text;
begin
  if month <> date_trunc('month', month)
    or month not between now() - interval '2 months' and now() + interval '13 months'
  then
    raise exception '% is not a month of now', month;
  end if;
  perform pg_advisory_xact_lock(7310593859);
  -- Not to_regclass: its cache may not know yet what the transaction before this one has made.
  if exists (
    select from pg_class
    where relname = monthly and relnamespace = current_schema()::regnamespace
  ) then
    return false;
  end if;
  select a.attname, nullif(p.partdefid, 0), (
    select string_agg(quote_ident(k.attname), ', ' order by k.attnum)
    from pg_attribute as k
    where k.attrelid = p.partrelid and k.attnum > 0 and not k.attisdropped and k.attgenerated = ''
  )
  into strict key_column, fallback, column_names
  from pg_partitioned_table as p
  join pg_attribute as a on a.attrelid = p.partrelid and a.attnum = p.partattrs[0]
  where p.partrelid = to_regclass(quote_ident(parent)) and p.partstrat = 'r' and p.partnatts = 1;

  perform set_config('lock_timeout', '5s', true);
  execute format('create table %I (like %I including all excluding identity)', monthly, parent);
  if fallback is not null then
    execute format('lock table %s in access exclusive mode', fallback);
    execute format('alter table %s disable trigger user', fallback);
    execute format(
      'with moved as (delete from %1$s where %2$I >= %3$L and %2$I < %4$L returning %5$s)'
        ' insert into %6$I (%5$s) select %5$s from moved',
      fallback, key_column, opens, closes, column_names, monthly
    );
    execute format('alter table %s enable trigger user', fallback);
  end if;
  execute format(
    'alter table %I attach partition %I for values from (%L) to (%L)',
    parent, monthly, opens, closes
  );
  return true;
end
$$;

-- Drops a month of the request log whose last day is more than 30 days ago; nothing else.
create function drop_requests_partition(partition name) returns void
language plpgsql security definer as $$
begin
  if partition !~ '^api_requests_p[0-9]{6}$'
    or to_date(right(partition, 6), 'YYYYMM') + interval '1 month'
      > now() at time zone 'UTC' - interval '30 days'
  then
    raise exception '% is not an old month of the request log', partition;
  end if;
  perform set_config('lock_timeout', '5s', true);
  execute format('drop table if exists %I', partition);
end
$$;

-- What such a function names is looked up in this schema and nowhere else.
do $$
declare
  definer regprocedure;
begin
  foreach definer in array array[
    'delete_sandbox_transfers(uuid)', 'delete_sandbox_documents(uuid)',
    'delete_sandbox_receipts(uuid)', 'make_partition(text, date)', 'drop_requests_partition(name)'
  ]::regprocedure[] loop
    execute format('alter function %s set search_path = %I, pg_temp', definer, current_schema());
    execute format('revoke execute on function %s from public', definer);
  end loop;
end
$$;

-- Gives the role that serves what it needs, and takes what it does not. Called by "gigastore
-- migrate" after each migration, as the owner. A new table may be written; a table whose rows stay
-- is named here.
create function grant_application(application name) returns void language plpgsql as $$
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

-- The same for the job queue, whose tables have row level security without a policy: its own role
-- would see nothing.
create function grant_jobs(application name) returns void language plpgsql as $$
declare
  one record;
begin
  execute format('grant usage on schema graphile_worker to %I', application);
  execute format(
    'grant select, insert, update, delete on all tables in schema graphile_worker to %I',
    application);
  execute format('grant usage on all sequences in schema graphile_worker to %I', application);
  execute format('grant execute on all functions in schema graphile_worker to %I', application);
  execute format(
    'revoke insert, update, delete on graphile_worker.migrations from %I', application);
  for one in
    select c.oid::regclass as name
    from pg_class as c
    where c.relnamespace = 'graphile_worker'::regnamespace
      and c.relrowsecurity
      and not exists (select from pg_policy where polrelid = c.oid and polname = 'gigastore')
  loop
    execute format('create policy gigastore on %s using (true) with check (true)', one.name);
  end loop;
end
$$;
