-- What was kept for ever gets an end where the operator sets one: events, usage records and the
-- audit log go by month, and the two that books may have to prove only after they were copied to
-- files. IDs of carriers' events, which were kept for ever, are closed and dropped like those of
-- usage records.

-- What "gigastore archive" has copied and read back.
create table archived_months (
  table_name text not null check (length(table_name) between 1 and 63),
  month text not null check (month ~ '^[0-9]{4}-[0-9]{2}$'),
  rows bigint not null check (rows > 0),
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  archived_at timestamptz not null default now(),
  primary key (table_name, month)
);

-- As in migration 0101, with the IDs of carriers' events.
create or replace function close_table(name text) returns text
language plpgsql security definer as $$
declare
  closed text := name || to_char(now() at time zone 'UTC', '"_p"YYYYMMDD');
  open_days integer := case name
    when 'idempotency_keys' then 7
    when 'profile_event_ids' then 30
    when 'usage_record_ids' then 30
  end;
  has_rows boolean;
  before oid;
  indexes text[];
  keys text[];
  one record;
begin
  if open_days is null then
    raise exception '% is not closed by time', name;
  end if;
  perform pg_advisory_xact_lock(7310593859);
  if exists (
    select from pg_class as c
    where c.relnamespace = current_schema()::regnamespace
      and c.relname ~ ('^' || name || '_p[0-9]{8}$')
      and to_date(right(c.relname, 8), 'YYYYMMDD') + open_days > (now() at time zone 'UTC')::date
  ) then
    return null;
  end if;
  execute format('select exists (select from only %I)', name) into has_rows;
  if not has_rows then
    return null;
  end if;

  -- First what only a vacuum holds, which gives way after a second and whom nobody else waits for.
  before := to_regclass(quote_ident(name));
  perform set_config('lock_timeout', '10s', true);
  for one in
    select before::regclass as its union all
    select i.inhrelid::regclass from pg_inherits as i where i.inhparent = before
  loop
    execute format('lock table only %s in share update exclusive mode', one.its);
  end loop;
  -- Everyone waits behind this lock while it is waited for, so not for long: the job comes again.
  perform set_config('lock_timeout', '1s', true);
  execute format('lock table only %I in access exclusive mode', name);
  indexes := array(
    select pg_get_indexdef(i.indexrelid) from pg_index as i
    where i.indrelid = before
      and not exists (select from pg_constraint as k where k.conindid = i.indexrelid)
  );
  keys := array(
    select format(
      'alter table %I add constraint %I %s', name, k.conname, pg_get_constraintdef(k.oid)
    )
    from pg_constraint as k
    where k.conrelid = before and k.contype in ('p', 'u')
  );
  for one in
    select c.relname as index, replace(c.relname, name, closed) as renamed
    from pg_index as i
    join pg_class as c on c.oid = i.indexrelid
    where i.indrelid = before
  loop
    execute format('alter index %I rename to %I', one.index, one.renamed);
  end loop;
  execute format('alter table %I rename to %I', name, closed);
  execute format('create table %I (like %I including all excluding indexes)', name, closed);
  for one in select unnest(keys || indexes) as statement loop
    execute one.statement;
  end loop;
  for one in
    select i.inhrelid::regclass as child from pg_inherits as i where i.inhparent = before
  loop
    execute format('alter table %s no inherit %I', one.child, closed);
    execute format('alter table %s inherit %I', one.child, name);
  end loop;
  execute format('alter table %I inherit %I', closed, name);
  for one in
    select distinct a.grantee::regrole as role, a.privilege_type as privilege
    from pg_class as c, aclexplode(c.relacl) as a
    where c.oid = before and a.grantee not in (0, c.relowner)
  loop
    execute format('grant %s on %I to %s', one.privilege, name, one.role);
  end loop;
  return closed;
end
$$;

-- Who sold is deleted with the last entry that names it, by the function below alone: the role that
-- serves may not delete.
create or replace function refuse_audit_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if to_jsonb(new) ->> 'remote_address' is null
      and to_jsonb(new) - 'remote_address' = to_jsonb(old) - 'remote_address'
    then
      return new;
    end if;
  elsif tg_op = 'DELETE' and tg_table_name = 'audit_authors' then
    if old.created_at < now() - interval '3653 days' then
      return old;
    end if;
  end if;
  raise exception '% is append-only: % refused', tg_table_name, tg_op
    using errcode = 'restrict_violation';
end
$$;

-- Drops a partition or a closed table whose last day is past what is kept; nothing else. The days
-- are those that the code promises (KEPT_DAYS), and one more for usage, whose records may be ahead;
-- for what is kept for ever unless the operator sets an end, they are the least that may be set.
-- Deliveries that wait since before then, because no worker ran, are sent first.
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
    execute format('select exists (select from %I where status = ''pending'')', expired)
      into is_needed;
  end if;
  if is_needed then
    raise exception '% has deliveries that wait', expired;
  end if;
  if parent = 'events' then
    execute format(
      'select exists (
        select from webhook_endpoints as k
        where k.enabled
          and k.last_sequence < (select max(sequence) from %1$I where account_id = k.account_id)
        union all
        select from sales_totals_progress as p
        where p.rolled_until < (select max(sequence) from %1$I where account_id = p.account_id)
      )', expired) into is_needed;
    if is_needed then
      raise exception '% has events that an endpoint or a report has not had', expired
        using errcode = 'object_not_in_prerequisite_state';
    end if;
  end if;
  if parent in ('audit_log', 'audit_sales', 'usage_records') then
    execute format('select exists (select from %I)', expired) into is_needed;
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
    select from audit_sales as s where s.at < ends at time zone 'UTC'
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
    'close_table(text)', 'drop_expired_table(name)'
  ]::regprocedure[] loop
    execute format('alter function %s set search_path = %I, pg_temp', definer, current_schema());
    execute format('revoke execute on function %s from public', definer);
  end loop;
end
$$;
