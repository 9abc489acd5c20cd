-- What a database needs whose tables lie on the nodes of a Citus cluster ("gigastore migrate
-- --distribute"): partitions are made without touching triggers, which such tables cannot have, and
-- what is closed by time elsewhere is deleted by row, because inheritance is not distributed. A
-- migration distributes the tables that it makes. Without Citus nothing is different.

-- Whether Citus keeps the rows of this table on its nodes, or a copy on each. A table that stays on
-- the coordinator is known to Citus too, once it refers to one that has copies.
create function is_distributed(name text) returns boolean language plpgsql stable as $$
declare
  found_it boolean;
begin
  if to_regclass('pg_catalog.pg_dist_partition') is null then
    return false;
  end if;
  execute 'select exists (
    select from pg_dist_partition
    where logicalrelid = to_regclass($1) and (partmethod = ''h'' or repmodel = ''t'')
  )' into found_it using quote_ident(name);
  return found_it;
end
$$;

-- Distributes a table on a database that is distributed, and does nothing elsewhere: a table of
-- accounts by account, beside the others, and any other as a copy on every node. A migration calls
-- it for each table that it makes, before the table refers to another or is referred to.
create function distribute_table(name text) returns void language plpgsql as $$
declare
  beside name;
begin
  if not is_distributed('accounts') or is_distributed(name) then
    return;
  end if;
  perform set_config('citus.multi_shard_modify_mode', 'sequential', true);
  if name !~ '_owners$' and exists (
    select from pg_attribute as a
    where a.attrelid = to_regclass(quote_ident(name))
      and a.attname = 'account_id'
      and a.attnotnull
  ) then
    execute 'select c.relname from pg_dist_partition as p
      join pg_class as c on c.oid = p.logicalrelid
      where p.partmethod = ''h'' and p.partkey is not null
      order by c.relname limit 1' into beside;
    execute 'select create_distributed_table($1, ''account_id'', colocate_with => $2)'
      using quote_ident(name), coalesce(quote_ident(beside), 'none');
  else
    execute 'select create_reference_table($1)' using quote_ident(name);
  end if;
end
$$;

-- Puts the rows of closed tables back into the table, before it is distributed, and notes when each
-- row came, by which it is deleted later.
create function reopen_table(name text) returns void language plpgsql as $$
declare
  closed record;
  column_names text;
begin
  if name not in ('idempotency_keys', 'profile_event_ids', 'usage_record_ids') then
    return;
  end if;
  select string_agg(quote_ident(a.attname), ', ' order by a.attnum) into column_names
  from pg_attribute as a
  where a.attrelid = to_regclass(quote_ident(name)) and a.attnum > 0 and not a.attisdropped;
  for closed in
    select c.oid::regclass as its
    from pg_inherits as i
    join pg_class as c on c.oid = i.inhrelid
    where i.inhparent = to_regclass(quote_ident(name))
    order by c.relname desc
  loop
    execute format('alter table %s no inherit %I', closed.its, name);
    execute format(
      'insert into %1$I (%2$s) select %2$s from %3$s on conflict do nothing',
      name, column_names, closed.its
    );
    execute format('drop table %s', closed.its);
  end loop;
  execute format(
    'alter table %I add column if not exists created_at timestamptz not null default now()', name
  );
  execute format('create index if not exists %I on %I (created_at)', name || '_by_age', name);
end
$$;

-- Deletes rows of a distributed table that are past what is kept, the oldest first: at least
-- "batch" of them, or all that there are, and those of the same moment. Returns how many.
create function delete_expired_rows(name text, batch bigint) returns bigint
language plpgsql as $$
declare
  kept_days integer := case name
    when 'idempotency_keys' then 30
    when 'profile_event_ids' then 121
    when 'usage_record_ids' then 121
  end;
  expired timestamptz := now() - make_interval(days => kept_days);
  until timestamptz;
  deleted bigint;
begin
  if kept_days is null or not is_distributed(name) then
    raise exception '% is not deleted by row', name;
  end if;
  execute format(
    'select created_at from %I where created_at < $1 order by created_at offset $2 limit 1', name
  ) into until using expired, batch - 1;
  execute format('delete from %I where created_at <= $1', name) using coalesce(until, expired);
  get diagnostics deleted = row_count;
  return deleted;
end
$$;

-- As in migration 0040, but a distributed table has no triggers that could sleep, and its rows are
-- moved by two statements, each of which runs on the nodes.
create or replace function make_partition(parent text, month date) returns boolean
language plpgsql security definer as $$
declare
  monthly text := parent || to_char(month, '"_p"YYYYMM');
  opens text := to_char(month, 'YYYY-MM-DD"T00:00:00Z"');
  closes text := to_char(month + interval '1 month', 'YYYY-MM-DD"T00:00:00Z"');
  key_column name;
  fallback regclass;
  column_names text;
  lies_on_nodes boolean := is_distributed(parent);
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
  perform distribute_table(monthly) where lies_on_nodes;
  if fallback is not null then
    execute format('lock table %s in access exclusive mode', fallback);
    if lies_on_nodes then
      execute format(
        'insert into %5$I (%6$s) select %6$s from %1$s where %2$I >= %3$L and %2$I < %4$L',
        fallback, key_column, opens, closes, monthly, column_names
      );
      execute format(
        'delete from %1$s where %2$I >= %3$L and %2$I < %4$L', fallback, key_column, opens, closes
      );
    else
      execute format('alter table %s disable trigger user', fallback);
      execute format(
        'with moved as (delete from %1$s where %2$I >= %3$L and %2$I < %4$L returning %5$s)'
          ' insert into %6$I (%5$s) select %5$s from moved',
        fallback, key_column, opens, closes, column_names, monthly
      );
      execute format('alter table %s enable trigger user', fallback);
    end if;
  end if;
  execute format(
    'alter table %I attach partition %I for values from (%L) to (%L)',
    parent, monthly, opens, closes
  );
  return true;
end
$$;

-- As in migration 0106, with a column in each subquery, by which Citus reads what nodes found.
create or replace function drop_expired_table(expired name) returns void
language plpgsql security definer as $$
declare
  parent text := substring(expired from '^(.*)_p[0-9]{6,8}$');
  day text := substring(expired from '_p([0-9]+)$');
  kept_days integer := case parent
    when 'api_requests' then 30
    when 'audit_log' then 3653
    when 'audit_sales' then 3653
    when 'events' then 90
    when 'idempotency_keys' then 30
    when 'profile_event_ids' then 121
    when 'usage_record_ids' then 121
    when 'usage_records' then 400
    when 'webhook_attempts' then 90
    when 'webhook_deliveries' then 90
  end;
  is_needed boolean := false;
  ends timestamp := case length(day)
    when 6 then to_date(day, 'YYYYMM') + interval '1 month'
    when 8 then to_date(day, 'YYYYMMDD') + interval '1 day'
  end;
begin
  if kept_days is null or ends is null
    or ends > now() at time zone 'UTC' - make_interval(days => kept_days)
  then
    raise exception '% is not a table that has expired', expired;
  end if;
  if parent = 'webhook_deliveries' then
    execute format('select exists (select 1 from %I where status = ''pending'')', expired)
      into is_needed;
  end if;
  if is_needed then
    raise exception '% has deliveries that wait', expired;
  end if;
  if parent = 'events' then
    execute format(
      'select exists (
        select 1 from webhook_endpoints as k
        where k.enabled
          and k.last_sequence < (select max(sequence) from %1$I where account_id = k.account_id)
        union all
        select 1 from sales_totals_progress as p
        where p.rolled_until < (select max(sequence) from %1$I where account_id = p.account_id)
      )', expired) into is_needed;
    if is_needed then
      raise exception '% has events that an endpoint or a report has not had', expired
        using errcode = 'object_not_in_prerequisite_state';
    end if;
  end if;
  if parent in ('audit_log', 'audit_sales', 'usage_records') then
    execute format('select exists (select 1 from %I)', expired) into is_needed;
    if is_needed and not exists (
      select from archived_months as a
      where a.table_name = case parent when 'audit_sales' then 'audit_log' else parent end
        and a.month = left(day, 4) || '-' || right(day, 2)
        and a.archived_at > ends at time zone 'UTC' + interval '1 day'
    ) then
      raise exception '% was not archived', expired
        using errcode = 'object_not_in_prerequisite_state';
    end if;
  end if;
  -- A vacuum gives way first, as above.
  if to_regclass(quote_ident(expired)) is not null then
    perform set_config('lock_timeout', '10s', true);
    execute format('lock table only %I in share update exclusive mode', expired);
  end if;
  perform set_config('lock_timeout', '1s', true);
  execute format('drop table if exists %I', expired);
  -- A process names an author anew each day.
  if parent = 'audit_sales' and not exists (
    select 1 from audit_sales as s where s.at < ends at time zone 'UTC'
  ) then
    delete from audit_authors as a
    where a.created_at < (ends - interval '2 days') at time zone 'UTC';
  end if;
end
$$;

do $$
declare
  definer regprocedure;
begin
  foreach definer in array array[
    'make_partition(text, date)', 'drop_expired_table(name)'
  ]::regprocedure[] loop
    execute format('alter function %s set search_path = %I, pg_temp', definer, current_schema());
    execute format('revoke execute on function %s from public', definer);
  end loop;
end
$$;
