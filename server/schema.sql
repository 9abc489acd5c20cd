-- What the files in migrations/ make, for reading and review.
-- Written by `npm run schema`; do not edit.

create extension btree_gin;

create extension pg_trgm;

create sequence sandbox_profile_serials as bigint increment by 1 minvalue 1 maxvalue 9223372036854775807 start with 1;

create sequence ticket_numbers as bigint increment by 1 minvalue 1 maxvalue 9223372036854775807 start with 1001;

CREATE OR REPLACE FUNCTION close_table(name text)
 RETURNS text
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION delete_expired_rows(name text, batch bigint)
 RETURNS bigint
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION delete_sandbox_documents(account uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform require_sandbox(account);
  perform set_config('gigastore.resets_sandbox', account::text, true);
  -- Credit notes name their invoice, so they are deleted first.
  delete from billing_documents where account_id = account and invoice_id is not null;
  delete from billing_documents where account_id = account;
  perform set_config('gigastore.resets_sandbox', '', true);
end
$function$;

CREATE OR REPLACE FUNCTION delete_sandbox_receipts(account uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform require_sandbox(account);
  delete from bank_receipts where account_id = account;
end
$function$;

CREATE OR REPLACE FUNCTION delete_sandbox_transfers(account uuid)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
begin
  perform require_sandbox(account);
  perform from ledger_accounts where account_id = account and code = 'credits' for update;
  delete from transfer_sums where account_id = account;
  perform set_config('gigastore.resets_sandbox', account::text, true);
  -- Transfers that end a hold name it, so they are deleted first.
  delete from transfers where account_id = account and pending_sequence is not null;
  delete from transfers where account_id = account;
  perform set_config('gigastore.resets_sandbox', '', true);
end
$function$;

CREATE OR REPLACE FUNCTION distribute_table(name text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION drop_expired_table(expired name)
 RETURNS void
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION grant_application(application name)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
declare
  one record;
  changeable text;
begin
  if pg_has_role(application, current_user, 'MEMBER') then
    raise exception 'role % has the rights of the owner %', application, current_user
      using hint = 'The application needs a role that owns nothing.';
  end if;
  execute format('revoke all on all tables in schema %I from %I', current_schema(), application);
  execute format('revoke all on schema %I from %I', current_schema(), application);
  execute format('grant usage on schema %I to %I', current_schema(), application);
  -- What an account is stays: its mode, whose it is.
  select string_agg(quote_ident(attname), ', ' order by attnum)
  into strict changeable
  from pg_attribute
  where attrelid = 'accounts'::regclass
    and attnum > 0
    and not attisdropped
    and attname <> all ('{id,organization_id,mode,created_at}');
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
      ('accounts', format('select, insert, update (%s)', changeable)),
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
$function$;

CREATE OR REPLACE FUNCTION grant_jobs(application name)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION is_distributed(name text)
 RETURNS boolean
 LANGUAGE plpgsql
 STABLE
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION make_partition(parent text, month date)
 RETURNS boolean
 LANGUAGE plpgsql
 SECURITY DEFINER
 SET search_path TO 'public', 'pg_temp'
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION refuse_audit_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION refuse_change()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  if tg_op = 'DELETE' then
    if current_setting('gigastore.resets_sandbox', true) = old.account_id::text
      and exists (select from accounts where id = old.account_id and mode = 'sandbox')
    then
      return old;
    end if;
  end if;
  raise exception '% is append-only: % refused', tg_table_name, tg_op
    using errcode = 'restrict_violation';
end
$function$;

CREATE OR REPLACE FUNCTION refuse_other_mode()
 RETURNS trigger
 LANGUAGE plpgsql
AS $function$
begin
  raise exception 'an account stays %', old.mode using errcode = 'restrict_violation';
end
$function$;

CREATE OR REPLACE FUNCTION reopen_table(name text)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
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
$function$;

CREATE OR REPLACE FUNCTION require_sandbox(account uuid)
 RETURNS void
 LANGUAGE plpgsql
AS $function$
begin
  if not exists (select from accounts where id = account and mode = 'sandbox') then
    raise exception 'only a sandbox account can be reset' using errcode = 'restrict_violation';
  end if;
end
$function$;

create table accounts (
  id uuid not null,
  organization_id uuid not null,
  mode text not null,
  clock_offset_ms bigint default 0 not null,
  suspended_at timestamp with time zone,
  refund_limit_per_month integer default 20 not null,
  requires_user_location boolean default false not null,
  opening_credits_minor bigint default 0 not null,
  created_at timestamp with time zone default now() not null,
  owes_since timestamp with time zone,
  replacement_limit_per_month integer default 100 not null,
  replacement_limit_per_esim integer default 5 not null,
  constraint accounts_pkey PRIMARY KEY (id),
  constraint accounts_check CHECK (mode = 'sandbox'::text OR clock_offset_ms = 0 AND opening_credits_minor = 0),
  constraint accounts_clock_offset_ms_check CHECK (clock_offset_ms >= 0),
  constraint accounts_mode_check CHECK (mode = ANY (ARRAY['live'::text, 'sandbox'::text])),
  constraint accounts_opening_credits_minor_check CHECK (opening_credits_minor >= 0),
  constraint accounts_refund_limit_per_month_check CHECK (refund_limit_per_month >= 0),
  constraint accounts_replacement_limit_per_esim_check CHECK (replacement_limit_per_esim >= 0),
  constraint accounts_replacement_limit_per_month_check CHECK (replacement_limit_per_month >= 0)
);

create table activated_items (
  account_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  profile_domain_id uuid not null,
  esim_profile_id uuid,
  inventory_item_id uuid not null,
  data_plan_id uuid not null,
  name text not null,
  size_value numeric(10,3) not null,
  size_unit text not null,
  data_bytes bigint not null,
  used_bytes bigint default 0 not null,
  validity_days integer,
  country_set text not null,
  carrier text not null,
  activation_mode text not null,
  sales_channel text not null,
  metatag text,
  user_ip text,
  user_country text,
  status text not null,
  state text not null,
  purchase_price_minor bigint not null,
  retail_price_minor bigint not null,
  hold_sequence bigint,
  client_id text,
  sold_at timestamp with time zone not null,
  activated_at timestamp with time zone,
  expires_at timestamp with time zone,
  refunded_at timestamp with time zone,
  due_at timestamp with time zone,
  warned_at timestamp with time zone,
  person_id uuid,
  data_terms jsonb,
  data_days jsonb,
  constraint activated_items_pkey PRIMARY KEY (account_id, id),
  constraint activated_items_activation_mode_check CHECK (activation_mode = ANY (ARRAY['NOW'::text, 'FIRST_USE'::text, 'ON_DEMAND'::text])),
  constraint activated_items_check CHECK (used_bytes >= 0 AND used_bytes <= data_bytes),
  constraint activated_items_check1 CHECK ((status = 'REFUNDED'::text) = (refunded_at IS NOT NULL)),
  constraint activated_items_check2 CHECK ((status = 'REFUNDED'::text) = (state = 'REFUNDED'::text)),
  constraint activated_items_check3 CHECK (hold_sequence IS NULL OR state = 'PENDING'::text),
  constraint activated_items_check4 CHECK (state <> 'ACTIVE'::text OR activated_at IS NOT NULL),
  constraint activated_items_check5 CHECK (state <> 'WAITING'::text OR activated_at IS NULL AND expires_at IS NOT NULL),
  constraint activated_items_data_bytes_check CHECK (data_bytes > 0),
  constraint activated_items_metatag_check CHECK (length(metatag) <= 255),
  constraint activated_items_name_check CHECK (length(name) >= 1 AND length(name) <= 255),
  constraint activated_items_purchase_price_minor_check CHECK (purchase_price_minor >= 0),
  constraint activated_items_retail_price_minor_check CHECK (retail_price_minor >= 0),
  constraint activated_items_sales_channel_check CHECK (sales_channel = ANY (ARRAY['API'::text, 'MCP'::text, 'PORTAL'::text, 'IOS_SDK'::text, 'ANDROID_SDK'::text])),
  constraint activated_items_state_check CHECK (state = ANY (ARRAY['PENDING'::text, 'WAITING'::text, 'ACTIVE'::text, 'DEPLETED'::text, 'EXPIRED'::text, 'REFUNDED'::text, 'FAILED'::text])),
  constraint activated_items_status_check CHECK (status = ANY (ARRAY['PURCHASED'::text, 'ACTIVATED'::text, 'REFUNDED'::text])),
  constraint activated_items_user_country_check CHECK (user_country ~ '^[A-Z]{2}$'::text),
  constraint activated_items_user_ip_check CHECK (length(user_ip) <= 64)
) with (fillfactor=80);

create table adjustments (
  account_id uuid not null,
  id uuid not null,
  amount_minor bigint not null,
  reason text not null,
  state text not null,
  needs_second boolean not null,
  proposed_by text not null,
  proposed_by_name text not null,
  proposed_at timestamp with time zone not null,
  decided_by text,
  decided_by_name text,
  decided_at timestamp with time zone,
  constraint adjustments_pkey PRIMARY KEY (account_id, id),
  constraint adjustments_amount_minor_check CHECK (amount_minor <> 0),
  constraint adjustments_check CHECK ((state = 'pending'::text) = (decided_at IS NULL)),
  constraint adjustments_check1 CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
  constraint adjustments_check2 CHECK ((decided_at IS NULL) = (decided_by_name IS NULL)),
  constraint adjustments_check3 CHECK (needs_second OR state = 'posted'::text),
  constraint adjustments_check4 CHECK (NOT needs_second OR state <> 'posted'::text OR decided_by <> proposed_by),
  constraint adjustments_decided_by_check CHECK (length(decided_by) >= 1 AND length(decided_by) <= 255),
  constraint adjustments_proposed_by_check CHECK (length(proposed_by) >= 1 AND length(proposed_by) <= 255),
  constraint adjustments_reason_check CHECK (length(reason) >= 1 AND length(reason) <= 400),
  constraint adjustments_state_check CHECK (state = ANY (ARRAY['pending'::text, 'posted'::text, 'rejected'::text]))
);

create table allotted_profiles (
  account_id uuid not null,
  carrier text not null,
  iccid text collate "C" not null,
  imsi text,
  smdp_address text not null,
  matching_id text not null,
  smdp_oid text,
  confirmation_code text,
  apn text,
  allotted_at timestamp with time zone default now() not null,
  constraint allotted_profiles_pkey PRIMARY KEY (account_id, carrier, iccid)
) with (autovacuum_vacuum_scale_factor=0.02);

create table announcements (
  id uuid not null,
  texts jsonb not null,
  organization_ids uuid[],
  starts_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  is_mailed boolean not null,
  mailed_to uuid,
  mailed_at timestamp with time zone,
  created_by_name text not null,
  created_at timestamp with time zone not null,
  constraint announcements_pkey PRIMARY KEY (id),
  constraint announcements_check CHECK (ends_at >= starts_at),
  constraint announcements_created_by_name_check CHECK (length(created_by_name) >= 1 AND length(created_by_name) <= 255),
  constraint announcements_organization_ids_check CHECK (organization_ids IS NULL OR cardinality(organization_ids) >= 1 AND cardinality(organization_ids) <= 1000),
  constraint announcements_texts_check CHECK (jsonb_typeof(texts) = 'object'::text)
);

create table api_key_owners (
  client_id text not null,
  account_id uuid not null,
  constraint api_key_owners_pkey PRIMARY KEY (client_id),
  constraint api_key_owners_account_id_client_id_key UNIQUE (account_id, client_id)
);

create table api_key_spending (
  account_id uuid not null,
  client_id text not null,
  day date not null,
  spent_minor bigint not null,
  constraint api_key_spending_pkey PRIMARY KEY (account_id, client_id, day),
  constraint api_key_spending_spent_minor_check CHECK (spent_minor >= 0)
);

create table api_keys (
  account_id uuid not null,
  client_id text not null,
  name text not null,
  secret_hash bytea not null,
  scopes text[] not null,
  daily_spend_limit_minor bigint,
  ip_allow_list text[] default '{}'::text[] not null,
  created_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  created_by_kind text,
  created_by_id text,
  created_by_name text,
  creator_left_at timestamp with time zone,
  secret_version integer default 1 not null,
  secret_rotated_at timestamp with time zone,
  previous_secret_hash bytea,
  previous_secret_expires_at timestamp with time zone,
  mandate jsonb,
  constraint api_keys_pkey PRIMARY KEY (account_id, client_id),
  constraint api_keys_check CHECK ((previous_secret_hash IS NULL) = (previous_secret_expires_at IS NULL)),
  constraint api_keys_client_id_check CHECK (client_id ~ '^[!-9;-~]{1,64}$'::text),
  constraint api_keys_created_by_id_check CHECK (length(created_by_id) >= 1 AND length(created_by_id) <= 255),
  constraint api_keys_created_by_kind_check CHECK (created_by_kind = ANY (ARRAY['api_key'::text, 'person'::text, 'platform'::text])),
  constraint api_keys_created_by_name_check CHECK (length(created_by_name) <= 255),
  constraint api_keys_creator CHECK ((created_by_kind IS NULL) = (created_by_id IS NULL)),
  constraint api_keys_creator_left CHECK (creator_left_at IS NULL OR created_by_kind = 'person'::text),
  constraint api_keys_daily_spend_limit_minor_check CHECK (daily_spend_limit_minor >= 0),
  constraint api_keys_mandate_check CHECK (jsonb_typeof(mandate) = 'object'::text),
  constraint api_keys_name_check CHECK (length(name) >= 1 AND length(name) <= 255),
  constraint api_keys_previous_secret_hash_check CHECK (length(previous_secret_hash) = 32),
  constraint api_keys_scopes_check CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['read'::text, 'sell'::text, 'refund'::text, 'manage'::text]),
  constraint api_keys_secret_hash_check CHECK (length(secret_hash) = 32),
  constraint api_keys_secret_version_check CHECK (secret_version >= 1)
);

create table api_requests (
  account_id uuid not null,
  at timestamp with time zone not null,
  id uuid not null,
  request_id text not null,
  actor_kind text not null,
  actor_id text not null,
  actor_name text,
  method text not null,
  route text not null,
  path text not null,
  query jsonb,
  request_body jsonb,
  response_body jsonb,
  status integer not null,
  code text,
  duration_ms integer not null,
  idempotency_key text,
  is_replay boolean not null,
  remote_address text,
  user_agent text,
  constraint api_requests_pkey PRIMARY KEY (account_id, at, id),
  constraint api_requests_actor_id_check CHECK (length(actor_id) >= 1 AND length(actor_id) <= 255),
  constraint api_requests_actor_kind_check CHECK (actor_kind = ANY (ARRAY['api_key'::text, 'person'::text])),
  constraint api_requests_actor_name_check CHECK (length(actor_name) <= 255),
  constraint api_requests_code_check CHECK (length(code) >= 1 AND length(code) <= 64),
  constraint api_requests_duration_ms_check CHECK (duration_ms >= 0),
  constraint api_requests_idempotency_key_check CHECK (length(idempotency_key) >= 1 AND length(idempotency_key) <= 257),
  constraint api_requests_method_check CHECK (length(method) >= 1 AND length(method) <= 16),
  constraint api_requests_path_check CHECK (length(path) >= 1 AND length(path) <= 1024),
  constraint api_requests_remote_address_check CHECK (length(remote_address) >= 1 AND length(remote_address) <= 64),
  constraint api_requests_request_id_check CHECK (length(request_id) >= 1 AND length(request_id) <= 128),
  constraint api_requests_route_check CHECK (length(route) >= 1 AND length(route) <= 255),
  constraint api_requests_status_check CHECK (status >= 100 AND status <= 599),
  constraint api_requests_user_agent_check CHECK (length(user_agent) <= 255)
) partition by RANGE (at);

create table approval_requests (
  id uuid not null,
  kind text not null,
  reason text not null,
  payload jsonb not null,
  state text not null,
  proposed_by text not null,
  proposed_by_name text not null,
  proposed_at timestamp with time zone not null,
  decided_by text,
  decided_by_name text,
  decided_at timestamp with time zone,
  constraint approval_requests_pkey PRIMARY KEY (id),
  constraint approval_requests_check CHECK ((state = 'pending'::text) = (decided_at IS NULL)),
  constraint approval_requests_check1 CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
  constraint approval_requests_check2 CHECK ((decided_at IS NULL) = (decided_by_name IS NULL)),
  constraint approval_requests_check3 CHECK (state <> 'approved'::text OR decided_by <> proposed_by),
  constraint approval_requests_decided_by_check CHECK (length(decided_by) >= 1 AND length(decided_by) <= 255),
  constraint approval_requests_kind_check CHECK (kind = ANY (ARRAY['bank_receipt'::text, 'seller_bank_account'::text, 'credit_limit'::text])),
  constraint approval_requests_proposed_by_check CHECK (length(proposed_by) >= 1 AND length(proposed_by) <= 255),
  constraint approval_requests_reason_check CHECK (reason = ANY (ARRAY['above_daily_limit'::text, 'above_open_sum'::text, 'bank_account'::text, 'credit_limit'::text])),
  constraint approval_requests_state_check CHECK (state = ANY (ARRAY['pending'::text, 'approved'::text, 'rejected'::text]))
);

create table archived_months (
  table_name text not null,
  month text not null,
  rows bigint not null,
  sha256 text not null,
  archived_at timestamp with time zone default now() not null,
  constraint archived_months_pkey PRIMARY KEY (table_name, month),
  constraint archived_months_month_check CHECK (month ~ '^[0-9]{4}-[0-9]{2}$'::text),
  constraint archived_months_rows_check CHECK (rows > 0),
  constraint archived_months_sha256_check CHECK (sha256 ~ '^[0-9a-f]{64}$'::text),
  constraint archived_months_table_name_check CHECK (length(table_name) >= 1 AND length(table_name) <= 63)
);

create table audit_authors (
  account_id uuid not null,
  id uuid not null,
  organization_id uuid not null,
  actor_kind text not null,
  actor_id text not null,
  actor_name text,
  agent jsonb,
  remote_address text,
  created_at timestamp with time zone default now() not null,
  constraint audit_authors_pkey PRIMARY KEY (account_id, id),
  constraint audit_authors_actor_id_check CHECK (length(actor_id) >= 1 AND length(actor_id) <= 255),
  constraint audit_authors_actor_kind_check CHECK (actor_kind = ANY (ARRAY['api_key'::text, 'person'::text, 'platform'::text])),
  constraint audit_authors_actor_name_check CHECK (length(actor_name) >= 1 AND length(actor_name) <= 255),
  constraint audit_authors_agent_check CHECK (jsonb_typeof(agent) = 'object'::text),
  constraint audit_authors_remote_address_check CHECK (length(remote_address) <= 64)
);

create table audit_log (
  organization_id uuid not null,
  account_id uuid,
  id uuid not null,
  at timestamp(3) with time zone default now() not null,
  actor_kind text not null,
  actor_id text not null,
  actor_name text,
  action text collate "C" not null,
  target text,
  before jsonb,
  after jsonb,
  remote_address text,
  request_id text not null,
  account_at timestamp with time zone,
  constraint audit_log_pkey PRIMARY KEY (organization_id, at, id),
  constraint audit_log_action_check CHECK (length(action) >= 1 AND length(action) <= 100),
  constraint audit_log_actor_id_check CHECK (length(actor_id) >= 1 AND length(actor_id) <= 255),
  constraint audit_log_actor_kind_check CHECK (actor_kind = ANY (ARRAY['api_key'::text, 'person'::text, 'platform'::text])),
  constraint audit_log_actor_name_check CHECK (length(actor_name) >= 1 AND length(actor_name) <= 255),
  constraint audit_log_after_check CHECK (jsonb_typeof(after) = 'object'::text),
  constraint audit_log_before_check CHECK (jsonb_typeof(before) = 'object'::text),
  constraint audit_log_remote_address_check CHECK (length(remote_address) <= 64),
  constraint audit_log_request_id_check CHECK (length(request_id) <= 255),
  constraint audit_log_target_check CHECK (length(target) <= 512)
) partition by RANGE (at);

create table audit_sales (
  account_id uuid not null,
  id uuid not null,
  at timestamp(3) with time zone not null,
  charged_minor bigint not null,
  actor_hash bigint not null,
  author_id uuid not null,
  customer_id uuid not null,
  inventory_item_id uuid not null,
  kind text not null,
  request_id text not null,
  constraint audit_sales_pkey PRIMARY KEY (account_id, at, id),
  constraint audit_sales_charged_minor_check CHECK (charged_minor >= 0),
  constraint audit_sales_kind_check CHECK (kind = ANY (ARRAY['register'::text, 'top_up'::text, 'top_up_with_profile'::text])),
  constraint audit_sales_request_id_check CHECK (length(request_id) <= 255)
) partition by RANGE (at);

create table auto_top_up_attempts (
  account_id uuid not null,
  sequence bigint not null,
  round integer not null,
  number integer not null,
  purchase_id uuid,
  amount_minor bigint not null,
  state text not null,
  reason text,
  reckoned boolean default false not null,
  ended_at timestamp with time zone,
  next_attempt_at timestamp with time zone,
  month date not null,
  created_at timestamp with time zone not null,
  constraint auto_top_up_attempts_pkey PRIMARY KEY (account_id, sequence),
  constraint auto_top_up_attempts_amount_minor_check CHECK (amount_minor > 0),
  constraint auto_top_up_attempts_check CHECK (purchase_id IS NOT NULL OR state = 'declined'::text),
  constraint auto_top_up_attempts_check1 CHECK ((state = 'declined'::text) = (reason IS NOT NULL)),
  constraint auto_top_up_attempts_check2 CHECK ((state = 'pending'::text) = (ended_at IS NULL)),
  constraint auto_top_up_attempts_check3 CHECK (next_attempt_at IS NULL OR state = 'declined'::text),
  constraint auto_top_up_attempts_month_check CHECK (EXTRACT(day FROM month) = 1::numeric),
  constraint auto_top_up_attempts_number_check CHECK (number >= 1 AND number <= 4),
  constraint auto_top_up_attempts_reason_check CHECK (length(reason) >= 1 AND length(reason) <= 64),
  constraint auto_top_up_attempts_round_check CHECK (round > 0),
  constraint auto_top_up_attempts_sequence_check CHECK (sequence > 0),
  constraint auto_top_up_attempts_state_check CHECK (state = ANY (ARRAY['pending'::text, 'paid'::text, 'declined'::text]))
);

create table auto_top_ups (
  account_id uuid not null,
  organization_id uuid not null,
  mode text not null,
  enabled boolean not null,
  threshold_minor bigint,
  amount_minor bigint,
  monthly_cap_minor bigint,
  payment_method_id uuid,
  round integer default 1 not null,
  off_reason text,
  cap_told_month date,
  updated_at timestamp with time zone not null,
  limit_told_day date,
  constraint auto_top_ups_pkey PRIMARY KEY (account_id),
  constraint auto_top_ups_amount_minor_check CHECK (amount_minor > 0),
  constraint auto_top_ups_check CHECK (monthly_cap_minor >= amount_minor),
  constraint auto_top_ups_check1 CHECK (NOT enabled OR threshold_minor IS NOT NULL AND amount_minor IS NOT NULL),
  constraint auto_top_ups_check2 CHECK (NOT enabled OR off_reason IS NULL),
  constraint auto_top_ups_mode_check CHECK (mode = ANY (ARRAY['live'::text, 'sandbox'::text])),
  constraint auto_top_ups_off_reason_check CHECK (length(off_reason) >= 1 AND length(off_reason) <= 64),
  constraint auto_top_ups_round_check CHECK (round > 0),
  constraint auto_top_ups_threshold_minor_check CHECK (threshold_minor > 0)
);

create table backups (
  id bigint generated always as identity not null,
  finished_at timestamp with time zone not null,
  bytes bigint,
  constraint backups_pkey PRIMARY KEY (id),
  constraint backups_bytes_check CHECK (bytes > 0)
);

create table bank_lines (
  id uuid not null,
  statement_id uuid not null,
  entry_id text collate "C" not null,
  booked_on date not null,
  amount_minor bigint not null,
  currency text not null,
  payer text,
  text text not null,
  note text,
  dismissed_at timestamp with time zone,
  constraint bank_lines_pkey PRIMARY KEY (id),
  constraint bank_lines_entry_id_key UNIQUE (entry_id),
  constraint bank_lines_amount_minor_check CHECK (amount_minor > 0),
  constraint bank_lines_currency_check CHECK (currency ~ '^[A-Z]{3}$'::text),
  constraint bank_lines_entry_id_check CHECK (length(entry_id) >= 1 AND length(entry_id) <= 128),
  constraint bank_lines_note_check CHECK (length(note) <= 500),
  constraint bank_lines_payer_check CHECK (length(payer) >= 1 AND length(payer) <= 255),
  constraint bank_lines_text_check CHECK (length(text) <= 1000)
);

create table bank_receipt_owners (
  entry_id text collate "C" not null,
  account_id uuid not null,
  constraint bank_receipt_owners_pkey PRIMARY KEY (entry_id),
  constraint bank_receipt_owners_account_id_entry_id_key UNIQUE (account_id, entry_id)
);

create table bank_receipts (
  entry_id text collate "C" not null,
  account_id uuid not null,
  purchase_id uuid not null,
  received_minor bigint not null,
  received_at timestamp with time zone not null,
  note text,
  confirmed_at timestamp with time zone not null,
  constraint bank_receipts_pkey PRIMARY KEY (entry_id, account_id),
  constraint bank_receipts_entry_id_check CHECK (length(entry_id) >= 1 AND length(entry_id) <= 128),
  constraint bank_receipts_note_check CHECK (length(note) <= 500),
  constraint bank_receipts_received_minor_check CHECK (received_minor > 0)
);

create table bank_statements (
  id uuid not null,
  format text not null,
  file_name text,
  lines integer not null,
  new_lines integer not null,
  outgoing integer not null,
  uploaded_by_name text,
  uploaded_at timestamp with time zone not null,
  constraint bank_statements_pkey PRIMARY KEY (id),
  constraint bank_statements_check CHECK (new_lines >= 0 AND new_lines <= lines),
  constraint bank_statements_file_name_check CHECK (length(file_name) >= 1 AND length(file_name) <= 255),
  constraint bank_statements_format_check CHECK (format = ANY (ARRAY['camt053'::text, 'mt940'::text, 'csv'::text])),
  constraint bank_statements_lines_check CHECK (lines >= 0),
  constraint bank_statements_outgoing_check CHECK (outgoing >= 0),
  constraint bank_statements_uploaded_by_name_check CHECK (length(uploaded_by_name) >= 1 AND length(uploaded_by_name) <= 255)
);

create table billing_counters (
  series text not null,
  year integer not null,
  last_number integer not null,
  constraint billing_counters_pkey PRIMARY KEY (series, year),
  constraint billing_counters_last_number_check CHECK (last_number >= 0),
  constraint billing_counters_series_check CHECK (series = ANY (ARRAY['invoice'::text, 'credit_note'::text, 'test_invoice'::text, 'test_credit_note'::text])),
  constraint billing_counters_year_check CHECK (year >= 2000 AND year <= 9999)
);

create table billing_details (
  organization_id uuid not null,
  legal_name text not null,
  address_line1 text not null,
  address_line2 text,
  postal_code text,
  city text not null,
  region text,
  country text not null,
  vat_id text,
  billing_email text not null,
  locale text not null,
  vat_id_check text default 'unknown'::text not null,
  vat_id_checked_at timestamp with time zone,
  updated_at timestamp with time zone not null,
  constraint billing_details_pkey PRIMARY KEY (organization_id),
  constraint billing_details_address_line1_check CHECK (length(address_line1) >= 1 AND length(address_line1) <= 255),
  constraint billing_details_address_line2_check CHECK (length(address_line2) >= 1 AND length(address_line2) <= 255),
  constraint billing_details_billing_email_check CHECK (length(billing_email) >= 3 AND length(billing_email) <= 254),
  constraint billing_details_check CHECK (vat_id IS NOT NULL OR vat_id_check = 'unknown'::text),
  constraint billing_details_city_check CHECK (length(city) >= 1 AND length(city) <= 255),
  constraint billing_details_country_check CHECK (country ~ '^[A-Z]{2}$'::text),
  constraint billing_details_legal_name_check CHECK (length(legal_name) >= 1 AND length(legal_name) <= 255),
  constraint billing_details_locale_check CHECK (locale = ANY (ARRAY['en'::text, 'de'::text])),
  constraint billing_details_postal_code_check CHECK (length(postal_code) >= 1 AND length(postal_code) <= 20),
  constraint billing_details_region_check CHECK (length(region) >= 1 AND length(region) <= 255),
  constraint billing_details_vat_id_check CHECK (length(vat_id) >= 2 AND length(vat_id) <= 32),
  constraint billing_details_vat_id_check_check CHECK (vat_id_check = ANY (ARRAY['valid'::text, 'invalid'::text, 'unknown'::text]))
);

create table billing_document_owners (
  number text collate "C" not null,
  account_id uuid not null,
  constraint billing_document_owners_pkey PRIMARY KEY (number),
  constraint billing_document_owners_account_id_number_key UNIQUE (account_id, number)
);

create table billing_documents (
  account_id uuid not null,
  id uuid not null,
  kind text not null,
  is_test boolean not null,
  number text collate "C" not null,
  purchase_id uuid not null,
  invoice_id uuid,
  issued_at timestamp with time zone not null,
  seller jsonb not null,
  buyer jsonb not null,
  locale text not null,
  description text not null,
  payment_method text not null,
  payment_reference text,
  amount_minor bigint not null,
  vat_minor bigint not null,
  total_minor bigint not null,
  vat_rate_basis_points integer not null,
  vat_treatment text not null,
  vat_country text,
  vat_note text,
  paid_at timestamp with time zone,
  credited_minor bigint default 0 not null,
  credited_vat_minor bigint default 0 not null,
  constraint billing_documents_pkey PRIMARY KEY (account_id, id),
  constraint billing_documents_amount_minor_check CHECK (amount_minor > 0),
  constraint billing_documents_check CHECK (total_minor = (amount_minor + vat_minor)),
  constraint billing_documents_check1 CHECK (credited_minor >= 0 AND credited_minor <= amount_minor),
  constraint billing_documents_check2 CHECK (credited_vat_minor >= 0 AND credited_vat_minor <= vat_minor),
  constraint billing_documents_check3 CHECK ((kind = 'credit_note'::text) = (invoice_id IS NOT NULL)),
  constraint billing_documents_check4 CHECK (kind = 'invoice'::text OR credited_minor = 0 AND credited_vat_minor = 0),
  constraint billing_documents_check5 CHECK ((vat_treatment = ANY (ARRAY['domestic'::text, 'eu_consumer_rate'::text])) = (vat_country IS NOT NULL)),
  constraint billing_documents_check6 CHECK ((vat_treatment = ANY (ARRAY['domestic'::text, 'eu_consumer_rate'::text])) OR vat_rate_basis_points = 0),
  constraint billing_documents_check7 CHECK (abs(vat_minor * 10000 - amount_minor * vat_rate_basis_points) <=
CASE kind
    WHEN 'invoice'::text THEN 5000
    ELSE 10000
END),
  constraint billing_documents_check8 CHECK (is_test = starts_with(number, 'TEST-'::text)),
  constraint billing_documents_description_check CHECK (length(description) >= 1 AND length(description) <= 500),
  constraint billing_documents_kind_check CHECK (kind = ANY (ARRAY['invoice'::text, 'credit_note'::text])),
  constraint billing_documents_locale_check CHECK (locale = ANY (ARRAY['en'::text, 'de'::text])),
  constraint billing_documents_number_check CHECK (number ~ '^(TEST-)?[0-9]{4}-C?[0-9]{5,}$'::text),
  constraint billing_documents_payment_method_check CHECK (length(payment_method) >= 1 AND length(payment_method) <= 255),
  constraint billing_documents_payment_reference_check CHECK (length(payment_reference) >= 1 AND length(payment_reference) <= 64),
  constraint billing_documents_vat_country_check CHECK (vat_country ~ '^[A-Z]{2}$'::text),
  constraint billing_documents_vat_minor_check CHECK (vat_minor >= 0),
  constraint billing_documents_vat_note_check CHECK (length(vat_note) >= 1 AND length(vat_note) <= 500),
  constraint billing_documents_vat_rate_basis_points_check CHECK (vat_rate_basis_points >= 0 AND vat_rate_basis_points <= 10000),
  constraint billing_documents_vat_treatment_check CHECK (vat_treatment = ANY (ARRAY['domestic'::text, 'eu_consumer_rate'::text, 'reverse_charge'::text, 'outside_eu'::text, 'seller_outside_eu'::text]))
);

create table book_audits (
  id uuid not null,
  started_at timestamp with time zone not null,
  finished_at timestamp with time zone not null,
  findings_count integer not null,
  findings jsonb not null,
  constraint book_audits_pkey PRIMARY KEY (id),
  constraint book_audits_findings_count_check CHECK (findings_count >= 0)
);

create table brand_logos (
  organization_id uuid not null,
  name text not null,
  content bytea not null,
  constraint brand_logos_pkey PRIMARY KEY (organization_id),
  constraint brand_logos_name_key UNIQUE (name),
  constraint brand_logos_content_check CHECK (length(content) >= 1 AND length(content) <= 262144),
  constraint brand_logos_name_check CHECK (name ~ '^[A-Za-z0-9_-]{32}\.(png|svg)$'::text)
);

create table brandings (
  organization_id uuid not null,
  display_name text,
  accent_color text,
  support_email text,
  support_phone text,
  support_url text,
  shop_url text,
  default_locale text,
  sender_name text,
  pages_host text,
  travellers_may_start boolean default false not null,
  pages_host_missing_since timestamp with time zone,
  constraint brandings_pkey PRIMARY KEY (organization_id),
  constraint brandings_pages_host_key UNIQUE (pages_host),
  constraint brandings_accent_color_check CHECK (accent_color ~ '^#[0-9a-f]{6}$'::text),
  constraint brandings_default_locale_check CHECK (default_locale = ANY (ARRAY['en'::text, 'de'::text, 'fr'::text, 'es'::text, 'it'::text, 'pt'::text, 'nl'::text, 'pl'::text, 'tr'::text, 'ja'::text, 'zh'::text, 'ar'::text])),
  constraint brandings_display_name_check CHECK (length(display_name) >= 1 AND length(display_name) <= 255),
  constraint brandings_pages_host_check CHECK (pages_host = lower(pages_host) AND length(pages_host) >= 4 AND length(pages_host) <= 253),
  constraint brandings_pages_host_missing_since_check CHECK (pages_host_missing_since IS NULL OR pages_host IS NOT NULL),
  constraint brandings_sender_name_check CHECK (length(sender_name) >= 1 AND length(sender_name) <= 64),
  constraint brandings_shop_url_check CHECK (length(shop_url) >= 8 AND length(shop_url) <= 2048),
  constraint brandings_support_email_check CHECK (length(support_email) >= 3 AND length(support_email) <= 254),
  constraint brandings_support_phone_check CHECK (length(support_phone) >= 3 AND length(support_phone) <= 32),
  constraint brandings_support_url_check CHECK (length(support_url) >= 8 AND length(support_url) <= 2048)
);

create table canned_answers (
  id uuid not null,
  title text not null,
  body text not null,
  updated_by text not null,
  updated_at timestamp with time zone not null,
  translations jsonb default '{}'::jsonb not null,
  constraint canned_answers_pkey PRIMARY KEY (id),
  constraint canned_answers_body_check CHECK (length(body) >= 1 AND length(body) <= 10000),
  constraint canned_answers_title_check CHECK (length(title) >= 1 AND length(title) <= 255),
  constraint canned_answers_translations_check CHECK (jsonb_typeof(translations) = 'object'::text),
  constraint canned_answers_updated_by_check CHECK (length(updated_by) >= 1 AND length(updated_by) <= 255)
);

create table carrier_balances (
  carrier text not null,
  balance_ten_thousandths bigint,
  currency text,
  read_at timestamp with time zone,
  warn_below_ten_thousandths bigint,
  stop_below_ten_thousandths bigint default 0 not null,
  unfunded_at timestamp with time zone,
  warned_at timestamp with time zone,
  constraint carrier_balances_pkey PRIMARY KEY (carrier),
  constraint carrier_balances_carrier_check CHECK (length(carrier) >= 1 AND length(carrier) <= 64),
  constraint carrier_balances_check CHECK ((balance_ten_thousandths IS NULL) = (read_at IS NULL)),
  constraint carrier_balances_check1 CHECK ((currency IS NULL) = (read_at IS NULL)),
  constraint carrier_balances_currency_check CHECK (currency ~ '^[A-Z]{3}$'::text),
  constraint carrier_balances_stop_below_ten_thousandths_check CHECK (stop_below_ten_thousandths >= 0),
  constraint carrier_balances_warn_below_ten_thousandths_check CHECK (warn_below_ten_thousandths >= 0)
);

create table carrier_calls (
  id uuid not null,
  carrier text not null,
  verb text not null,
  reference text,
  method text not null,
  path text not null,
  request text,
  answer text,
  http_status integer,
  duration_ms integer not null,
  outcome text not null,
  detail text,
  called_at timestamp with time zone not null,
  constraint carrier_calls_pkey PRIMARY KEY (id),
  constraint carrier_calls_duration_ms_check CHECK (duration_ms >= 0),
  constraint carrier_calls_outcome_check CHECK (outcome = ANY (ARRAY['done'::text, 'refused'::text, 'retry_later'::text, 'unknown'::text]))
);

create table carrier_keys (
  key_id text not null,
  carrier text not null,
  secret_hash bytea not null,
  created_at timestamp with time zone default now() not null,
  revoked_at timestamp with time zone,
  last_used_at timestamp with time zone,
  constraint carrier_keys_pkey PRIMARY KEY (key_id),
  constraint carrier_keys_key_id_check CHECK (length(key_id) >= 1 AND length(key_id) <= 64),
  constraint carrier_keys_secret_hash_check CHECK (length(secret_hash) = 32)
);

create table carrier_networks (
  carrier text not null,
  mcc text collate "C" not null,
  mnc text collate "C" not null,
  technologies text[] not null,
  constraint carrier_networks_pkey PRIMARY KEY (carrier, mcc, mnc),
  constraint carrier_networks_carrier_check CHECK (length(carrier) >= 1 AND length(carrier) <= 64),
  constraint carrier_networks_mcc_check CHECK (mcc ~ '^[0-9]{3}$'::text),
  constraint carrier_networks_mnc_check CHECK (mnc ~ '^[0-9]{2,3}$'::text),
  constraint carrier_networks_technologies_check CHECK (technologies <@ ARRAY['2G'::text, '3G'::text, '4G'::text, '5G'::text])
);

create table carrier_order_owners (
  carrier text not null,
  supplier_order text collate "C" not null,
  account_id uuid not null,
  constraint carrier_order_owners_pkey PRIMARY KEY (carrier, supplier_order),
  constraint carrier_order_owners_account_id_carrier_supplier_order_key UNIQUE (account_id, carrier, supplier_order)
);

create table carrier_orders (
  account_id uuid not null,
  id uuid not null,
  activated_item_id uuid not null,
  data_plan_id uuid not null,
  carrier text not null,
  kind text not null,
  state text not null,
  item text,
  supplier_order text collate "C",
  iccid text collate "C",
  profile_id text collate "C",
  cost_ten_thousandths bigint,
  cost_currency text,
  attempts integer default 0 not null,
  reason text,
  detail text,
  spare_profile jsonb,
  created_at timestamp with time zone not null,
  sent_at timestamp with time zone,
  ended_at timestamp with time zone,
  next_at timestamp with time zone,
  lease uuid,
  asks_since timestamp with time zone,
  asked_at timestamp with time zone,
  choices jsonb,
  last_sent_at timestamp with time zone,
  constraint carrier_orders_pkey PRIMARY KEY (account_id, id),
  constraint carrier_orders_attempts_check CHECK (attempts >= 0),
  constraint carrier_orders_carrier_check CHECK (length(carrier) >= 1 AND length(carrier) <= 64),
  constraint carrier_orders_check CHECK ((state <> ALL (ARRAY['QUEUED'::text, 'SENT'::text, 'UNKNOWN'::text])) OR next_at IS NOT NULL),
  constraint carrier_orders_check1 CHECK ((state <> ALL (ARRAY['DELIVERED'::text, 'REFUSED'::text])) OR next_at IS NULL AND ended_at IS NOT NULL),
  constraint carrier_orders_check2 CHECK (spare_profile IS NULL OR state = 'DELIVERED'::text),
  constraint carrier_orders_choices_check CHECK (jsonb_typeof(choices) = 'array'::text),
  constraint carrier_orders_cost_currency_check CHECK (cost_currency ~ '^[A-Z]{3}$'::text),
  constraint carrier_orders_cost_ten_thousandths_check CHECK (cost_ten_thousandths >= 0),
  constraint carrier_orders_kind_check CHECK (kind = ANY (ARRAY['profile'::text, 'top_up'::text])),
  constraint carrier_orders_state_check CHECK (state = ANY (ARRAY['QUEUED'::text, 'SENT'::text, 'UNKNOWN'::text, 'DELIVERED'::text, 'REFUSED'::text, 'EXPIRED'::text])),
  constraint carrier_orders_supplier_order_check CHECK (length(supplier_order) >= 1 AND length(supplier_order) <= 100)
) with (fillfactor=70);

create table carrier_profiles (
  iccid text collate "C" not null,
  carrier text not null,
  imsi text collate "C",
  smdp_address text not null,
  matching_id text not null,
  created_at timestamp with time zone default now() not null,
  smdp_oid text,
  confirmation_code text,
  apn text,
  constraint carrier_profiles_pkey PRIMARY KEY (iccid),
  constraint carrier_profiles_apn_check CHECK (length(apn) >= 1 AND length(apn) <= 100),
  constraint carrier_profiles_carrier_check CHECK (length(carrier) >= 1 AND length(carrier) <= 64),
  constraint carrier_profiles_confirmation_code_check CHECK (length(confirmation_code) >= 1 AND length(confirmation_code) <= 64),
  constraint carrier_profiles_iccid_check CHECK (iccid ~ '^89[0-9A-F]{16,18}$'::text),
  constraint carrier_profiles_imsi_check CHECK (imsi ~ '^[0-9]{15}$'::text),
  constraint carrier_profiles_matching_id_check CHECK (length(matching_id) >= 1 AND length(matching_id) <= 255),
  constraint carrier_profiles_smdp_address_check CHECK (length(smdp_address) >= 1 AND length(smdp_address) <= 255),
  constraint carrier_profiles_smdp_oid_check CHECK (smdp_oid ~ '^[0-9]+([.][0-9]+)+$'::text)
);

create table carrier_requests (
  account_id uuid not null,
  id uuid not null,
  order_id uuid not null,
  carrier text not null,
  verb text not null,
  message text,
  state text not null,
  outcome text,
  supplier_request text,
  returned_ten_thousandths bigint,
  returned_currency text,
  detail text,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  next_at timestamp with time zone,
  lease uuid,
  settled_at timestamp with time zone,
  settled_note text,
  constraint carrier_requests_pkey PRIMARY KEY (account_id, id),
  constraint carrier_requests_carrier_check CHECK (length(carrier) >= 1 AND length(carrier) <= 64),
  constraint carrier_requests_check CHECK ((state = ANY (ARRAY['WAITING'::text, 'ASKING'::text])) = (next_at IS NOT NULL)),
  constraint carrier_requests_check1 CHECK ((state = ANY (ARRAY['WAITING'::text, 'ASKING'::text])) = (ended_at IS NULL)),
  constraint carrier_requests_message_check CHECK (length(message) >= 1 AND length(message) <= 500),
  constraint carrier_requests_outcome_check CHECK (outcome = ANY (ARRAY['refunded'::text, 'revoked'::text, 'requested'::text, 'declined'::text])),
  constraint carrier_requests_returned_currency_check CHECK (returned_currency ~ '^[A-Z]{3}$'::text),
  constraint carrier_requests_returned_ten_thousandths_check CHECK (returned_ten_thousandths >= 0),
  constraint carrier_requests_settled_note_check CHECK (length(settled_note) >= 1 AND length(settled_note) <= 500),
  constraint carrier_requests_state_check CHECK (state = ANY (ARRAY['WAITING'::text, 'ASKING'::text, 'DONE'::text, 'REFUSED'::text, 'UNKNOWN'::text])),
  constraint carrier_requests_supplier_request_check CHECK (length(supplier_request) >= 1 AND length(supplier_request) <= 100),
  constraint carrier_requests_verb_check CHECK (verb = ANY (ARRAY['cancel'::text, 'suspend'::text, 'resume'::text, 'sms'::text]))
);

create table catalogue_lines (
  run_id uuid not null,
  line integer not null,
  item text not null,
  kind text not null,
  state text not null,
  reason text,
  offer jsonb,
  before_usd_ten_thousandths bigint,
  data_plan_id uuid,
  decided_at timestamp with time zone,
  constraint catalogue_lines_pkey PRIMARY KEY (run_id, line),
  constraint catalogue_lines_check CHECK ((offer IS NULL) = (kind = 'gone'::text)),
  constraint catalogue_lines_check1 CHECK ((state = ANY (ARRAY['APPLIED'::text, 'DISMISSED'::text])) = (decided_at IS NOT NULL)),
  constraint catalogue_lines_check2 CHECK ((state = 'REFUSED'::text) = (reason IS NOT NULL)),
  constraint catalogue_lines_kind_check CHECK (kind = ANY (ARRAY['new'::text, 'changed'::text, 'price_up'::text, 'price_down'::text, 'gone'::text, 'back'::text, 'refused'::text])),
  constraint catalogue_lines_line_check CHECK (line > 0),
  constraint catalogue_lines_offer_check CHECK (jsonb_typeof(offer) = 'object'::text),
  constraint catalogue_lines_state_check CHECK (state = ANY (ARRAY['OPEN'::text, 'APPLIED'::text, 'DISMISSED'::text, 'REFUSED'::text]))
);

create table catalogue_runs (
  id uuid not null,
  carrier text not null,
  state text not null,
  is_scheduled boolean not null,
  attempts smallint default 0 not null,
  next_at timestamp with time zone,
  detail text,
  offers integer,
  unchanged integer,
  has_many_gone boolean default false not null,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint catalogue_runs_pkey PRIMARY KEY (id),
  constraint catalogue_runs_attempts_check CHECK (attempts >= 0),
  constraint catalogue_runs_carrier_check CHECK (length(carrier) >= 1 AND length(carrier) <= 64),
  constraint catalogue_runs_check CHECK ((state = 'QUEUED'::text) = (next_at IS NOT NULL)),
  constraint catalogue_runs_check1 CHECK ((state = 'QUEUED'::text) = (ended_at IS NULL)),
  constraint catalogue_runs_check2 CHECK ((state = 'READY'::text) = (offers IS NOT NULL)),
  constraint catalogue_runs_check3 CHECK ((state = 'READY'::text) = (unchanged IS NOT NULL)),
  constraint catalogue_runs_offers_check CHECK (offers >= 0),
  constraint catalogue_runs_state_check CHECK (state = ANY (ARRAY['QUEUED'::text, 'READY'::text, 'FAILED'::text])),
  constraint catalogue_runs_unchanged_check CHECK (unchanged >= 0)
);

create table catalogue_schedules (
  carrier text not null,
  every_hours integer not null,
  next_at timestamp with time zone not null,
  is_paused boolean default false not null,
  constraint catalogue_schedules_pkey PRIMARY KEY (carrier),
  constraint catalogue_schedules_carrier_check CHECK (length(carrier) >= 1 AND length(carrier) <= 64),
  constraint catalogue_schedules_every_hours_check CHECK (every_hours >= 1 AND every_hours <= 720)
);

create table catalogue_version (
  only_row boolean default true not null,
  version bigint default 1 not null,
  constraint catalogue_version_pkey PRIMARY KEY (only_row),
  constraint catalogue_version_only_row_check CHECK (only_row)
);

create table country_sets (
  code text not null,
  name text not null,
  kind text not null,
  countries text[] not null,
  edited_at timestamp with time zone,
  retired_at timestamp with time zone,
  constraint country_sets_pkey PRIMARY KEY (code),
  constraint country_sets_code_check CHECK (code ~ '^[A-Z0-9_]{2,16}$'::text),
  constraint country_sets_countries_check CHECK (cardinality(countries) > 0),
  constraint country_sets_kind_check CHECK (kind = ANY (ARRAY['worldwide'::text, 'region'::text, 'country'::text])),
  constraint country_sets_name_check CHECK (length(name) >= 1 AND length(name) <= 255)
);

create table credit_alerts (
  account_id uuid not null,
  organization_id uuid not null,
  enabled boolean not null,
  threshold_minor bigint not null,
  alerted_sequence bigint,
  updated_at timestamp with time zone not null,
  constraint credit_alerts_pkey PRIMARY KEY (account_id),
  constraint credit_alerts_alerted_sequence_check CHECK (alerted_sequence >= 0),
  constraint credit_alerts_threshold_minor_check CHECK (threshold_minor > 0)
);

create table customer_notes (
  account_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  text text not null,
  author_kind text not null,
  author_id text not null,
  author_name text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint customer_notes_pkey PRIMARY KEY (account_id, id),
  constraint customer_notes_author_id_check CHECK (length(author_id) >= 1 AND length(author_id) <= 255),
  constraint customer_notes_author_kind_check CHECK (author_kind = ANY (ARRAY['api_key'::text, 'person'::text, 'platform'::text])),
  constraint customer_notes_author_name_check CHECK (length(author_name) >= 1 AND length(author_name) <= 255),
  constraint customer_notes_text_check CHECK (length(text) >= 1 AND length(text) <= 5000)
);

create table customer_tags (
  account_id uuid not null,
  customer_id uuid not null,
  tag text not null,
  constraint customer_tags_pkey PRIMARY KEY (account_id, customer_id, tag),
  constraint customer_tags_tag_check CHECK (length(tag) >= 1 AND length(tag) <= 50 AND tag = lower(tag))
);

create table customers (
  account_id uuid not null,
  id uuid not null,
  email text,
  country_of_residence text,
  country_set text not null,
  metatag text,
  created_at timestamp with time zone not null,
  erased_at timestamp with time zone,
  link_version smallint default 0 not null,
  language text,
  unsubscribed_at timestamp with time zone,
  constraint customers_pkey PRIMARY KEY (account_id, id),
  constraint customers_check CHECK (erased_at IS NULL OR email IS NULL AND country_of_residence IS NULL),
  constraint customers_country_of_residence_check CHECK (country_of_residence ~ '^[A-Z]{2}$'::text),
  constraint customers_email_check CHECK (length(email) >= 3 AND length(email) <= 254),
  constraint customers_erased_language CHECK (erased_at IS NULL OR language IS NULL),
  constraint customers_language_check CHECK (language = ANY (ARRAY['en'::text, 'de'::text, 'fr'::text, 'es'::text, 'it'::text, 'pt'::text, 'nl'::text, 'pl'::text, 'tr'::text, 'ja'::text, 'zh'::text, 'ar'::text])),
  constraint customers_link_version_check CHECK (link_version >= 0),
  constraint customers_metatag_check CHECK (length(metatag) <= 255)
);

create table data_plans (
  id uuid not null,
  name text not null,
  size_value numeric(10,3) not null,
  size_unit text not null,
  data_bytes bigint not null,
  validity_days integer,
  country_set text not null,
  carrier text not null,
  created_at timestamp with time zone default now() not null,
  retired_at timestamp with time zone,
  source_policy text default 'preferred'::text not null,
  data_terms jsonb,
  constraint data_plans_pkey PRIMARY KEY (id),
  constraint data_plans_carrier_check CHECK (length(carrier) >= 1 AND length(carrier) <= 64),
  constraint data_plans_data_bytes_check CHECK (data_bytes > 0),
  constraint data_plans_data_terms_check CHECK ((data_terms ->> 'dataType'::text) = ANY (ARRAY['total'::text, 'daily'::text, 'unlimited'::text])),
  constraint data_plans_name_check CHECK (length(name) >= 1 AND length(name) <= 255),
  constraint data_plans_size_unit_check CHECK (size_unit = ANY (ARRAY['MB'::text, 'GB'::text, 'TB'::text])),
  constraint data_plans_size_value_check CHECK (size_value > 0::numeric),
  constraint data_plans_source_policy_check CHECK (source_policy = ANY (ARRAY['preferred'::text, 'cheapest'::text, 'split'::text, 'by_country'::text])),
  constraint data_plans_validity_days_check CHECK (validity_days >= 1 AND validity_days <= 3650)
);

create table device_logins (
  device_code_hash bytea not null,
  user_code text not null,
  secret_hash bytea not null,
  device_name text not null,
  remote_address text not null,
  state text default 'waiting'::text not null,
  account_id uuid,
  client_id text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint device_logins_pkey PRIMARY KEY (device_code_hash),
  constraint device_logins_user_code_key UNIQUE (user_code),
  constraint device_logins_check CHECK ((state = ANY (ARRAY['approved'::text, 'collected'::text])) = (client_id IS NOT NULL)),
  constraint device_logins_check1 CHECK (client_id IS NULL OR account_id IS NOT NULL),
  constraint device_logins_device_code_hash_check CHECK (length(device_code_hash) = 32),
  constraint device_logins_device_name_check CHECK (length(device_name) >= 1 AND length(device_name) <= 255),
  constraint device_logins_secret_hash_check CHECK (length(secret_hash) = 32),
  constraint device_logins_state_check CHECK (state = ANY (ARRAY['waiting'::text, 'approved'::text, 'rejected'::text, 'collected'::text])),
  constraint device_logins_user_code_check CHECK (length(user_code) = 8)
);

create table disputes (
  account_id uuid not null,
  purchase_id uuid not null,
  token text collate "C" not null,
  status text not null,
  disputed_minor bigint not null,
  credits_minor bigint not null,
  frozen_minor bigint default 0 not null,
  hold_sequence bigint,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint disputes_pkey PRIMARY KEY (account_id, token),
  constraint disputes_check CHECK (frozen_minor >= 0 AND frozen_minor <= credits_minor),
  constraint disputes_check1 CHECK ((status = 'open'::text) = (closed_at IS NULL)),
  constraint disputes_credits_minor_check CHECK (credits_minor >= 0),
  constraint disputes_disputed_minor_check CHECK (disputed_minor > 0),
  constraint disputes_status_check CHECK (status = ANY (ARRAY['open'::text, 'won'::text, 'lost'::text])),
  constraint disputes_token_check CHECK (length(token) >= 1 AND length(token) <= 255)
);

create table document_pdfs (
  account_id uuid not null,
  document_id uuid not null,
  state_key text not null,
  content bytea not null,
  constraint document_pdfs_pkey PRIMARY KEY (account_id, document_id),
  constraint document_pdfs_content_check CHECK (length(content) > 0),
  constraint document_pdfs_state_key_check CHECK (length(state_key) >= 1 AND length(state_key) <= 200)
);

create table download_notices (
  iccid text collate "C" not null,
  id text collate "C" not null,
  smdp text not null,
  point text not null,
  status text not null,
  detail text,
  shows text,
  occurred_at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  constraint download_notices_pkey PRIMARY KEY (iccid, id),
  constraint download_notices_point_check CHECK (length(point) >= 1 AND length(point) <= 40),
  constraint download_notices_shows_check CHECK (shows = ANY (ARRAY['installed'::text, 'disabled'::text, 'removed'::text, 'failed'::text])),
  constraint download_notices_status_check CHECK (length(status) >= 1 AND length(status) <= 40)
);

create table esim_profiles (
  account_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  profile_domain_id uuid not null,
  carrier text not null,
  iccid text collate "C" not null,
  imsi text collate "C",
  smdp_address text not null,
  matching_id text not null,
  state text default 'RELEASED'::text not null,
  eid text,
  install_count integer default 0 not null,
  last_seen_at timestamp with time zone,
  activated_at timestamp with time zone,
  current_country text,
  replaced_by uuid,
  retired_at timestamp with time zone,
  created_at timestamp with time zone not null,
  current_mcc text,
  current_mnc text,
  replacements integer default 0 not null,
  suspended_at timestamp with time zone,
  smdp_oid text,
  link_version smallint default 0 not null,
  confirmation_code text,
  apn text,
  usage_as_of timestamp with time zone,
  usage_source text,
  constraint esim_profiles_pkey PRIMARY KEY (account_id, id),
  constraint esim_profiles_apn_check CHECK (length(apn) >= 1 AND length(apn) <= 100),
  constraint esim_profiles_confirmation_code_check CHECK (length(confirmation_code) >= 1 AND length(confirmation_code) <= 64),
  constraint esim_profiles_current_country_check CHECK (current_country ~ '^[A-Z]{2}$'::text),
  constraint esim_profiles_current_mcc_check CHECK (current_mcc ~ '^[0-9]{3}$'::text),
  constraint esim_profiles_current_mnc_check CHECK (current_mnc ~ '^[0-9]{2,3}$'::text),
  constraint esim_profiles_eid_check CHECK (eid ~ '^[0-9]{32}$'::text),
  constraint esim_profiles_install_count_check CHECK (install_count >= 0 AND install_count <= 5),
  constraint esim_profiles_link_version_check CHECK (link_version >= 0),
  constraint esim_profiles_replacements_check CHECK (replacements >= 0),
  constraint esim_profiles_state_check CHECK (state = ANY (ARRAY['RELEASED'::text, 'INSTALLED'::text, 'DISABLED'::text, 'ERROR'::text])),
  constraint esim_profiles_usage_source_check CHECK (usage_source = ANY (ARRAY['pushed'::text, 'radius'::text, 'file'::text, 'supplier'::text]))
) with (fillfactor=80);

create table event_sequences (
  account_id uuid not null,
  last_sequence bigint default 0 not null,
  constraint event_sequences_pkey PRIMARY KEY (account_id)
);

create table events (
  account_id uuid not null,
  sequence bigint not null,
  id uuid not null,
  type text not null,
  body jsonb not null,
  created_at timestamp with time zone not null,
  recorded_at timestamp with time zone default now() not null,
  constraint events_pkey PRIMARY KEY (account_id, sequence, recorded_at),
  constraint events_sequence_check CHECK (sequence > 0),
  constraint events_type_check CHECK (length(type) >= 1 AND length(type) <= 64)
) partition by RANGE (recorded_at);

create table exchange_rates (
  currency text not null,
  valid_from date not null,
  usd_millionths bigint not null,
  constraint exchange_rates_pkey PRIMARY KEY (currency, valid_from),
  constraint exchange_rates_currency_check CHECK (currency ~ '^[A-Z]{3}$'::text AND currency <> 'USD'::text),
  constraint exchange_rates_usd_millionths_check CHECK (usd_millionths >= 1 AND usd_millionths <= '1000000000000'::bigint),
  constraint exchange_rates_valid_from_check CHECK (valid_from >= '2020-01-01'::date)
);

create table free_profiles (
  carrier text not null,
  iccid text collate "C" not null,
  constraint free_profiles_pkey PRIMARY KEY (carrier, iccid)
) with (autovacuum_vacuum_scale_factor=0.02);

create table idempotency_keys (
  account_id uuid not null,
  key text collate "C" not null,
  request_hash bytea not null,
  status integer not null,
  body text not null,
  customer_id uuid,
  created_at timestamp with time zone default now() not null,
  constraint idempotency_keys_pkey PRIMARY KEY (account_id, key),
  constraint idempotency_keys_key_check CHECK (length(key) >= 1 AND length(key) <= 255),
  constraint idempotency_keys_request_hash_check CHECK (length(request_hash) = 32),
  constraint idempotency_keys_status_check CHECK (status >= 200 AND status <= 299)
);

create table installation_events (
  account_id uuid not null,
  esim_profile_id uuid not null,
  id uuid not null,
  outcome text not null,
  platform text not null,
  platform_code text,
  model text,
  system_version text,
  occurred_at timestamp with time zone not null,
  received_at timestamp with time zone not null,
  constraint installation_events_pkey PRIMARY KEY (account_id, esim_profile_id, id),
  constraint installation_events_model_check CHECK (length(model) >= 1 AND length(model) <= 100),
  constraint installation_events_outcome_check CHECK (outcome = ANY (ARRAY['started'::text, 'succeeded'::text, 'failed'::text, 'cancelled'::text])),
  constraint installation_events_platform_check CHECK (platform = ANY (ARRAY['ios'::text, 'android'::text])),
  constraint installation_events_platform_code_check CHECK (length(platform_code) >= 1 AND length(platform_code) <= 100),
  constraint installation_events_system_version_check CHECK (length(system_version) >= 1 AND length(system_version) <= 50)
);

create table installation_mail_counts (
  account_id uuid not null,
  day date not null,
  mails integer not null,
  constraint installation_mail_counts_pkey PRIMARY KEY (account_id, day),
  constraint installation_mail_counts_mails_check CHECK (mails > 0)
);

create table installation_mails (
  account_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  iccid text not null,
  to_customer boolean not null,
  locale text not null,
  sender_kind text not null,
  sender_id text not null,
  sent_at timestamp with time zone not null,
  queued_at timestamp with time zone default now() not null,
  constraint installation_mails_pkey PRIMARY KEY (account_id, id),
  constraint installation_mails_iccid_check CHECK (length(iccid) >= 18 AND length(iccid) <= 20),
  constraint installation_mails_locale_check CHECK (locale = ANY (ARRAY['en'::text, 'de'::text, 'fr'::text, 'es'::text, 'it'::text, 'pt'::text, 'nl'::text, 'pl'::text, 'tr'::text, 'ja'::text, 'zh'::text, 'ar'::text])),
  constraint installation_mails_sender_id_check CHECK (length(sender_id) >= 1 AND length(sender_id) <= 255),
  constraint installation_mails_sender_kind_check CHECK (sender_kind = ANY (ARRAY['api_key'::text, 'person'::text, 'platform'::text]))
);

create table inventory_items (
  account_id uuid not null,
  id uuid not null,
  data_plan_id uuid not null,
  name text not null,
  retail_minor bigint not null,
  active boolean default true not null,
  offered_name text not null,
  offered_retail_minor bigint not null,
  offered_active boolean not null,
  stock_units integer default 0 not null,
  created_at timestamp with time zone not null,
  description text,
  sort_order integer default 0 not null,
  tags text[] default '{}'::text[] not null,
  removed_at timestamp with time zone,
  constraint inventory_items_pkey PRIMARY KEY (account_id, id),
  constraint inventory_items_description_check CHECK (length(description) >= 1 AND length(description) <= 2000),
  constraint inventory_items_name_check CHECK (length(name) >= 1 AND length(name) <= 255),
  constraint inventory_items_removed_check CHECK (removed_at IS NULL OR stock_units = 0),
  constraint inventory_items_retail_minor_check CHECK (retail_minor >= 0),
  constraint inventory_items_stock_units_check CHECK (stock_units >= 0),
  constraint inventory_items_tags_check CHECK (cardinality(tags) <= 20)
);

create table inventory_versions (
  account_id uuid not null,
  version bigint default 1 not null,
  constraint inventory_versions_pkey PRIMARY KEY (account_id)
);

create table invitations (
  organization_id uuid not null,
  id uuid not null,
  email text not null,
  is_platform boolean not null,
  role text not null,
  token_hash bytea not null,
  invited_by uuid not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  needs_approval boolean default false not null,
  approved_by uuid,
  constraint invitations_pkey PRIMARY KEY (organization_id, id),
  constraint invitations_approval CHECK (NOT needs_approval OR approved_by IS NULL),
  constraint invitations_check CHECK (is_platform = (role = ANY (ARRAY['operator'::text, 'operator-support'::text]))),
  constraint invitations_email_check CHECK (length(email) >= 3 AND length(email) <= 254 AND email = lower(email)),
  constraint invitations_role_check CHECK (role = ANY (ARRAY['owner'::text, 'developer'::text, 'finance'::text, 'support'::text, 'viewer'::text, 'operator'::text, 'operator-support'::text])),
  constraint invitations_token_hash_check CHECK (length(token_hash) = 32)
);

create table job_runs (
  id text not null,
  seen_at timestamp with time zone not null,
  constraint job_runs_pkey PRIMARY KEY (id),
  constraint job_runs_id_check CHECK (length(id) >= 1 AND length(id) <= 200)
);

create table ledger_accounts (
  account_id uuid not null,
  code text not null,
  posted_debits_minor bigint default 0 not null,
  posted_credits_minor bigint default 0 not null,
  pending_debits_minor bigint default 0 not null,
  pending_credits_minor bigint default 0 not null,
  last_sequence bigint default 0 not null,
  alert_mark_minor bigint,
  top_up_mark_minor bigint,
  top_up_pending boolean default false not null,
  limit_minor bigint default 0 not null,
  constraint ledger_accounts_pkey PRIMARY KEY (account_id, code),
  constraint credits_within_limit CHECK (code <> 'credits'::text OR (posted_credits_minor - posted_debits_minor - pending_debits_minor) >= (- limit_minor)),
  constraint ledger_accounts_alert_mark_minor_check CHECK (alert_mark_minor > 0),
  constraint ledger_accounts_code_check CHECK (code = ANY (ARRAY['credits'::text, 'sales'::text, 'funding'::text, 'adjustments'::text])),
  constraint ledger_accounts_last_sequence_check CHECK (last_sequence >= 0),
  constraint ledger_accounts_limit_minor_check CHECK (limit_minor >= 0),
  constraint ledger_accounts_pending_credits_minor_check CHECK (pending_credits_minor >= 0),
  constraint ledger_accounts_pending_debits_minor_check CHECK (pending_debits_minor >= 0),
  constraint ledger_accounts_posted_credits_minor_check CHECK (posted_credits_minor >= 0),
  constraint ledger_accounts_posted_debits_minor_check CHECK (posted_debits_minor >= 0),
  constraint ledger_accounts_top_up_mark_minor_check CHECK (top_up_mark_minor > 0),
  constraint marks_are_of_credits CHECK (code = 'credits'::text OR alert_mark_minor IS NULL AND top_up_mark_minor IS NULL AND NOT top_up_pending)
);

create table mail_attachments (
  mail_id uuid not null,
  number integer not null,
  filename text not null,
  content_type text not null,
  content bytea not null,
  constraint mail_attachments_pkey PRIMARY KEY (mail_id, number),
  constraint mail_attachments_content_type_check CHECK (length(content_type) >= 1 AND length(content_type) <= 255),
  constraint mail_attachments_filename_check CHECK (length(filename) >= 1 AND length(filename) <= 255),
  constraint mail_attachments_number_check CHECK (number > 0)
);

create table mailed_links (
  token_hash bytea not null,
  kind text not null,
  person_id uuid not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  name text,
  password text,
  company jsonb,
  constraint mailed_links_pkey PRIMARY KEY (token_hash),
  constraint mailed_links_attempt CHECK ((name IS NULL) = (password IS NULL)),
  constraint mailed_links_attempt_company CHECK (company IS NULL OR name IS NOT NULL),
  constraint mailed_links_attempt_kind CHECK (name IS NULL OR kind = 'verify_email'::text),
  constraint mailed_links_company_check CHECK (jsonb_typeof(company) = 'object'::text),
  constraint mailed_links_kind_check CHECK (kind = ANY (ARRAY['verify_email'::text, 'set_password'::text])),
  constraint mailed_links_name_check CHECK (length(name) >= 1 AND length(name) <= 255),
  constraint mailed_links_password_check CHECK (length(password) >= 1 AND length(password) <= 1024),
  constraint mailed_links_token_hash_check CHECK (length(token_hash) = 32)
);

create table mails (
  id uuid not null,
  organization_id uuid,
  kind text not null,
  once_key text,
  locale text not null,
  recipient text,
  subject text,
  text text,
  html text,
  attempts integer default 0 not null,
  last_error text,
  next_attempt_at timestamp with time zone,
  sent_at timestamp with time zone,
  kept_at timestamp with time zone,
  failed_at timestamp with time zone,
  erased_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  of_sandbox boolean default false not null,
  sender_name text,
  reply_to text,
  unsubscribe_url text,
  constraint mails_pkey PRIMARY KEY (id),
  constraint mails_attempts_check CHECK (attempts >= 0),
  constraint mails_check CHECK (num_nonnulls(next_attempt_at, sent_at, kept_at, failed_at) = 1),
  constraint mails_check1 CHECK (num_nulls(recipient, subject, text, html) =
CASE
    WHEN erased_at IS NULL THEN 0
    ELSE 4
END),
  constraint mails_check2 CHECK (erased_at IS NULL OR next_attempt_at IS NULL),
  constraint mails_kind_check CHECK (length(kind) >= 1 AND length(kind) <= 64),
  constraint mails_locale_check CHECK (locale = ANY (ARRAY['en'::text, 'de'::text, 'fr'::text, 'es'::text, 'it'::text, 'pt'::text, 'nl'::text, 'pl'::text, 'tr'::text, 'ja'::text, 'zh'::text, 'ar'::text])),
  constraint mails_once_key_check CHECK (length(once_key) >= 1 AND length(once_key) <= 255),
  constraint mails_reply_to_check CHECK (length(reply_to) >= 3 AND length(reply_to) <= 254),
  constraint mails_sender_name_check CHECK (length(sender_name) >= 1 AND length(sender_name) <= 64),
  constraint mails_unsubscribe_url_check CHECK (length(unsubscribe_url) >= 8 AND length(unsubscribe_url) <= 2048)
);

create table members (
  organization_id uuid not null,
  person_id uuid not null,
  is_platform boolean not null,
  role text not null,
  created_at timestamp with time zone not null,
  role_since timestamp with time zone not null,
  constraint members_pkey PRIMARY KEY (organization_id, person_id),
  constraint members_check CHECK (is_platform = (role = ANY (ARRAY['operator'::text, 'operator-support'::text]))),
  constraint members_role_check CHECK (role = ANY (ARRAY['owner'::text, 'developer'::text, 'finance'::text, 'support'::text, 'viewer'::text, 'operator'::text, 'operator-support'::text]))
);

create table network_sessions (
  account_id uuid not null,
  id uuid not null,
  esim_profile_id uuid not null,
  country text not null,
  mcc text,
  mnc text,
  opened_at timestamp with time zone not null,
  closed_at timestamp with time zone,
  constraint network_sessions_pkey PRIMARY KEY (account_id, id),
  constraint network_sessions_check CHECK (closed_at >= opened_at),
  constraint network_sessions_country_check CHECK (country ~ '^[A-Z]{2}$'::text),
  constraint network_sessions_mcc_check CHECK (mcc ~ '^[0-9]{3}$'::text),
  constraint network_sessions_mnc_check CHECK (mnc ~ '^[0-9]{2,3}$'::text)
);

create table notification_choices (
  person_id uuid not null,
  kind text not null,
  is_wanted boolean not null,
  constraint notification_choices_pkey PRIMARY KEY (person_id, kind),
  constraint notification_choices_kind_check CHECK (length(kind) >= 1 AND length(kind) <= 64)
);

create table open_holds (
  account_id uuid not null,
  sequence bigint not null,
  expires_at timestamp with time zone,
  constraint open_holds_pkey PRIMARY KEY (account_id, sequence)
);

create table operator_day_totals (
  person_id text not null,
  kind text not null,
  day date not null,
  sum_minor bigint not null,
  constraint operator_day_totals_pkey PRIMARY KEY (person_id, kind, day),
  constraint operator_day_totals_kind_check CHECK (kind = ANY (ARRAY['adjustment'::text, 'bank_receipt'::text])),
  constraint operator_day_totals_person_id_check CHECK (length(person_id) >= 1 AND length(person_id) <= 255),
  constraint operator_day_totals_sum_minor_check CHECK (sum_minor > 0)
);

create table operator_keys (
  id uuid not null,
  organization_id uuid not null,
  person_id uuid not null,
  name text not null,
  secret_hash bytea not null,
  scopes text[] not null,
  ip_allow_list text[] not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  last_used_at timestamp with time zone,
  revoked_at timestamp with time zone,
  constraint operator_keys_pkey PRIMARY KEY (id),
  constraint operator_keys_check CHECK (expires_at > created_at AND expires_at <= (created_at + '90 days'::interval)),
  constraint operator_keys_ip_allow_list_check CHECK (cardinality(ip_allow_list) >= 1 AND cardinality(ip_allow_list) <= 100),
  constraint operator_keys_name_check CHECK (length(name) >= 1 AND length(name) <= 255),
  constraint operator_keys_scopes_check CHECK (cardinality(scopes) > 0 AND scopes <@ ARRAY['assist'::text, 'operate'::text]),
  constraint operator_keys_secret_hash_check CHECK (length(secret_hash) = 32)
);

create table organization_addresses (
  organization_id uuid not null,
  email text not null,
  token_hash bytea not null,
  requested_by text not null,
  expires_at timestamp with time zone not null,
  constraint organization_addresses_pkey PRIMARY KEY (organization_id),
  constraint organization_addresses_token_hash_key UNIQUE (token_hash),
  constraint organization_addresses_email_check CHECK (length(email) >= 1 AND length(email) <= 254),
  constraint organization_addresses_token_hash_check CHECK (length(token_hash) = 32)
);

create table organizations (
  id uuid not null,
  name text not null,
  email text not null,
  price_list_id uuid,
  created_at timestamp with time zone default now() not null,
  is_platform boolean default false not null,
  locale text default 'en'::text not null,
  requires_second_factor boolean default false not null,
  closing_requested_at timestamp with time zone,
  closing_requested_by uuid,
  closed_at timestamp with time zone,
  time_zone text default 'UTC'::text not null,
  constraint organizations_pkey PRIMARY KEY (id),
  constraint organizations_kind UNIQUE (id, is_platform),
  constraint organizations_check CHECK ((closing_requested_at IS NULL) = (closing_requested_by IS NULL)),
  constraint organizations_email_check CHECK (length(email) >= 3 AND length(email) <= 254),
  constraint organizations_locale_check CHECK (locale = ANY (ARRAY['en'::text, 'de'::text])),
  constraint organizations_name_check CHECK (length(name) >= 1 AND length(name) <= 255),
  constraint organizations_time_zone_check CHECK (length(time_zone) >= 1 AND length(time_zone) <= 64),
  constraint platform_stays_open CHECK (closed_at IS NULL OR NOT is_platform)
);

create table passkeys (
  id uuid not null,
  person_id uuid not null,
  name text,
  public_key text not null,
  credential_id text not null,
  counter double precision not null,
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamp with time zone default now() not null,
  constraint passkeys_pkey PRIMARY KEY (id),
  constraint passkeys_counter_check CHECK (counter >= 0::double precision),
  constraint passkeys_credential_id_check CHECK (length(credential_id) >= 1 AND length(credential_id) <= 1400),
  constraint passkeys_name_check CHECK (length(name) >= 1 AND length(name) <= 255)
);

create table payment_customer_owners (
  provider text not null,
  token text collate "C" not null,
  account_id uuid not null,
  constraint payment_customer_owners_pkey PRIMARY KEY (provider, token),
  constraint payment_customer_owners_account_id_provider_token_key UNIQUE (account_id, provider, token)
);

create table payment_customers (
  account_id uuid not null,
  provider text not null,
  token text collate "C" not null,
  created_at timestamp with time zone not null,
  constraint payment_customers_pkey PRIMARY KEY (account_id, provider),
  constraint payment_customers_provider_check CHECK (provider = ANY (ARRAY['stripe'::text, 'test'::text])),
  constraint payment_customers_token_check CHECK (length(token) >= 1 AND length(token) <= 255)
);

create table payment_methods (
  account_id uuid not null,
  id uuid not null,
  provider text not null,
  token text collate "C" not null,
  brand text not null,
  last_four text not null,
  expiry_month integer not null,
  expiry_year integer not null,
  is_default boolean default false not null,
  created_at timestamp with time zone not null,
  removed_at timestamp with time zone,
  constraint payment_methods_pkey PRIMARY KEY (account_id, id),
  constraint payment_methods_brand_check CHECK (length(brand) >= 1 AND length(brand) <= 32),
  constraint payment_methods_check CHECK (removed_at IS NULL OR NOT is_default),
  constraint payment_methods_expiry_month_check CHECK (expiry_month >= 1 AND expiry_month <= 12),
  constraint payment_methods_expiry_year_check CHECK (expiry_year >= 2000 AND expiry_year <= 9999),
  constraint payment_methods_last_four_check CHECK (last_four ~ '^[0-9]{4}$'::text),
  constraint payment_methods_provider_check CHECK (provider = ANY (ARRAY['stripe'::text, 'test'::text])),
  constraint payment_methods_token_check CHECK (length(token) >= 1 AND length(token) <= 255)
);

create table payment_setups (
  account_id uuid not null,
  token text collate "C" not null,
  provider text not null,
  state text default 'open'::text not null,
  created_at timestamp with time zone not null,
  asked_at timestamp with time zone default now() not null,
  declines integer default 0 not null,
  declined_at timestamp with time zone,
  constraint payment_setups_pkey PRIMARY KEY (account_id, token),
  constraint payment_setups_check CHECK ((declines = 0) = (declined_at IS NULL)),
  constraint payment_setups_declines_check CHECK (declines >= 0),
  constraint payment_setups_provider_check CHECK (provider = ANY (ARRAY['stripe'::text, 'test'::text])),
  constraint payment_setups_state_check CHECK (state = ANY (ARRAY['open'::text, 'done'::text, 'given_up'::text])),
  constraint payment_setups_token_check CHECK (length(token) >= 1 AND length(token) <= 255)
);

create table people (
  id uuid not null,
  name text not null,
  email text not null,
  email_verified boolean default false not null,
  locale text default 'en'::text not null,
  two_factor_enabled boolean default false not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  signed_up_again_at timestamp with time zone,
  company jsonb,
  constraint people_pkey PRIMARY KEY (id),
  constraint people_company_check CHECK (jsonb_typeof(company) = 'object'::text),
  constraint people_email_check CHECK (length(email) >= 3 AND length(email) <= 254 AND email = lower(email)),
  constraint people_locale_check CHECK (locale = ANY (ARRAY['en'::text, 'de'::text])),
  constraint people_name_check CHECK (length(name) >= 1 AND length(name) <= 255)
);

create table plan_costs (
  data_plan_id uuid not null,
  valid_from date not null,
  cost_minor bigint not null,
  set_by text default 'person'::text not null,
  constraint plan_costs_pkey PRIMARY KEY (data_plan_id, valid_from),
  constraint plan_costs_cost_minor_check CHECK (cost_minor >= 0),
  constraint plan_costs_set_by_check CHECK (set_by = ANY (ARRAY['person'::text, 'import'::text]))
);

create table plan_sources (
  data_plan_id uuid not null,
  "position" smallint not null,
  carrier text not null,
  item text not null,
  share smallint,
  countries text[] default '{}'::text[] not null,
  off_since timestamp with time zone,
  constraint plan_sources_pkey PRIMARY KEY (data_plan_id, "position"),
  constraint plan_sources_data_plan_id_carrier_key UNIQUE (data_plan_id, carrier),
  constraint plan_sources_carrier_check CHECK (length(carrier) >= 1 AND length(carrier) <= 64),
  constraint plan_sources_item_check CHECK (length(item) >= 1 AND length(item) <= 100),
  constraint plan_sources_position_check CHECK ("position" >= 1),
  constraint plan_sources_share_check CHECK (share >= 0 AND share <= 100)
);

create table planned_prices (
  id uuid not null,
  price_list_id uuid not null,
  data_plan_id uuid not null,
  wholesale_minor bigint not null,
  effective_at timestamp with time zone not null,
  state text not null,
  is_notice_due boolean not null,
  created_by_name text not null,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  constraint planned_prices_pkey PRIMARY KEY (id),
  constraint planned_prices_check CHECK ((state = 'planned'::text) = (ended_at IS NULL)),
  constraint planned_prices_created_by_name_check CHECK (length(created_by_name) >= 1 AND length(created_by_name) <= 255),
  constraint planned_prices_state_check CHECK (state = ANY (ARRAY['planned'::text, 'applied'::text, 'cancelled'::text])),
  constraint planned_prices_wholesale_minor_check CHECK (wholesale_minor >= 0)
);

create table portal_views (
  id uuid not null,
  organization_id uuid not null,
  person_id uuid not null,
  reason text not null,
  started_at timestamp with time zone not null,
  ends_at timestamp with time zone not null,
  constraint portal_views_pkey PRIMARY KEY (id),
  constraint portal_views_check CHECK (ends_at >= started_at),
  constraint portal_views_reason_check CHECK (length(reason) >= 1 AND length(reason) <= 255)
);

create table price_list_entries (
  price_list_id uuid not null,
  data_plan_id uuid not null,
  wholesale_minor bigint not null,
  constraint price_list_entries_pkey PRIMARY KEY (price_list_id, data_plan_id),
  constraint price_list_entries_wholesale_minor_check CHECK (wholesale_minor >= 0)
);

create table price_lists (
  id uuid not null,
  name text not null,
  is_default boolean default false not null,
  created_at timestamp with time zone default now() not null,
  constraint price_lists_pkey PRIMARY KEY (id),
  constraint price_lists_name_check CHECK (length(name) >= 1 AND length(name) <= 255)
);

create table pricing_rules (
  account_id uuid not null,
  id uuid not null,
  name text not null,
  country_set text,
  tag text,
  method text not null,
  value integer not null,
  rounding text not null,
  minimum_margin_minor bigint not null,
  created_at timestamp with time zone not null,
  constraint pricing_rules_pkey PRIMARY KEY (account_id, id),
  constraint pricing_rules_country_set_check CHECK (length(country_set) >= 2 AND length(country_set) <= 16),
  constraint pricing_rules_method_check CHECK (method = ANY (ARRAY['margin'::text, 'factor'::text, 'amount'::text])),
  constraint pricing_rules_minimum_margin_minor_check CHECK (minimum_margin_minor >= 0),
  constraint pricing_rules_name_check CHECK (length(name) >= 1 AND length(name) <= 255),
  constraint pricing_rules_rounding_check CHECK (rounding = ANY (ARRAY['none'::text, 'whole'::text, 'to_49'::text, 'to_99'::text])),
  constraint pricing_rules_tag_check CHECK (length(tag) >= 1 AND length(tag) <= 50),
  constraint pricing_rules_value_check CHECK (value >= 0)
);

create table profile_batches (
  id uuid not null,
  carrier text not null,
  file_name text,
  profiles integer not null,
  unusual_iccids integer not null,
  imported_by_name text,
  imported_at timestamp with time zone default now() not null,
  constraint profile_batches_pkey PRIMARY KEY (id),
  constraint profile_batches_carrier_check CHECK (length(carrier) >= 1 AND length(carrier) <= 64),
  constraint profile_batches_check CHECK (unusual_iccids >= 0 AND unusual_iccids <= profiles),
  constraint profile_batches_file_name_check CHECK (length(file_name) >= 1 AND length(file_name) <= 255),
  constraint profile_batches_imported_by_name_check CHECK (length(imported_by_name) >= 1 AND length(imported_by_name) <= 255),
  constraint profile_batches_profiles_check CHECK (profiles > 0)
);

create table profile_domains (
  account_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  dedicated boolean default false not null,
  created_at timestamp with time zone not null,
  constraint profile_domains_pkey PRIMARY KEY (account_id, id)
);

create table profile_event_ids (
  account_id uuid not null,
  carrier text not null,
  event_id text collate "C" not null,
  constraint profile_event_ids_pkey PRIMARY KEY (account_id, carrier, event_id),
  constraint profile_event_ids_event_id_check CHECK (length(event_id) >= 1 AND length(event_id) <= 128)
);

create table profile_stock_days (
  carrier text not null,
  day date not null,
  free integer not null,
  constraint profile_stock_days_pkey PRIMARY KEY (carrier, day),
  constraint profile_stock_days_carrier_check CHECK (length(carrier) >= 1 AND length(carrier) <= 64),
  constraint profile_stock_days_free_check CHECK (free >= 0)
);

create table provider_notices (
  provider text not null,
  notice_id text collate "C" not null,
  type text not null,
  taken_at timestamp with time zone default now() not null,
  constraint provider_notices_pkey PRIMARY KEY (provider, notice_id),
  constraint provider_notices_notice_id_check CHECK (length(notice_id) >= 1 AND length(notice_id) <= 255),
  constraint provider_notices_provider_check CHECK (provider = ANY (ARRAY['stripe'::text, 'test'::text])),
  constraint provider_notices_type_check CHECK (length(type) >= 1 AND length(type) <= 128)
);

create table purchase_intent_owners (
  provider text not null,
  intent_token text collate "C" not null,
  account_id uuid not null,
  constraint purchase_intent_owners_pkey PRIMARY KEY (provider, intent_token),
  constraint purchase_intent_owners_account_id_provider_intent_token_key UNIQUE (account_id, provider, intent_token)
);

create table purchase_reference_owners (
  reference text not null,
  account_id uuid not null,
  constraint purchase_reference_owners_pkey PRIMARY KEY (reference),
  constraint purchase_reference_owners_account_id_reference_key UNIQUE (account_id, reference)
);

create table purchases (
  account_id uuid not null,
  id uuid not null,
  organization_id uuid not null,
  mode text not null,
  origin text not null,
  method text not null,
  status text not null,
  amount_minor bigint not null,
  vat_minor bigint not null,
  total_minor bigint not null,
  vat_rate_basis_points integer not null,
  vat_treatment text not null,
  vat_country text,
  payment_method_id uuid,
  provider text,
  intent_token text collate "C",
  next_action jsonb,
  decline_code text,
  reference text,
  part_of uuid,
  received_minor bigint default 0 not null,
  covered_minor bigint default 0 not null,
  invoice_number text,
  refunded_minor bigint default 0 not null,
  reversed_minor bigint default 0 not null,
  owed_minor bigint default 0 not null,
  attempts integer default 0 not null,
  cancel_asked_at timestamp with time zone,
  created_at timestamp with time zone not null,
  paid_at timestamp with time zone,
  asked_at timestamp with time zone default now() not null,
  constraint purchases_pkey PRIMARY KEY (account_id, id),
  constraint purchases_amount_minor_check CHECK (amount_minor > 0),
  constraint purchases_attempts_check CHECK (attempts >= 0),
  constraint purchases_check CHECK (total_minor = (amount_minor + vat_minor)),
  constraint purchases_check1 CHECK (covered_minor >= 0 AND covered_minor <= received_minor),
  constraint purchases_check2 CHECK ((status = 'paid'::text) = (paid_at IS NOT NULL)),
  constraint purchases_check3 CHECK ((method = 'card'::text) = (payment_method_id IS NOT NULL)),
  constraint purchases_check4 CHECK ((method = 'card'::text) = (provider IS NOT NULL)),
  constraint purchases_check5 CHECK (method = 'card'::text OR (reference IS NULL) = (part_of IS NOT NULL)),
  constraint purchases_check6 CHECK (method = 'bank_transfer'::text OR status <> 'awaiting_transfer'::text),
  constraint purchases_check7 CHECK ((reversed_minor + owed_minor) <= amount_minor),
  constraint purchases_decline_code_check CHECK (length(decline_code) >= 1 AND length(decline_code) <= 64),
  constraint purchases_intent_token_check CHECK (length(intent_token) >= 1 AND length(intent_token) <= 255),
  constraint purchases_invoice_number_check CHECK (length(invoice_number) >= 1 AND length(invoice_number) <= 64),
  constraint purchases_method_check CHECK (method = ANY (ARRAY['card'::text, 'bank_transfer'::text])),
  constraint purchases_mode_check CHECK (mode = ANY (ARRAY['live'::text, 'sandbox'::text])),
  constraint purchases_origin_check CHECK (origin = ANY (ARRAY['manual'::text, 'auto_top_up'::text])),
  constraint purchases_owed_minor_check CHECK (owed_minor >= 0),
  constraint purchases_provider_check CHECK (provider = ANY (ARRAY['stripe'::text, 'test'::text])),
  constraint purchases_received_minor_check CHECK (received_minor >= 0),
  constraint purchases_reference_check CHECK (reference ~ '^GS-[A-Z0-9]{4}-[A-Z0-9]{4}$'::text),
  constraint purchases_refunded_minor_check CHECK (refunded_minor >= 0),
  constraint purchases_reversed_minor_check CHECK (reversed_minor >= 0),
  constraint purchases_status_check CHECK (status = ANY (ARRAY['pending'::text, 'requires_action'::text, 'awaiting_transfer'::text, 'paid'::text, 'declined'::text, 'canceled'::text])),
  constraint purchases_vat_country_check CHECK (vat_country ~ '^[A-Z]{2}$'::text),
  constraint purchases_vat_minor_check CHECK (vat_minor >= 0),
  constraint purchases_vat_rate_basis_points_check CHECK (vat_rate_basis_points >= 0 AND vat_rate_basis_points <= 10000),
  constraint purchases_vat_treatment_check CHECK (length(vat_treatment) >= 1 AND length(vat_treatment) <= 32)
);

create table radius_clients (
  id uuid not null,
  name text not null,
  carrier text not null,
  networks text[] not null,
  secret_encrypted bytea not null,
  previous_secret_encrypted bytea,
  previous_until timestamp with time zone,
  disconnect_port integer,
  country text,
  last_seen_at timestamp with time zone,
  created_at timestamp with time zone default now() not null,
  constraint radius_clients_pkey PRIMARY KEY (id),
  constraint radius_clients_name_key UNIQUE (name),
  constraint radius_clients_carrier_check CHECK (length(carrier) >= 1 AND length(carrier) <= 64),
  constraint radius_clients_check CHECK ((previous_secret_encrypted IS NULL) = (previous_until IS NULL)),
  constraint radius_clients_country_check CHECK (country ~ '^[A-Z]{2}$'::text),
  constraint radius_clients_disconnect_port_check CHECK (disconnect_port >= 1 AND disconnect_port <= 65535),
  constraint radius_clients_name_check CHECK (length(name) >= 1 AND length(name) <= 64),
  constraint radius_clients_networks_check CHECK (cardinality(networks) >= 1 AND cardinality(networks) <= 64)
);

create table radius_disconnects (
  carrier text collate "C" not null,
  nas text collate "C" not null,
  session_id text collate "C" not null,
  generation integer not null,
  state text not null,
  error_cause integer,
  attempts integer default 0 not null,
  requested_at timestamp with time zone not null,
  next_at timestamp with time zone,
  ended_at timestamp with time zone,
  constraint radius_disconnects_pkey PRIMARY KEY (carrier, nas, session_id, generation),
  constraint radius_disconnects_attempts_check CHECK (attempts >= 0),
  constraint radius_disconnects_check CHECK ((state = 'WAITING'::text) = (next_at IS NOT NULL)),
  constraint radius_disconnects_state_check CHECK (state = ANY (ARRAY['WAITING'::text, 'ACCEPTED'::text, 'REFUSED'::text, 'UNANSWERED'::text, 'ENDED'::text]))
);

create table radius_dropped_packets (
  receiver text not null,
  hour timestamp with time zone not null,
  packets bigint not null,
  constraint radius_dropped_packets_pkey PRIMARY KEY (hour, receiver),
  constraint radius_dropped_packets_packets_check CHECK (packets > 0),
  constraint radius_dropped_packets_receiver_check CHECK (length(receiver) >= 1 AND length(receiver) <= 128)
);

create table radius_happenings (
  id uuid not null,
  kind text not null,
  carrier text not null,
  nas text not null,
  session_id text not null,
  generation integer not null,
  subscriber text,
  bytes bigint not null,
  mcc text,
  mnc text,
  country text,
  from_at timestamp with time zone not null,
  to_at timestamp with time zone not null,
  leased_until timestamp with time zone default '-infinity'::timestamp with time zone not null,
  constraint radius_happenings_pkey PRIMARY KEY (id),
  constraint radius_happenings_bytes_check CHECK (bytes >= 0),
  constraint radius_happenings_kind_check CHECK (kind = ANY (ARRAY['attach'::text, 'usage'::text, 'detach'::text]))
) with (fillfactor=80);

create table radius_packet_counts (
  client_id uuid not null,
  outcome text not null,
  packets bigint not null,
  constraint radius_packet_counts_pkey PRIMARY KEY (client_id, outcome),
  constraint radius_packet_counts_outcome_check CHECK (outcome = ANY (ARRAY['answered'::text, 'without_use'::text, 'wrong_secret'::text, 'malformed'::text, 'overloaded'::text, 'failed'::text])),
  constraint radius_packet_counts_packets_check CHECK (packets > 0)
);

create table radius_sessions (
  carrier text collate "C" not null,
  nas text collate "C" not null,
  session_id text collate "C" not null,
  generation integer not null,
  subscriber text collate "C",
  input_bytes bigint not null,
  output_bytes bigint not null,
  mcc text,
  mnc text,
  started_at timestamp with time zone not null,
  last_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  ended_by text,
  identity bytea not null,
  client_id uuid not null,
  address text not null,
  constraint radius_sessions_pkey PRIMARY KEY (carrier, nas, session_id, generation),
  constraint radius_sessions_check CHECK ((ended_at IS NULL) = (ended_by IS NULL)),
  constraint radius_sessions_ended_by_check CHECK (ended_by = ANY (ARRAY['stop'::text, 'off'::text, 'on'::text])),
  constraint radius_sessions_generation_check CHECK (generation >= 0),
  constraint radius_sessions_input_bytes_check CHECK (input_bytes >= 0),
  constraint radius_sessions_output_bytes_check CHECK (output_bytes >= 0)
) with (fillfactor=70);

create unlogged table rate_limits (
  bucket text not null,
  burst integer not null,
  per_second double precision not null,
  tokens double precision not null,
  wanted integer not null,
  leased integer generated always as (
CASE
    WHEN (wanted < 0) THEN wanted
    ELSE GREATEST(0, LEAST(wanted, (floor(tokens))::integer))
END) stored not null,
  at timestamp with time zone not null,
  constraint rate_limits_pkey PRIMARY KEY (bucket),
  constraint rate_limits_bucket_check CHECK (length(bucket) = 43),
  constraint rate_limits_burst_check CHECK (burst > 0),
  constraint rate_limits_per_second_check CHECK (per_second > 0::double precision)
) with (fillfactor=50);

create table refund_counts (
  account_id uuid not null,
  month date not null,
  refunds integer not null,
  constraint refund_counts_pkey PRIMARY KEY (account_id, month),
  constraint refund_counts_month_check CHECK (EXTRACT(day FROM month) = 1::numeric),
  constraint refund_counts_refunds_check CHECK (refunds >= 0)
);

create table refund_reports (
  account_id uuid not null,
  purchase_id uuid not null,
  kind text not null,
  token text collate "C" not null,
  amount_minor bigint not null,
  reported_at timestamp with time zone not null,
  constraint refund_reports_pkey PRIMARY KEY (account_id, purchase_id, kind, token),
  constraint refund_reports_amount_minor_check CHECK (amount_minor > 0),
  constraint refund_reports_kind_check CHECK (kind = ANY (ARRAY['total'::text, 'failed'::text])),
  constraint refund_reports_token_check CHECK (length(token) >= 1 AND length(token) <= 255)
);

create table rejected_usage_records (
  carrier text not null,
  record_hash bytea not null,
  record jsonb not null,
  reason text not null,
  times bigint default 1 not null,
  first_rejected_at timestamp with time zone default now() not null,
  rejected_at timestamp with time zone default now() not null,
  constraint rejected_usage_records_pkey PRIMARY KEY (carrier, record_hash),
  constraint rejected_usage_records_record_hash_check CHECK (length(record_hash) = 32)
);

create table replacement_counts (
  account_id uuid not null,
  month date not null,
  replacements integer not null,
  constraint replacement_counts_pkey PRIMARY KEY (account_id, month),
  constraint replacement_counts_month_check CHECK (EXTRACT(day FROM month) = 1::numeric),
  constraint replacement_counts_replacements_check CHECK (replacements >= 0)
);

create table sale_approvals (
  account_id uuid not null,
  id uuid not null,
  client_id text not null,
  idempotency_key text collate "C" not null,
  request_hash bytea not null,
  kind text not null,
  batch_id uuid,
  exceeded text,
  description text not null,
  amount_minor bigint not null,
  tool text,
  call jsonb,
  state text not null,
  requested_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  decided_by text,
  decided_by_name text,
  activated_item_id uuid,
  failure_code text,
  failure_detail text,
  constraint sale_approvals_pkey PRIMARY KEY (account_id, id),
  constraint sale_approvals_account_id_client_id_idempotency_key_key UNIQUE (account_id, client_id, idempotency_key),
  constraint sale_approvals_amount_minor_check CHECK (amount_minor >= 0),
  constraint sale_approvals_call_check CHECK (jsonb_typeof(call) = 'object'::text),
  constraint sale_approvals_check CHECK ((kind = 'sale_batch'::text) = (batch_id IS NOT NULL)),
  constraint sale_approvals_check1 CHECK ((state = ANY (ARRAY['pending'::text, 'expired'::text])) = (decided_at IS NULL)),
  constraint sale_approvals_check2 CHECK ((decided_at IS NULL) = (decided_by IS NULL)),
  constraint sale_approvals_check3 CHECK (state = 'approved'::text OR activated_item_id IS NULL),
  constraint sale_approvals_decided_by_check CHECK (length(decided_by) >= 1 AND length(decided_by) <= 255),
  constraint sale_approvals_decided_by_name_check CHECK (length(decided_by_name) <= 255),
  constraint sale_approvals_description_check CHECK (length(description) >= 1 AND length(description) <= 1000),
  constraint sale_approvals_exceeded_check CHECK (exceeded = ANY (ARRAY['perSale'::text, 'perDay'::text, 'perMonth'::text])),
  constraint sale_approvals_failure_code_check CHECK (length(failure_code) >= 1 AND length(failure_code) <= 64),
  constraint sale_approvals_failure_detail_check CHECK (length(failure_detail) <= 1000),
  constraint sale_approvals_idempotency_key_check CHECK (length(idempotency_key) >= 1 AND length(idempotency_key) <= 255),
  constraint sale_approvals_kind_check CHECK (kind = ANY (ARRAY['sale'::text, 'sale_batch'::text])),
  constraint sale_approvals_request_hash_check CHECK (length(request_hash) = 32),
  constraint sale_approvals_state_check CHECK (state = ANY (ARRAY['pending'::text, 'approved'::text, 'rejected'::text, 'expired'::text])),
  constraint sale_approvals_tool_check CHECK (length(tool) >= 1 AND length(tool) <= 64)
);

create table sale_batch_items (
  account_id uuid not null,
  batch_id uuid not null,
  number integer not null,
  line integer not null,
  email text,
  inventory_item_id uuid not null,
  metatag text,
  state text not null,
  code text,
  detail text,
  activated_item_id uuid,
  customer_id uuid,
  iccid text,
  constraint sale_batch_items_pkey PRIMARY KEY (account_id, batch_id, number),
  constraint sale_batch_items_check CHECK ((state = 'sold'::text) = (activated_item_id IS NOT NULL AND customer_id IS NOT NULL)),
  constraint sale_batch_items_check1 CHECK ((state = 'failed'::text) = (code IS NOT NULL)),
  constraint sale_batch_items_code_check CHECK (length(code) >= 1 AND length(code) <= 64),
  constraint sale_batch_items_detail_check CHECK (length(detail) <= 1000),
  constraint sale_batch_items_email_check CHECK (length(email) <= 254),
  constraint sale_batch_items_iccid_check CHECK (length(iccid) >= 18 AND length(iccid) <= 20),
  constraint sale_batch_items_line_check CHECK (line > 0),
  constraint sale_batch_items_metatag_check CHECK (length(metatag) <= 255),
  constraint sale_batch_items_number_check CHECK (number > 0),
  constraint sale_batch_items_state_check CHECK (state = ANY (ARRAY['waiting'::text, 'sold'::text, 'failed'::text]))
);

create table sale_batches (
  account_id uuid not null,
  id uuid not null,
  state text not null,
  stopped_by text,
  activation_mode text not null,
  sales_channel text not null,
  seller jsonb not null,
  lines integer not null,
  packages integer not null,
  total_minor bigint not null,
  created_at timestamp with time zone not null,
  touched_at timestamp with time zone default now() not null,
  constraint sale_batches_pkey PRIMARY KEY (account_id, id),
  constraint sale_batches_activation_mode_check CHECK (activation_mode = ANY (ARRAY['NOW'::text, 'FIRST_USE'::text, 'ON_DEMAND'::text])),
  constraint sale_batches_lines_check CHECK (lines > 0),
  constraint sale_batches_packages_check CHECK (packages > 0),
  constraint sale_batches_sales_channel_check CHECK (sales_channel = ANY (ARRAY['API'::text, 'MCP'::text, 'PORTAL'::text])),
  constraint sale_batches_seller_check CHECK (jsonb_typeof(seller) = 'object'::text),
  constraint sale_batches_state_check CHECK (state = ANY (ARRAY['running'::text, 'stopped'::text, 'done'::text])),
  constraint sale_batches_stopped_by_check CHECK (length(stopped_by) >= 1 AND length(stopped_by) <= 64),
  constraint sale_batches_total_minor_check CHECK (total_minor >= 0)
);

create table sales_totals (
  account_id uuid not null,
  grain text not null,
  starts_at timestamp with time zone not null,
  inventory_item_id uuid,
  country_set text,
  sales_channel text,
  client_id text,
  metatag text,
  sold integer not null,
  from_stock integer not null,
  activated integer not null,
  refunded integer not null,
  retail_minor bigint not null,
  wholesale_minor bigint not null,
  refunded_minor bigint not null,
  stock_minor bigint not null,
  constraint sales_totals_key UNIQUE NULLS NOT DISTINCT (account_id, grain, starts_at, inventory_item_id, country_set, sales_channel, client_id, metatag),
  constraint sales_totals_grain_check CHECK (grain = ANY (ARRAY['hour'::text, 'hour_of_all'::text, 'day'::text, 'day_by_metatag'::text]))
) with (fillfactor=80);

create table sales_totals_progress (
  account_id uuid not null,
  rolled_until bigint,
  constraint sales_totals_progress_pkey PRIMARY KEY (account_id),
  constraint sales_totals_progress_rolled_until_check CHECK (rolled_until >= 0)
);

create table schema_migrations (
  version integer not null,
  name text not null,
  checksum text not null,
  applied_at timestamp with time zone default now() not null,
  constraint schema_migrations_pkey PRIMARY KEY (version),
  constraint schema_migrations_name_key UNIQUE (name)
);

create table sdk_activations (
  account_id uuid not null,
  id uuid not null,
  user_id uuid not null,
  app_id uuid not null,
  inventory_item_id uuid not null,
  meta_tag text,
  request_hash bytea not null,
  state text default 'asked'::text not null,
  activated_item_id uuid,
  leased_until timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint sdk_activations_pkey PRIMARY KEY (account_id, id),
  constraint sdk_activations_account_id_activated_item_id_key UNIQUE (account_id, activated_item_id),
  constraint sdk_activations_check CHECK ((state = 'sold'::text) = (activated_item_id IS NOT NULL)),
  constraint sdk_activations_meta_tag_check CHECK (length(meta_tag) <= 255),
  constraint sdk_activations_request_hash_check CHECK (length(request_hash) = 32),
  constraint sdk_activations_state_check CHECK (state = ANY (ARRAY['asked'::text, 'approved'::text, 'sold'::text]))
);

create table sdk_apps (
  account_id uuid not null,
  id uuid not null,
  platform text not null,
  name text not null,
  identifier text not null,
  team_id text,
  certificates text[] default '{}'::text[] not null,
  state text default 'requested'::text not null,
  rejection_reason text,
  requested_at timestamp with time zone not null,
  decided_at timestamp with time zone,
  removed_at timestamp with time zone,
  activates_items boolean default false not null,
  requires_attestation boolean default false not null,
  constraint sdk_apps_pkey PRIMARY KEY (account_id, id),
  constraint sdk_apps_check CHECK ((platform = 'ios'::text) = (team_id IS NOT NULL)),
  constraint sdk_apps_check1 CHECK ((platform = 'android'::text) = (cardinality(certificates) > 0)),
  constraint sdk_apps_check2 CHECK ((state = 'rejected'::text) = (rejection_reason IS NOT NULL)),
  constraint sdk_apps_check3 CHECK ((state = 'requested'::text) = (decided_at IS NULL)),
  constraint sdk_apps_closed_check CHECK (NOT (activates_items AND requires_attestation)),
  constraint sdk_apps_identifier_check CHECK (length(identifier) >= 1 AND length(identifier) <= 255),
  constraint sdk_apps_name_check CHECK (length(name) >= 1 AND length(name) <= 255),
  constraint sdk_apps_platform_check CHECK (platform = ANY (ARRAY['ios'::text, 'android'::text])),
  constraint sdk_apps_rejection_reason_check CHECK (length(rejection_reason) >= 1 AND length(rejection_reason) <= 1000),
  constraint sdk_apps_state_check CHECK (state = ANY (ARRAY['requested'::text, 'approved'::text, 'rejected'::text])),
  constraint sdk_apps_team_id_check CHECK (team_id ~ '^[A-Z0-9]{10}$'::text)
);

create table sdk_attestation_settings (
  account_id uuid not null,
  app_id uuid not null,
  environment text,
  verification_key text,
  decryption_key_encrypted bytea,
  updated_at timestamp with time zone not null,
  constraint sdk_attestation_settings_pkey PRIMARY KEY (account_id, app_id),
  constraint sdk_attestation_settings_check CHECK ((environment IS NULL) = (verification_key IS NOT NULL)),
  constraint sdk_attestation_settings_check1 CHECK ((verification_key IS NULL) = (decryption_key_encrypted IS NULL)),
  constraint sdk_attestation_settings_environment_check CHECK (environment = ANY (ARRAY['production'::text, 'development'::text])),
  constraint sdk_attestation_settings_verification_key_check CHECK (length(verification_key) >= 1 AND length(verification_key) <= 500)
);

create table sdk_install_tokens (
  account_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  esim_profile_id uuid,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  installation_id uuid,
  constraint sdk_install_tokens_pkey PRIMARY KEY (account_id, id),
  constraint sdk_install_tokens_check CHECK (expires_at > created_at)
);

create table sdk_key_owners (
  key text not null,
  account_id uuid not null,
  constraint sdk_key_owners_pkey PRIMARY KEY (key),
  constraint sdk_key_owners_account_id_key_key UNIQUE (account_id, key)
);

create table sdk_keys (
  account_id uuid not null,
  id uuid not null,
  app_id uuid not null,
  key text not null,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone,
  constraint sdk_keys_pkey PRIMARY KEY (account_id, id),
  constraint sdk_keys_key_key UNIQUE (key, account_id),
  constraint sdk_keys_key_check CHECK (key ~ '^pk_(live|test)_[0-9a-f]{32}$'::text)
);

create table sdk_sessions (
  account_id uuid not null,
  id uuid not null,
  install_token_id uuid not null,
  key_id uuid not null,
  model text,
  system_version text,
  created_at timestamp with time zone not null,
  expires_at timestamp with time zone not null,
  constraint sdk_sessions_pkey PRIMARY KEY (account_id, id),
  constraint sdk_sessions_model_check CHECK (length(model) >= 1 AND length(model) <= 100),
  constraint sdk_sessions_system_version_check CHECK (length(system_version) >= 1 AND length(system_version) <= 50)
);

create table sdk_users (
  account_id uuid not null,
  id uuid not null,
  user_token text,
  customer_id uuid,
  created_at timestamp with time zone not null,
  constraint sdk_users_pkey PRIMARY KEY (account_id, id),
  constraint sdk_users_account_id_customer_id_key UNIQUE (account_id, customer_id),
  constraint sdk_users_account_id_user_token_key UNIQUE (account_id, user_token),
  constraint sdk_users_user_token_check CHECK (length(user_token) >= 16 AND length(user_token) <= 200)
);

create table second_factors (
  id uuid not null,
  person_id uuid not null,
  secret text not null,
  recovery_codes text not null,
  verified boolean default false not null,
  failed_attempts integer default 0 not null,
  locked_until timestamp with time zone,
  last_step bigint,
  constraint second_factors_pkey PRIMARY KEY (id),
  constraint second_factors_failed_attempts_check CHECK (failed_attempts >= 0),
  constraint second_factors_last_step_check CHECK (last_step >= 0)
);

create table sellers (
  only_row boolean default true not null,
  legal_name text not null,
  address_line1 text not null,
  address_line2 text,
  postal_code text,
  city text not null,
  country text not null,
  vat_id text,
  email text,
  bank_name text,
  iban text,
  bic text,
  updated_at timestamp with time zone not null,
  constraint sellers_pkey PRIMARY KEY (only_row),
  constraint sellers_address_line1_check CHECK (length(address_line1) >= 1 AND length(address_line1) <= 255),
  constraint sellers_address_line2_check CHECK (length(address_line2) >= 1 AND length(address_line2) <= 255),
  constraint sellers_bank_name_check CHECK (length(bank_name) >= 1 AND length(bank_name) <= 255),
  constraint sellers_bic_check CHECK (bic ~ '^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$'::text),
  constraint sellers_city_check CHECK (length(city) >= 1 AND length(city) <= 255),
  constraint sellers_country_check CHECK (country ~ '^[A-Z]{2}$'::text),
  constraint sellers_email_check CHECK (length(email) >= 3 AND length(email) <= 254),
  constraint sellers_iban_check CHECK (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'::text),
  constraint sellers_legal_name_check CHECK (length(legal_name) >= 1 AND length(legal_name) <= 255),
  constraint sellers_only_row_check CHECK (only_row),
  constraint sellers_postal_code_check CHECK (length(postal_code) >= 1 AND length(postal_code) <= 20),
  constraint sellers_vat_id_check CHECK (length(vat_id) >= 2 AND length(vat_id) <= 32)
);

create table sessions (
  id uuid not null,
  token text not null,
  person_id uuid not null,
  expires_at timestamp with time zone not null,
  ip_address text,
  user_agent text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  is_strong boolean default false not null,
  seen_at timestamp with time zone default now() not null,
  constraint sessions_pkey PRIMARY KEY (id),
  constraint sessions_ip_address_check CHECK (length(ip_address) <= 255),
  constraint sessions_token_check CHECK (length(token) >= 16 AND length(token) <= 255),
  constraint sessions_user_agent_check CHECK (length(user_agent) <= 1024)
);

create table sign_in_attempts (
  kind text not null,
  subject_hash bytea not null,
  count integer not null,
  until timestamp with time zone not null,
  constraint sign_in_attempts_pkey PRIMARY KEY (kind, subject_hash),
  constraint sign_in_attempts_count_check CHECK (count > 0),
  constraint sign_in_attempts_kind_check CHECK (kind = ANY (ARRAY['password'::text, 'password_device'::text, 'password_ip'::text, 'mail'::text, 'mail_ip'::text, 'mail_organization'::text])),
  constraint sign_in_attempts_subject_hash_check CHECK (length(subject_hash) = 32)
);

create table sign_in_challenges (
  id uuid not null,
  identifier text not null,
  value text not null,
  expires_at timestamp with time zone not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint sign_in_challenges_pkey PRIMARY KEY (id),
  constraint sign_in_challenges_identifier_check CHECK (length(identifier) >= 1 AND length(identifier) <= 512),
  constraint sign_in_challenges_value_check CHECK (length(value) <= 4096)
);

create table sign_in_methods (
  id uuid not null,
  person_id uuid not null,
  provider text not null,
  subject text not null,
  password text,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  constraint sign_in_methods_pkey PRIMARY KEY (id),
  constraint sign_in_methods_password_check CHECK (length(password) >= 1 AND length(password) <= 1024),
  constraint sign_in_methods_provider_check CHECK (provider = 'credential'::text),
  constraint sign_in_methods_subject_check CHECK (length(subject) >= 1 AND length(subject) <= 255)
);

create table signing_keys (
  kid text not null,
  public_jwk jsonb not null,
  private_jwk_encrypted bytea not null,
  created_at timestamp with time zone not null,
  retired_at timestamp with time zone,
  constraint signing_keys_pkey PRIMARY KEY (kid)
);

create table smdp_profile_types (
  carrier text not null,
  smdp text not null,
  profile_type text not null,
  level integer not null,
  batch_size integer not null,
  iccid_first text collate "C",
  iccid_last text collate "C",
  iccid_next text collate "C",
  confirmation_codes boolean default false not null,
  constraint smdp_profile_types_pkey PRIMARY KEY (carrier),
  constraint smdp_profile_types_smdp_profile_type_key UNIQUE (smdp, profile_type),
  constraint smdp_profile_types_batch_size_check CHECK (batch_size >= 1 AND batch_size <= 1000),
  constraint smdp_profile_types_carrier_check CHECK (length(carrier) >= 1 AND length(carrier) <= 64),
  constraint smdp_profile_types_check CHECK ((iccid_first IS NULL) = (iccid_last IS NULL)),
  constraint smdp_profile_types_check1 CHECK ((iccid_first IS NULL) = (iccid_next IS NULL)),
  constraint smdp_profile_types_iccid_first_check CHECK (iccid_first ~ '^89[0-9]{17,18}$'::text),
  constraint smdp_profile_types_iccid_last_check CHECK (iccid_last ~ '^89[0-9]{17,18}$'::text),
  constraint smdp_profile_types_iccid_next_check CHECK (iccid_next ~ '^[0-9]{18,19}$'::text),
  constraint smdp_profile_types_level_check CHECK (level >= 0 AND level <= 1000000),
  constraint smdp_profile_types_profile_type_check CHECK (length(profile_type) >= 1 AND length(profile_type) <= 200)
);

create table smdps (
  name text not null,
  url text not null,
  requester_id text not null,
  is_private boolean not null,
  releases_apart boolean not null,
  smdp_address text,
  authority text,
  certificate text,
  private_key_encrypted bytea,
  notice_secret_hash bytea,
  revision uuid not null,
  updated_at timestamp with time zone not null,
  constraint smdps_pkey PRIMARY KEY (name),
  constraint smdps_check CHECK ((certificate IS NULL) = (private_key_encrypted IS NULL)),
  constraint smdps_name_check CHECK (name ~ '^[a-z0-9][a-z0-9-]{0,63}$'::text),
  constraint smdps_notice_secret_hash_check CHECK (length(notice_secret_hash) = 32),
  constraint smdps_requester_id_check CHECK (length(requester_id) >= 1 AND length(requester_id) <= 200),
  constraint smdps_smdp_address_check CHECK (length(smdp_address) >= 1 AND length(smdp_address) <= 255),
  constraint smdps_url_check CHECK (length(url) >= 1 AND length(url) <= 500)
);

create table stock_orders (
  id uuid not null,
  carrier text not null,
  batch_id uuid not null,
  state text not null,
  iccid text collate "C",
  matching_id text collate "C",
  smdp_address text,
  attempts integer default 0 not null,
  reason text,
  detail text,
  created_at timestamp with time zone not null,
  ended_at timestamp with time zone,
  next_at timestamp with time zone,
  lease uuid,
  asks_since timestamp with time zone,
  confirmation_code text,
  constraint stock_orders_pkey PRIMARY KEY (id),
  constraint stock_orders_attempts_check CHECK (attempts >= 0),
  constraint stock_orders_check CHECK ((state = ANY (ARRAY['STOCKED'::text, 'REFUSED'::text])) = (ended_at IS NOT NULL)),
  constraint stock_orders_check1 CHECK (ended_at IS NULL OR next_at IS NULL),
  constraint stock_orders_check2 CHECK (next_at IS NOT NULL OR ended_at IS NOT NULL OR asks_since IS NOT NULL),
  constraint stock_orders_confirmation_code_check CHECK (length(confirmation_code) >= 1 AND length(confirmation_code) <= 64),
  constraint stock_orders_state_check CHECK (state = ANY (ARRAY['QUEUED'::text, 'ORDERING'::text, 'ORDERED'::text, 'CONFIRMING'::text, 'CONFIRMED'::text, 'RELEASING'::text, 'CANCELLING'::text, 'STOCKED'::text, 'REFUSED'::text]))
) with (fillfactor=70);

create table stock_thresholds (
  carrier text not null,
  low_below integer not null,
  warned_at timestamp with time zone,
  constraint stock_thresholds_pkey PRIMARY KEY (carrier),
  constraint stock_thresholds_carrier_check CHECK (length(carrier) >= 1 AND length(carrier) <= 64),
  constraint stock_thresholds_low_below_check CHECK (low_below >= 0)
);

create table supplier_costs (
  carrier text not null,
  item text not null,
  from_at timestamp with time zone not null,
  ten_thousandths bigint not null,
  currency text not null,
  rate_valid_from date,
  usd_millionths bigint,
  usd_ten_thousandths bigint not null,
  constraint supplier_costs_pkey PRIMARY KEY (carrier, item, from_at),
  constraint supplier_costs_check CHECK ((currency = 'USD'::text) = (rate_valid_from IS NULL)),
  constraint supplier_costs_check1 CHECK ((rate_valid_from IS NULL) = (usd_millionths IS NULL)),
  constraint supplier_costs_currency_check CHECK (currency ~ '^[A-Z]{3}$'::text),
  constraint supplier_costs_ten_thousandths_check CHECK (ten_thousandths >= 0),
  constraint supplier_costs_usd_millionths_check CHECK (usd_millionths > 0),
  constraint supplier_costs_usd_ten_thousandths_check CHECK (usd_ten_thousandths >= 0)
);

create table supplier_items (
  carrier text not null,
  item text not null,
  name text not null,
  data_bytes bigint,
  validity_days integer,
  countries text[] not null,
  networks jsonb not null,
  data_plan_id uuid,
  applied_at timestamp with time zone not null,
  dismissed_at timestamp with time zone,
  gone_at timestamp with time zone,
  data_terms jsonb,
  constraint supplier_items_pkey PRIMARY KEY (carrier, item),
  constraint supplier_items_carrier_check CHECK (length(carrier) >= 1 AND length(carrier) <= 64),
  constraint supplier_items_check CHECK (dismissed_at IS NULL OR data_plan_id IS NULL),
  constraint supplier_items_data_terms_check CHECK ((data_terms ->> 'dataType'::text) = ANY (ARRAY['total'::text, 'daily'::text, 'unlimited'::text])),
  constraint supplier_items_item_check CHECK (length(item) >= 1 AND length(item) <= 500),
  constraint supplier_items_networks_check CHECK (jsonb_typeof(networks) = 'array'::text)
);

create table ticket_attachments (
  account_id uuid not null,
  id uuid not null,
  ticket_id uuid not null,
  side text not null,
  author text not null,
  filename text not null,
  content_type text not null,
  content bytea not null,
  created_at timestamp with time zone not null,
  constraint ticket_attachments_pkey PRIMARY KEY (account_id, id),
  constraint ticket_attachments_author_check CHECK (length(author) >= 1 AND length(author) <= 255),
  constraint ticket_attachments_content_check CHECK (length(content) >= 1 AND length(content) <= 3145728),
  constraint ticket_attachments_content_type_check CHECK (length(content_type) >= 1 AND length(content_type) <= 64),
  constraint ticket_attachments_filename_check CHECK (length(filename) >= 1 AND length(filename) <= 255),
  constraint ticket_attachments_side_check CHECK (side = ANY (ARRAY['reseller'::text, 'operator'::text]))
);

create table ticket_messages (
  account_id uuid not null,
  ticket_id uuid not null,
  id uuid not null,
  side text not null,
  author text not null,
  body text not null,
  created_at timestamp with time zone not null,
  constraint ticket_messages_pkey PRIMARY KEY (account_id, ticket_id, id),
  constraint ticket_messages_author_check CHECK (length(author) >= 1 AND length(author) <= 255),
  constraint ticket_messages_body_check CHECK (length(body) >= 1 AND length(body) <= 10000),
  constraint ticket_messages_side_check CHECK (side = ANY (ARRAY['reseller'::text, 'operator'::text]))
);

create table ticket_notes (
  account_id uuid not null,
  ticket_id uuid not null,
  id uuid not null,
  author text not null,
  body text not null,
  created_at timestamp with time zone not null,
  constraint ticket_notes_pkey PRIMARY KEY (account_id, ticket_id, id),
  constraint ticket_notes_author_check CHECK (length(author) >= 1 AND length(author) <= 255),
  constraint ticket_notes_body_check CHECK (length(body) >= 1 AND length(body) <= 10000)
);

create table ticket_owners (
  number bigint not null,
  account_id uuid not null,
  constraint ticket_owners_pkey PRIMARY KEY (number),
  constraint ticket_owners_account_id_number_key UNIQUE (account_id, number)
);

create table tickets (
  account_id uuid not null,
  id uuid not null,
  number bigint not null,
  subject text not null,
  status text not null,
  activated_item_id uuid,
  iccid text collate "C",
  author_person_id uuid,
  author_locale text not null,
  created_at timestamp with time zone not null,
  updated_at timestamp with time zone not null,
  priority text default 'normal'::text not null,
  assignee_person_id uuid,
  assignee_name text,
  member_person_id uuid,
  member_name text,
  first_answered_at timestamp with time zone,
  constraint tickets_pkey PRIMARY KEY (account_id, id),
  constraint tickets_assignee_check CHECK ((assignee_person_id IS NULL) = (assignee_name IS NULL)),
  constraint tickets_assignee_name_check CHECK (length(assignee_name) >= 1 AND length(assignee_name) <= 255),
  constraint tickets_author_locale_check CHECK (author_locale = ANY (ARRAY['en'::text, 'de'::text])),
  constraint tickets_iccid_check CHECK (length(iccid) >= 18 AND length(iccid) <= 20),
  constraint tickets_member_check CHECK ((member_person_id IS NULL) = (member_name IS NULL)),
  constraint tickets_member_name_check CHECK (length(member_name) >= 1 AND length(member_name) <= 255),
  constraint tickets_number_check CHECK (number > 0),
  constraint tickets_priority_check CHECK (priority = ANY (ARRAY['low'::text, 'normal'::text, 'high'::text, 'urgent'::text])),
  constraint tickets_status_check CHECK (status = ANY (ARRAY['open'::text, 'waiting'::text, 'closed'::text])),
  constraint tickets_subject_check CHECK (length(subject) >= 1 AND length(subject) <= 255)
);

create table transfer_sums (
  account_id uuid not null,
  block bigint not null,
  earliest_at timestamp with time zone not null,
  latest_at timestamp with time zone not null,
  amount_minor bigint not null,
  constraint transfer_sums_pkey PRIMARY KEY (account_id, block),
  constraint transfer_sums_block_check CHECK (block >= 0),
  constraint transfer_sums_check CHECK (latest_at >= earliest_at)
);

create table transfers (
  account_id uuid not null,
  sequence bigint not null,
  id uuid not null,
  kind text not null,
  type text not null,
  debit_code text not null,
  credit_code text not null,
  amount_minor bigint not null,
  pending_sequence bigint,
  activated_item_id uuid,
  purchase_id uuid,
  balance_after_minor bigint not null,
  description text not null,
  created_at timestamp with time zone not null,
  constraint transfers_pkey PRIMARY KEY (account_id, sequence),
  constraint transfers_amount_minor_check CHECK (amount_minor > 0),
  constraint transfers_check CHECK ((credit_code = ANY (ARRAY['credits'::text, 'sales'::text, 'funding'::text, 'adjustments'::text])) AND credit_code <> debit_code),
  constraint transfers_check1 CHECK ((kind = ANY (ARRAY['post'::text, 'void'::text])) = (pending_sequence IS NOT NULL)),
  constraint transfers_debit_code_check CHECK (debit_code = ANY (ARRAY['credits'::text, 'sales'::text, 'funding'::text, 'adjustments'::text])),
  constraint transfers_description_check CHECK (length(description) <= 500),
  constraint transfers_kind_check CHECK (kind = ANY (ARRAY['posted'::text, 'pending'::text, 'post'::text, 'void'::text])),
  constraint transfers_sequence_check CHECK (sequence > 0),
  constraint transfers_type_check CHECK (type = ANY (ARRAY['credit_purchase'::text, 'auto_top_up'::text, 'activation'::text, 'refund'::text, 'stock_purchase'::text, 'adjustment'::text, 'sandbox_credit'::text]))
);

create table traveller_mail_choices (
  organization_id uuid not null,
  kind text not null,
  constraint traveller_mail_choices_pkey PRIMARY KEY (organization_id, kind),
  constraint traveller_mail_choices_kind_check CHECK (kind = ANY (ARRAY['installation'::text, 'lowData'::text, 'expiring'::text, 'expired'::text, 'replaced'::text]))
);

create table traveller_mail_cursors (
  account_id uuid not null,
  sequence bigint not null,
  constraint traveller_mail_cursors_pkey PRIMARY KEY (account_id),
  constraint traveller_mail_cursors_sequence_check CHECK (sequence >= 0)
);

create table traveller_mails (
  account_id uuid not null,
  id uuid not null,
  kind text not null,
  about text not null,
  customer_id uuid not null,
  queued_at timestamp with time zone default now() not null,
  sent_at timestamp with time zone,
  constraint traveller_mails_pkey PRIMARY KEY (account_id, id),
  constraint traveller_mails_account_id_kind_about_key UNIQUE (account_id, kind, about),
  constraint traveller_mails_about_check CHECK (length(about) >= 1 AND length(about) <= 64),
  constraint traveller_mails_kind_check CHECK (kind = ANY (ARRAY['installation'::text, 'lowData'::text, 'expiring'::text, 'expired'::text, 'replaced'::text]))
);

create table two_phase_commits (
  account_id uuid not null,
  constraint two_phase_commits_pkey PRIMARY KEY (account_id)
);

create table usage_file_errors (
  file_id uuid not null,
  line integer not null,
  text text not null,
  reason text not null,
  constraint usage_file_errors_pkey PRIMARY KEY (file_id, line)
);

create table usage_file_formats (
  carrier text not null,
  format jsonb not null,
  updated_by_name text,
  updated_at timestamp with time zone default now() not null,
  constraint usage_file_formats_pkey PRIMARY KEY (carrier)
);

create table usage_file_parts (
  file_id uuid not null,
  part integer not null,
  first_line integer not null,
  lines bytea not null,
  constraint usage_file_parts_pkey PRIMARY KEY (file_id, part)
);

create table usage_file_shares (
  account_id uuid not null,
  file_id uuid not null,
  part integer not null,
  counted integer default 0 not null,
  repeated integer default 0 not null,
  counted_bytes bigint default 0 not null,
  constraint usage_file_shares_pkey PRIMARY KEY (account_id, file_id, part)
);

create table usage_files (
  id uuid not null,
  carrier text not null,
  file_name text not null,
  source text not null,
  folder_key text,
  taken_by_name text,
  format jsonb,
  heading text,
  lines_before integer default 0 not null,
  state text not null,
  fault text,
  lines integer default 0 not null,
  parts integer default 0 not null,
  next_part integer default 0 not null,
  lines_done integer default 0 not null,
  counted integer default 0 not null,
  repeated integer default 0 not null,
  rejected integer default 0 not null,
  counted_bytes bigint default 0 not null,
  received_at timestamp with time zone default now() not null,
  ended_at timestamp with time zone,
  leased_until timestamp with time zone not null,
  attempts integer default 0 not null,
  constraint usage_files_pkey PRIMARY KEY (id),
  constraint usage_files_folder_key_key UNIQUE (folder_key),
  constraint usage_files_check CHECK ((ended_at IS NULL) = (state = ANY (ARRAY['receiving'::text, 'waiting'::text]))),
  constraint usage_files_source_check CHECK (source = ANY (ARRAY['upload'::text, 'folder'::text, 'command'::text])),
  constraint usage_files_state_check CHECK (state = ANY (ARRAY['receiving'::text, 'waiting'::text, 'done'::text, 'failed'::text]))
);

create table usage_pull_feeds (
  carrier text not null,
  asked_at timestamp with time zone not null,
  answered_at timestamp with time zone,
  paused_until timestamp with time zone,
  failures integer default 0 not null,
  detail text,
  constraint usage_pull_feeds_pkey PRIMARY KEY (carrier),
  constraint usage_pull_feeds_carrier_check CHECK (length(carrier) >= 1 AND length(carrier) <= 64),
  constraint usage_pull_feeds_failures_check CHECK (failures >= 0)
);

create table usage_pulls (
  account_id uuid not null,
  esim_profile_id uuid not null,
  carrier text not null,
  iccid text collate "C" not null,
  profile_id text collate "C" not null,
  used_bytes bigint default 0 not null,
  total_bytes bigint,
  generation integer default 0 not null,
  as_of timestamp with time zone,
  fell_used_bytes bigint,
  fell_at timestamp with time zone,
  created_at timestamp with time zone not null,
  changed_at timestamp with time zone,
  next_at timestamp with time zone,
  detail text,
  constraint usage_pulls_pkey PRIMARY KEY (account_id, esim_profile_id),
  constraint usage_pulls_carrier_check CHECK (length(carrier) >= 1 AND length(carrier) <= 64),
  constraint usage_pulls_check CHECK ((fell_used_bytes IS NULL) = (fell_at IS NULL)),
  constraint usage_pulls_fell_used_bytes_check CHECK (fell_used_bytes >= 0),
  constraint usage_pulls_generation_check CHECK (generation >= 0),
  constraint usage_pulls_total_bytes_check CHECK (total_bytes >= 0),
  constraint usage_pulls_used_bytes_check CHECK (used_bytes >= 0)
);

create table usage_record_ids (
  account_id uuid not null,
  carrier text not null,
  record_id text collate "C" not null,
  bytes bigint,
  constraint usage_record_ids_pkey PRIMARY KEY (account_id, carrier, record_id),
  constraint usage_record_ids_bytes_check CHECK (bytes >= 0),
  constraint usage_record_ids_record_id_check CHECK (length(record_id) >= 1 AND length(record_id) <= 128)
);

create table usage_records (
  account_id uuid not null,
  carrier text not null,
  record_id text not null,
  esim_profile_id uuid not null,
  activated_item_id uuid,
  bytes bigint not null,
  country text not null,
  started_at timestamp with time zone not null,
  ended_at timestamp with time zone not null,
  recorded_at timestamp with time zone default now() not null,
  constraint usage_records_bytes_check CHECK (bytes >= 0),
  constraint usage_records_check CHECK (ended_at >= started_at),
  constraint usage_records_country_check CHECK (country ~ '^[A-Z]{2}$'::text)
) partition by RANGE (recorded_at);

create table usage_report_parts (
  account_id uuid not null,
  report_id uuid not null,
  part integer not null,
  outcomes text,
  constraint usage_report_parts_pkey PRIMARY KEY (account_id, report_id, part),
  constraint usage_report_parts_part_check CHECK (part >= 0)
);

create table usage_reports (
  id uuid not null,
  carrier text not null,
  body_hash bytea not null,
  body text not null,
  records integer not null,
  rejected jsonb,
  received_at timestamp with time zone default now() not null,
  leased_until timestamp with time zone not null,
  attempts integer default 1 not null,
  settled_at timestamp with time zone,
  constraint usage_reports_pkey PRIMARY KEY (id),
  constraint usage_reports_body_hash UNIQUE (carrier, body_hash),
  constraint usage_reports_attempts_check CHECK (attempts > 0),
  constraint usage_reports_body_hash_check CHECK (length(body_hash) = 32),
  constraint usage_reports_records_check CHECK (records >= 0)
);

create table webhook_attempts (
  account_id uuid not null,
  delivery_id uuid not null,
  number integer not null,
  attempted_at timestamp with time zone not null,
  http_status integer,
  error text,
  duration_ms integer not null,
  response text not null,
  constraint webhook_attempts_pkey PRIMARY KEY (account_id, delivery_id, number, attempted_at),
  constraint webhook_attempts_duration_ms_check CHECK (duration_ms >= 0),
  constraint webhook_attempts_number_check CHECK (number > 0)
) partition by RANGE (attempted_at);

create table webhook_deliveries (
  account_id uuid not null,
  id uuid not null,
  event text collate "C" not null,
  url text not null,
  status text not null,
  event_sequence bigint,
  order_key text collate "C",
  body text not null,
  attempts integer default 0 not null,
  tries integer default 0 not null,
  next_attempt_at timestamp with time zone,
  created_at timestamp with time zone not null,
  constraint webhook_deliveries_pkey PRIMARY KEY (account_id, id, created_at),
  constraint webhook_deliveries_attempts_check CHECK (attempts >= 0),
  constraint webhook_deliveries_check CHECK (tries >= 0 AND tries <= attempts),
  constraint webhook_deliveries_check1 CHECK ((status = 'pending'::text) = (next_attempt_at IS NOT NULL)),
  constraint webhook_deliveries_status_check CHECK (status = ANY (ARRAY['pending'::text, 'delivered'::text, 'failed'::text]))
) partition by RANGE (created_at);

create table webhook_endpoints (
  account_id uuid not null,
  event text collate "C" not null,
  url text not null,
  enabled boolean default true not null,
  secret_encrypted bytea not null,
  previous_secret_encrypted bytea,
  previous_secret_until timestamp with time zone,
  last_sequence bigint not null,
  retry_at timestamp with time zone,
  sender uuid,
  sender_until timestamp with time zone,
  failing_since timestamp with time zone,
  disabled_at timestamp with time zone,
  disabled_reason text,
  created_at timestamp with time zone default now() not null,
  event_types text[],
  description text,
  max_per_second integer,
  paused_until timestamp with time zone,
  constraint webhook_endpoints_pkey PRIMARY KEY (account_id, event),
  constraint webhook_endpoints_check CHECK ((previous_secret_encrypted IS NULL) = (previous_secret_until IS NULL)),
  constraint webhook_endpoints_check1 CHECK ((disabled_at IS NULL) = (disabled_reason IS NULL)),
  constraint webhook_endpoints_check2 CHECK (disabled_at IS NULL OR NOT enabled),
  constraint webhook_endpoints_check3 CHECK (enabled OR retry_at IS NULL),
  constraint webhook_endpoints_description_check CHECK (length(description) >= 1 AND length(description) <= 255),
  constraint webhook_endpoints_event_check CHECK (length(event) >= 1 AND length(event) <= 64),
  constraint webhook_endpoints_event_types_check CHECK (cardinality(event_types) >= 1 AND cardinality(event_types) <= 100),
  constraint webhook_endpoints_last_sequence_check CHECK (last_sequence >= 0),
  constraint webhook_endpoints_max_per_second_check CHECK (max_per_second >= 1 AND max_per_second <= 1000),
  constraint webhook_endpoints_url_check CHECK (length(url) >= 1 AND length(url) <= 2048)
) with (fillfactor=50);

create table api_requests_default partition of api_requests DEFAULT;

create table audit_log_default partition of audit_log DEFAULT;

create table audit_sales_default partition of audit_sales DEFAULT;

create table events_default partition of events DEFAULT;

create table usage_records_default partition of usage_records DEFAULT;

create table webhook_attempts_default partition of webhook_attempts DEFAULT;

create table webhook_deliveries_default partition of webhook_deliveries DEFAULT;

alter table accounts
  add constraint accounts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE RESTRICT;

alter table activated_items
  add constraint activated_items_account_id_customer_id_fkey FOREIGN KEY (account_id, customer_id) REFERENCES customers(account_id, id) ON DELETE RESTRICT;

alter table activated_items
  add constraint activated_items_account_id_esim_profile_id_fkey FOREIGN KEY (account_id, esim_profile_id) REFERENCES esim_profiles(account_id, id) ON DELETE RESTRICT;

alter table activated_items
  add constraint activated_items_account_id_inventory_item_id_fkey FOREIGN KEY (account_id, inventory_item_id) REFERENCES inventory_items(account_id, id) ON DELETE RESTRICT;

alter table activated_items
  add constraint activated_items_account_id_profile_domain_id_fkey FOREIGN KEY (account_id, profile_domain_id) REFERENCES profile_domains(account_id, id) ON DELETE RESTRICT;

alter table activated_items
  add constraint activated_items_days_have_terms CHECK (data_days IS NULL OR data_terms IS NOT NULL) NOT VALID;

alter table activated_items
  add constraint activated_items_days_within_allowance CHECK (data_days IS NULL OR (data_terms ->> 'dataType'::text) <> 'daily'::text OR NOT jsonb_path_exists(data_days, '$[*]?(@."bytes" > $"dailyBytes")'::jsonpath, data_terms)) NOT VALID;

alter table adjustments
  add constraint adjustments_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table api_key_spending
  add constraint api_key_spending_account_id_client_id_fkey FOREIGN KEY (account_id, client_id) REFERENCES api_keys(account_id, client_id) ON DELETE RESTRICT;

alter table api_keys
  add constraint api_keys_account_id_client_id_fkey FOREIGN KEY (account_id, client_id) REFERENCES api_key_owners(account_id, client_id) ON DELETE RESTRICT;

alter table api_keys
  add constraint api_keys_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table api_requests
  add constraint api_requests_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table auto_top_up_attempts
  add constraint auto_top_up_attempts_account_id_fkey FOREIGN KEY (account_id) REFERENCES auto_top_ups(account_id) ON DELETE RESTRICT;

alter table auto_top_up_attempts
  add constraint auto_top_up_attempts_account_id_purchase_id_fkey FOREIGN KEY (account_id, purchase_id) REFERENCES purchases(account_id, id) ON DELETE RESTRICT;

alter table auto_top_ups
  add constraint auto_top_ups_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table auto_top_ups
  add constraint auto_top_ups_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE RESTRICT;

alter table bank_receipts
  add constraint bank_receipts_account_id_entry_id_fkey FOREIGN KEY (account_id, entry_id) REFERENCES bank_receipt_owners(account_id, entry_id) ON DELETE RESTRICT;

alter table bank_receipts
  add constraint bank_receipts_account_id_purchase_id_fkey FOREIGN KEY (account_id, purchase_id) REFERENCES purchases(account_id, id) ON DELETE RESTRICT;

alter table billing_details
  add constraint billing_details_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE RESTRICT;

alter table billing_documents
  add constraint billing_documents_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table billing_documents
  add constraint billing_documents_account_id_invoice_id_fkey FOREIGN KEY (account_id, invoice_id) REFERENCES billing_documents(account_id, id) ON DELETE RESTRICT;

alter table billing_documents
  add constraint billing_documents_account_id_number_fkey FOREIGN KEY (account_id, number) REFERENCES billing_document_owners(account_id, number) ON DELETE RESTRICT;

alter table brand_logos
  add constraint brand_logos_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE RESTRICT;

alter table brandings
  add constraint brandings_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE RESTRICT;

alter table carrier_orders
  add constraint carrier_orders_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

alter table carrier_orders
  add constraint carrier_orders_owner FOREIGN KEY (account_id, carrier, supplier_order) REFERENCES carrier_order_owners(account_id, carrier, supplier_order) ON DELETE RESTRICT;

alter table carrier_requests
  add constraint carrier_requests_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

alter table carrier_requests
  add constraint carrier_requests_account_id_order_id_fkey FOREIGN KEY (account_id, order_id) REFERENCES carrier_orders(account_id, id);

alter table catalogue_lines
  add constraint catalogue_lines_data_plan_id_fkey FOREIGN KEY (data_plan_id) REFERENCES data_plans(id);

alter table catalogue_lines
  add constraint catalogue_lines_run_id_fkey FOREIGN KEY (run_id) REFERENCES catalogue_runs(id);

alter table credit_alerts
  add constraint credit_alerts_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table credit_alerts
  add constraint credit_alerts_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE RESTRICT;

alter table customer_notes
  add constraint customer_notes_account_id_customer_id_fkey FOREIGN KEY (account_id, customer_id) REFERENCES customers(account_id, id) ON DELETE RESTRICT;

alter table customer_tags
  add constraint customer_tags_account_id_customer_id_fkey FOREIGN KEY (account_id, customer_id) REFERENCES customers(account_id, id) ON DELETE RESTRICT;

alter table customers
  add constraint customers_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table data_plans
  add constraint data_plans_country_set_fkey FOREIGN KEY (country_set) REFERENCES country_sets(code) ON DELETE RESTRICT;

alter table device_logins
  add constraint device_logins_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE CASCADE;

alter table disputes
  add constraint disputes_account_id_purchase_id_fkey FOREIGN KEY (account_id, purchase_id) REFERENCES purchases(account_id, id) ON DELETE RESTRICT;

alter table document_pdfs
  add constraint document_pdfs_account_id_document_id_fkey FOREIGN KEY (account_id, document_id) REFERENCES billing_documents(account_id, id) ON DELETE RESTRICT;

alter table download_notices
  add constraint download_notices_smdp_fkey FOREIGN KEY (smdp) REFERENCES smdps(name);

alter table esim_profiles
  add constraint esim_profiles_account_id_customer_id_fkey FOREIGN KEY (account_id, customer_id) REFERENCES customers(account_id, id) ON DELETE RESTRICT;

alter table esim_profiles
  add constraint esim_profiles_account_id_profile_domain_id_fkey FOREIGN KEY (account_id, profile_domain_id) REFERENCES profile_domains(account_id, id) ON DELETE RESTRICT;

alter table esim_profiles
  add constraint esim_profiles_account_id_replaced_by_fkey FOREIGN KEY (account_id, replaced_by) REFERENCES esim_profiles(account_id, id) ON DELETE RESTRICT;

alter table event_sequences
  add constraint event_sequences_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table installation_events
  add constraint installation_events_account_id_esim_profile_id_fkey FOREIGN KEY (account_id, esim_profile_id) REFERENCES esim_profiles(account_id, id) ON DELETE CASCADE;

alter table installation_mail_counts
  add constraint installation_mail_counts_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table installation_mails
  add constraint installation_mails_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table inventory_items
  add constraint inventory_items_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table inventory_items
  add constraint inventory_items_data_plan_id_fkey FOREIGN KEY (data_plan_id) REFERENCES data_plans(id) ON DELETE RESTRICT;

alter table inventory_versions
  add constraint inventory_versions_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table invitations
  add constraint invitations_approved_by_fkey FOREIGN KEY (approved_by) REFERENCES people(id) ON DELETE RESTRICT;

alter table invitations
  add constraint invitations_invited_by_fkey FOREIGN KEY (invited_by) REFERENCES people(id) ON DELETE RESTRICT;

alter table invitations
  add constraint invitations_organization_id_is_platform_fkey FOREIGN KEY (organization_id, is_platform) REFERENCES organizations(id, is_platform) ON DELETE RESTRICT;

alter table ledger_accounts
  add constraint ledger_accounts_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table mail_attachments
  add constraint mail_attachments_mail_id_fkey FOREIGN KEY (mail_id) REFERENCES mails(id) ON DELETE RESTRICT;

alter table mailed_links
  add constraint mailed_links_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE RESTRICT;

alter table mails
  add constraint mails_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE RESTRICT;

alter table members
  add constraint members_organization_id_is_platform_fkey FOREIGN KEY (organization_id, is_platform) REFERENCES organizations(id, is_platform) ON DELETE RESTRICT;

alter table members
  add constraint members_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE RESTRICT;

alter table network_sessions
  add constraint network_sessions_account_id_esim_profile_id_fkey FOREIGN KEY (account_id, esim_profile_id) REFERENCES esim_profiles(account_id, id) ON DELETE RESTRICT;

alter table notification_choices
  add constraint notification_choices_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE RESTRICT;

alter table open_holds
  add constraint open_holds_account_id_sequence_fkey FOREIGN KEY (account_id, sequence) REFERENCES transfers(account_id, sequence) ON DELETE RESTRICT;

alter table operator_keys
  add constraint operator_keys_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE RESTRICT;

alter table operator_keys
  add constraint operator_keys_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE RESTRICT;

alter table organization_addresses
  add constraint organization_addresses_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE CASCADE;

alter table organizations
  add constraint organizations_closing_requested_by_fkey FOREIGN KEY (closing_requested_by) REFERENCES people(id) ON DELETE RESTRICT;

alter table organizations
  add constraint organizations_price_list_id_fkey FOREIGN KEY (price_list_id) REFERENCES price_lists(id) ON DELETE RESTRICT;

alter table passkeys
  add constraint passkeys_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE RESTRICT;

alter table payment_customers
  add constraint payment_customers_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table payment_customers
  add constraint payment_customers_account_id_provider_token_fkey FOREIGN KEY (account_id, provider, token) REFERENCES payment_customer_owners(account_id, provider, token) ON DELETE RESTRICT;

alter table payment_methods
  add constraint payment_methods_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table payment_setups
  add constraint payment_setups_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table plan_costs
  add constraint plan_costs_data_plan_id_fkey FOREIGN KEY (data_plan_id) REFERENCES data_plans(id) ON DELETE RESTRICT;

alter table plan_sources
  add constraint plan_sources_data_plan_id_fkey FOREIGN KEY (data_plan_id) REFERENCES data_plans(id);

alter table planned_prices
  add constraint planned_prices_data_plan_id_fkey FOREIGN KEY (data_plan_id) REFERENCES data_plans(id) ON DELETE RESTRICT;

alter table planned_prices
  add constraint planned_prices_price_list_id_fkey FOREIGN KEY (price_list_id) REFERENCES price_lists(id) ON DELETE CASCADE;

alter table portal_views
  add constraint portal_views_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE RESTRICT;

alter table portal_views
  add constraint portal_views_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE RESTRICT;

alter table price_list_entries
  add constraint price_list_entries_data_plan_id_fkey FOREIGN KEY (data_plan_id) REFERENCES data_plans(id) ON DELETE RESTRICT;

alter table price_list_entries
  add constraint price_list_entries_price_list_id_fkey FOREIGN KEY (price_list_id) REFERENCES price_lists(id) ON DELETE RESTRICT;

alter table pricing_rules
  add constraint pricing_rules_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table profile_domains
  add constraint profile_domains_account_id_customer_id_fkey FOREIGN KEY (account_id, customer_id) REFERENCES customers(account_id, id) ON DELETE RESTRICT;

alter table purchases
  add constraint purchases_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table purchases
  add constraint purchases_account_id_part_of_fkey FOREIGN KEY (account_id, part_of) REFERENCES purchases(account_id, id) ON DELETE RESTRICT;

alter table purchases
  add constraint purchases_account_id_payment_method_id_fkey FOREIGN KEY (account_id, payment_method_id) REFERENCES payment_methods(account_id, id) ON DELETE RESTRICT;

alter table purchases
  add constraint purchases_account_id_provider_intent_token_fkey FOREIGN KEY (account_id, provider, intent_token) REFERENCES purchase_intent_owners(account_id, provider, intent_token) ON DELETE RESTRICT;

alter table purchases
  add constraint purchases_account_id_reference_fkey FOREIGN KEY (account_id, reference) REFERENCES purchase_reference_owners(account_id, reference) ON DELETE RESTRICT;

alter table purchases
  add constraint purchases_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE RESTRICT;

alter table radius_packet_counts
  add constraint radius_packet_counts_client_id_fkey FOREIGN KEY (client_id) REFERENCES radius_clients(id) ON DELETE CASCADE;

alter table refund_counts
  add constraint refund_counts_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table refund_reports
  add constraint refund_reports_account_id_purchase_id_fkey FOREIGN KEY (account_id, purchase_id) REFERENCES purchases(account_id, id) ON DELETE RESTRICT;

alter table replacement_counts
  add constraint replacement_counts_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table sale_approvals
  add constraint sale_approvals_account_id_client_id_fkey FOREIGN KEY (account_id, client_id) REFERENCES api_keys(account_id, client_id) ON DELETE RESTRICT;

alter table sale_approvals
  add constraint sale_approvals_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table sale_batch_items
  add constraint sale_batch_items_account_id_batch_id_fkey FOREIGN KEY (account_id, batch_id) REFERENCES sale_batches(account_id, id) ON DELETE RESTRICT;

alter table sale_batches
  add constraint sale_batches_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table sales_totals_progress
  add constraint sales_totals_progress_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table sdk_activations
  add constraint sdk_activations_account_id_app_id_fkey FOREIGN KEY (account_id, app_id) REFERENCES sdk_apps(account_id, id);

alter table sdk_activations
  add constraint sdk_activations_account_id_user_id_fkey FOREIGN KEY (account_id, user_id) REFERENCES sdk_users(account_id, id) ON DELETE CASCADE;

alter table sdk_apps
  add constraint sdk_apps_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

alter table sdk_attestation_settings
  add constraint sdk_attestation_settings_account_id_app_id_fkey FOREIGN KEY (account_id, app_id) REFERENCES sdk_apps(account_id, id);

alter table sdk_install_tokens
  add constraint sdk_install_tokens_account_id_customer_id_fkey FOREIGN KEY (account_id, customer_id) REFERENCES customers(account_id, id) ON DELETE CASCADE;

alter table sdk_install_tokens
  add constraint sdk_install_tokens_account_id_esim_profile_id_fkey FOREIGN KEY (account_id, esim_profile_id) REFERENCES esim_profiles(account_id, id) ON DELETE CASCADE;

alter table sdk_keys
  add constraint sdk_keys_account_id_app_id_fkey FOREIGN KEY (account_id, app_id) REFERENCES sdk_apps(account_id, id);

alter table sdk_keys
  add constraint sdk_keys_account_id_key_fkey FOREIGN KEY (account_id, key) REFERENCES sdk_key_owners(account_id, key) ON DELETE RESTRICT;

alter table sdk_sessions
  add constraint sdk_sessions_account_id_install_token_id_fkey FOREIGN KEY (account_id, install_token_id) REFERENCES sdk_install_tokens(account_id, id) ON DELETE CASCADE;

alter table sdk_sessions
  add constraint sdk_sessions_account_id_key_id_fkey FOREIGN KEY (account_id, key_id) REFERENCES sdk_keys(account_id, id);

alter table sdk_users
  add constraint sdk_users_account_id_customer_id_fkey FOREIGN KEY (account_id, customer_id) REFERENCES customers(account_id, id) ON DELETE CASCADE;

alter table sdk_users
  add constraint sdk_users_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id);

alter table second_factors
  add constraint second_factors_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE RESTRICT;

alter table sessions
  add constraint sessions_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE RESTRICT;

alter table sign_in_methods
  add constraint sign_in_methods_person_id_fkey FOREIGN KEY (person_id) REFERENCES people(id) ON DELETE RESTRICT;

alter table smdp_profile_types
  add constraint smdp_profile_types_smdp_fkey FOREIGN KEY (smdp) REFERENCES smdps(name);

alter table stock_orders
  add constraint stock_orders_carrier_fkey FOREIGN KEY (carrier) REFERENCES smdp_profile_types(carrier);

alter table supplier_costs
  add constraint supplier_costs_carrier_item_fkey FOREIGN KEY (carrier, item) REFERENCES supplier_items(carrier, item);

alter table supplier_items
  add constraint supplier_items_data_plan_id_fkey FOREIGN KEY (data_plan_id) REFERENCES data_plans(id);

alter table ticket_attachments
  add constraint ticket_attachments_account_id_ticket_id_fkey FOREIGN KEY (account_id, ticket_id) REFERENCES tickets(account_id, id) ON DELETE RESTRICT;

alter table ticket_messages
  add constraint ticket_messages_account_id_ticket_id_fkey FOREIGN KEY (account_id, ticket_id) REFERENCES tickets(account_id, id) ON DELETE RESTRICT;

alter table ticket_notes
  add constraint ticket_notes_account_id_ticket_id_fkey FOREIGN KEY (account_id, ticket_id) REFERENCES tickets(account_id, id) ON DELETE RESTRICT;

alter table tickets
  add constraint tickets_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table tickets
  add constraint tickets_account_id_number_fkey FOREIGN KEY (account_id, number) REFERENCES ticket_owners(account_id, number) ON DELETE RESTRICT;

alter table transfers
  add constraint transfers_account_id_pending_sequence_fkey FOREIGN KEY (account_id, pending_sequence) REFERENCES transfers(account_id, sequence) ON DELETE RESTRICT;

alter table traveller_mail_choices
  add constraint traveller_mail_choices_organization_id_fkey FOREIGN KEY (organization_id) REFERENCES organizations(id) ON DELETE RESTRICT;

alter table traveller_mail_cursors
  add constraint traveller_mail_cursors_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table traveller_mails
  add constraint traveller_mails_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table usage_file_errors
  add constraint usage_file_errors_file_id_fkey FOREIGN KEY (file_id) REFERENCES usage_files(id) ON DELETE CASCADE;

alter table usage_file_parts
  add constraint usage_file_parts_file_id_fkey FOREIGN KEY (file_id) REFERENCES usage_files(id) ON DELETE CASCADE;

alter table usage_file_shares
  add constraint usage_file_shares_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table usage_file_shares
  add constraint usage_file_shares_file_id_fkey FOREIGN KEY (file_id) REFERENCES usage_files(id) ON DELETE CASCADE;

alter table usage_pulls
  add constraint usage_pulls_account_id_esim_profile_id_fkey FOREIGN KEY (account_id, esim_profile_id) REFERENCES esim_profiles(account_id, id) ON DELETE CASCADE;

alter table usage_report_parts
  add constraint usage_report_parts_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

alter table usage_report_parts
  add constraint usage_report_parts_report_id_fkey FOREIGN KEY (report_id) REFERENCES usage_reports(id) ON DELETE CASCADE;

alter table webhook_endpoints
  add constraint webhook_endpoints_account_id_fkey FOREIGN KEY (account_id) REFERENCES accounts(id) ON DELETE RESTRICT;

CREATE UNIQUE INDEX accounts_one_of_each_mode ON accounts USING btree (organization_id, mode);

CREATE INDEX accounts_with_own_clock ON accounts USING btree (id) WHERE clock_offset_ms <> 0;

CREATE INDEX activated_items_customer ON activated_items USING btree (customer_id, account_id);

CREATE INDEX activated_items_domain ON activated_items USING btree (profile_domain_id, account_id);

CREATE INDEX activated_items_due ON activated_items USING btree (account_id, due_at) WHERE due_at IS NOT NULL;

CREATE INDEX activated_items_due_everywhere ON activated_items USING btree (due_at, account_id) WHERE due_at IS NOT NULL;

CREATE INDEX activated_items_ended ON activated_items USING btree (account_id, state, sold_at, id) WHERE state = ANY (ARRAY['EXPIRED'::text, 'DEPLETED'::text, 'REFUNDED'::text]);

CREATE INDEX activated_items_id ON activated_items USING btree (id);

CREATE INDEX activated_items_item ON activated_items USING btree (account_id, inventory_item_id, sold_at, id);

CREATE INDEX activated_items_metatag ON activated_items USING btree (account_id, lower(metatag) text_pattern_ops) WHERE metatag IS NOT NULL;

CREATE INDEX activated_items_newest ON activated_items USING btree (account_id, sold_at, id);

CREATE INDEX activated_items_rare_channels ON activated_items USING btree (account_id, sales_channel, sold_at, id) WHERE sales_channel <> 'API'::text;

CREATE INDEX activated_items_rare_states ON activated_items USING btree (account_id, sold_at, id) WHERE state = ANY (ARRAY['PENDING'::text, 'FAILED'::text]);

CREATE INDEX activated_items_refunded ON activated_items USING btree (account_id, refunded_at) WHERE refunded_at IS NOT NULL;

CREATE INDEX activated_items_search ON activated_items USING gin (account_id, lower(metatag) gin_trgm_ops);

CREATE INDEX activated_items_user_ips ON activated_items USING btree (id) WHERE user_ip IS NOT NULL;

CREATE INDEX adjustments_newest ON adjustments USING btree (id);

CREATE INDEX adjustments_pending ON adjustments USING btree (id) WHERE state = 'pending'::text;

CREATE INDEX announcements_ends_at ON announcements USING btree (ends_at);

CREATE INDEX announcements_unmailed ON announcements USING btree (starts_at) WHERE is_mailed AND mailed_at IS NULL;

CREATE INDEX api_keys_client_id ON api_keys USING btree (client_id);

CREATE INDEX api_keys_creator ON api_keys USING btree (created_by_id) WHERE created_by_kind = 'person'::text;

CREATE INDEX api_requests_path ON ONLY api_requests USING btree (account_id, path COLLATE "C", at, id) WHERE path <> '/gigastore/activations/register'::text;

CREATE INDEX api_requests_refused ON ONLY api_requests USING btree (account_id, at, id) WHERE status >= 400;

CREATE INDEX api_requests_request_id ON ONLY api_requests USING btree (request_id, account_id, at);

CREATE UNIQUE INDEX approval_requests_account ON approval_requests USING btree (kind) WHERE kind = 'seller_bank_account'::text AND state = 'pending'::text;

CREATE UNIQUE INDEX approval_requests_entry ON approval_requests USING btree ((payload ->> 'entryId'::text)) WHERE kind = 'bank_receipt'::text AND state = 'pending'::text;

CREATE UNIQUE INDEX approval_requests_limit ON approval_requests USING btree ((payload ->> 'accountId'::text)) WHERE kind = 'credit_limit'::text AND state = 'pending'::text;

CREATE INDEX audit_authors_addresses ON audit_authors USING btree (created_at) WHERE remote_address IS NOT NULL;

CREATE INDEX audit_log_account ON ONLY audit_log USING btree (organization_id, account_id, at, id);

CREATE INDEX audit_log_action ON ONLY audit_log USING btree (organization_id, action, at, id);

CREATE INDEX audit_log_actor ON ONLY audit_log USING btree (organization_id, actor_id, at, id);

CREATE INDEX audit_log_addresses ON ONLY audit_log USING btree (at) WHERE remote_address IS NOT NULL;

CREATE INDEX audit_log_target ON ONLY audit_log USING btree (organization_id, target, at, id) WHERE target IS NOT NULL;

CREATE INDEX audit_log_watched ON ONLY audit_log USING btree (at, id) WHERE action = ANY (ARRAY['person.signed_in'::text, 'person.sign_in_failed'::text, 'api_key.sign_in_failed'::text, 'request.refused'::text]);

CREATE INDEX audit_sales_actor ON ONLY audit_sales USING btree (account_id, actor_hash, at, id);

CREATE INDEX auto_top_up_attempts_month ON auto_top_up_attempts USING btree (account_id, month);

CREATE UNIQUE INDEX auto_top_up_attempts_one_pending ON auto_top_up_attempts USING btree (account_id) WHERE state = 'pending'::text;

CREATE UNIQUE INDEX auto_top_up_attempts_purchase ON auto_top_up_attempts USING btree (account_id, purchase_id) WHERE purchase_id IS NOT NULL;

CREATE INDEX auto_top_up_attempts_unreckoned ON auto_top_up_attempts USING btree (account_id) WHERE state = 'declined'::text AND NOT reckoned;

CREATE INDEX auto_top_ups_enabled ON auto_top_ups USING btree (account_id) WHERE enabled;

CREATE INDEX backups_newest ON backups USING btree (finished_at);

CREATE INDEX bank_lines_latest ON bank_lines USING btree (booked_on, id);

CREATE INDEX bank_receipts_purchase ON bank_receipts USING btree (account_id, purchase_id);

CREATE INDEX billing_documents_list ON billing_documents USING btree (account_id, issued_at DESC, id DESC);

CREATE UNIQUE INDEX billing_documents_number ON billing_documents USING btree (number, account_id);

CREATE UNIQUE INDEX billing_documents_one_invoice ON billing_documents USING btree (account_id, purchase_id) WHERE kind = 'invoice'::text;

CREATE UNIQUE INDEX canned_answers_title ON canned_answers USING btree (lower(title));

CREATE INDEX carrier_calls_apart ON carrier_calls USING btree (carrier, called_at) WHERE reference IS NULL AND verb <> 'usage'::text;

CREATE INDEX carrier_calls_carrier ON carrier_calls USING btree (carrier, called_at);

CREATE INDEX carrier_calls_failed ON carrier_calls USING btree (carrier, called_at) WHERE outcome <> 'done'::text;

CREATE INDEX carrier_calls_order ON carrier_calls USING btree (reference, called_at) WHERE reference IS NOT NULL;

CREATE INDEX carrier_calls_usage ON carrier_calls USING btree (called_at) WHERE verb = 'usage'::text;

CREATE INDEX carrier_orders_asks ON carrier_orders USING btree (asks_since) WHERE asks_since IS NOT NULL;

CREATE INDEX carrier_orders_due ON carrier_orders USING btree (next_at) WHERE next_at IS NOT NULL;

CREATE INDEX carrier_orders_iccid ON carrier_orders USING btree (carrier, iccid) WHERE iccid IS NOT NULL;

CREATE INDEX carrier_orders_id ON carrier_orders USING btree (id);

CREATE INDEX carrier_orders_package ON carrier_orders USING btree (account_id, activated_item_id);

CREATE INDEX carrier_orders_spare ON carrier_orders USING btree (carrier, item, ended_at) WHERE spare_profile IS NOT NULL;

CREATE UNIQUE INDEX carrier_orders_supplier ON carrier_orders USING btree (carrier, supplier_order, account_id) WHERE supplier_order IS NOT NULL;

CREATE UNIQUE INDEX carrier_profiles_imsi ON carrier_profiles USING btree (imsi);

CREATE INDEX carrier_requests_due ON carrier_requests USING btree (next_at) WHERE next_at IS NOT NULL;

CREATE INDEX carrier_requests_order ON carrier_requests USING btree (account_id, order_id);

CREATE INDEX carrier_requests_refund_open ON carrier_requests USING btree (account_id, order_id) WHERE verb = 'cancel'::text AND (outcome = 'requested'::text OR state = 'UNKNOWN'::text AND outcome IS NULL);

CREATE INDEX catalogue_runs_due ON catalogue_runs USING btree (next_at) WHERE state = 'QUEUED'::text;

CREATE INDEX catalogue_runs_of_carrier ON catalogue_runs USING btree (carrier, id);

CREATE UNIQUE INDEX catalogue_runs_queued ON catalogue_runs USING btree (carrier) WHERE state = 'QUEUED'::text;

CREATE INDEX credit_alerts_armed ON credit_alerts USING btree (account_id) WHERE enabled AND alerted_sequence IS NULL;

CREATE INDEX customer_notes_customer ON customer_notes USING btree (account_id, customer_id, id);

CREATE INDEX customer_tags_tag ON customer_tags USING btree (account_id, tag, customer_id);

CREATE INDEX customers_email ON customers USING btree (lower(email) text_pattern_ops, account_id) WHERE email IS NOT NULL;

CREATE INDEX customers_search ON customers USING gin (account_id, lower(email) gin_trgm_ops);

CREATE INDEX data_plans_carrier ON data_plans USING btree (carrier, name, id);

CREATE INDEX data_plans_country_set ON data_plans USING btree (country_set, name, id);

CREATE INDEX data_plans_name ON data_plans USING btree (name, id);

CREATE INDEX data_plans_search ON data_plans USING gin (lower(name) gin_trgm_ops);

CREATE INDEX device_logins_expires_at ON device_logins USING btree (expires_at);

CREATE INDEX disputes_purchase ON disputes USING btree (account_id, purchase_id);

CREATE INDEX esim_profiles_countries ON esim_profiles USING btree (account_id, current_country, id) WHERE current_country IS NOT NULL;

CREATE INDEX esim_profiles_customer ON esim_profiles USING btree (customer_id, account_id);

CREATE UNIQUE INDEX esim_profiles_iccid ON esim_profiles USING btree (iccid, account_id);

CREATE INDEX esim_profiles_search ON esim_profiles USING gin (account_id, iccid gin_trgm_ops, imsi gin_trgm_ops);

CREATE INDEX esim_profiles_states ON esim_profiles USING btree (account_id, state, id) WHERE state <> 'RELEASED'::text;

CREATE INDEX events_of_customer ON ONLY events USING btree (account_id, (body ->> 'uid'::text), sequence) WHERE type = ANY (ARRAY['balance.low'::text, 'package.expiring'::text, 'package.expired'::text, 'package.depleted'::text, 'package.failed'::text, 'package.delivered'::text]);

CREATE INDEX events_of_esim ON ONLY events USING btree (account_id, (body ->> 'iccid'::text), sequence) WHERE type = ANY (ARRAY['esim.status_changed'::text, 'esim.replaced'::text]);

CREATE INDEX idempotency_keys_age ON idempotency_keys USING btree (created_at);

CREATE INDEX idempotency_keys_customer ON idempotency_keys USING btree (account_id, customer_id) WHERE customer_id IS NOT NULL;

CREATE INDEX installation_events_newest ON installation_events USING btree (account_id, esim_profile_id, occurred_at DESC, id DESC);

CREATE INDEX installation_events_reported ON installation_events USING btree (account_id, occurred_at) INCLUDE (outcome, platform, model, system_version);

CREATE INDEX installation_mails_customer ON installation_mails USING btree (account_id, customer_id, id);

CREATE INDEX installation_mails_esim ON installation_mails USING btree (account_id, iccid, queued_at);

CREATE UNIQUE INDEX inventory_items_data_plan ON inventory_items USING btree (account_id, data_plan_id);

CREATE UNIQUE INDEX invitations_email ON invitations USING btree (organization_id, email);

CREATE UNIQUE INDEX invitations_token ON invitations USING btree (token_hash);

CREATE INDEX mailed_links_expiry ON mailed_links USING btree (expires_at);

CREATE INDEX mailed_links_person ON mailed_links USING btree (person_id, kind);

CREATE INDEX mails_due ON mails USING btree (next_attempt_at) WHERE next_attempt_at IS NOT NULL;

CREATE INDEX mails_failed ON mails USING btree (id) WHERE failed_at IS NOT NULL;

CREATE UNIQUE INDEX mails_once ON mails USING btree (kind, once_key) WHERE once_key IS NOT NULL;

CREATE INDEX mails_organization ON mails USING btree (organization_id) WHERE organization_id IS NOT NULL;

CREATE INDEX mails_unerased ON mails USING btree (created_at) WHERE erased_at IS NULL;

CREATE INDEX mails_with_links ON mails USING btree (created_at) WHERE erased_at IS NULL AND text ~ '[?&]token=(?!removed)'::text;

CREATE UNIQUE INDEX members_one_organization ON members USING btree (person_id);

CREATE UNIQUE INDEX network_sessions_one_open ON network_sessions USING btree (account_id, esim_profile_id) WHERE closed_at IS NULL;

CREATE INDEX network_sessions_profile ON network_sessions USING btree (account_id, esim_profile_id, opened_at);

CREATE INDEX open_holds_expire ON open_holds USING btree (account_id, expires_at) WHERE expires_at IS NOT NULL;

CREATE INDEX operator_keys_organization ON operator_keys USING btree (organization_id);

CREATE INDEX operator_keys_person ON operator_keys USING btree (person_id);

CREATE INDEX organizations_closing_requested_by ON organizations USING btree (closing_requested_by) WHERE closing_requested_by IS NOT NULL;

CREATE UNIQUE INDEX organizations_one_platform ON organizations USING btree (is_platform) WHERE is_platform;

CREATE INDEX organizations_search ON organizations USING gin (lower(name) gin_trgm_ops, lower(email) gin_trgm_ops);

CREATE UNIQUE INDEX passkeys_credential ON passkeys USING btree (credential_id);

CREATE INDEX passkeys_person ON passkeys USING btree (person_id);

CREATE UNIQUE INDEX payment_customers_token ON payment_customers USING btree (provider, token, account_id);

CREATE UNIQUE INDEX payment_methods_one_default ON payment_methods USING btree (account_id, provider) WHERE is_default;

CREATE UNIQUE INDEX payment_methods_token ON payment_methods USING btree (account_id, provider, token);

CREATE INDEX payment_setups_declined ON payment_setups USING btree (account_id, declined_at) WHERE declined_at IS NOT NULL;

CREATE INDEX payment_setups_open ON payment_setups USING btree (asked_at) WHERE state = 'open'::text;

CREATE UNIQUE INDEX people_email ON people USING btree (email);

CREATE INDEX people_unproved ON people USING btree (created_at) WHERE NOT email_verified;

CREATE INDEX planned_prices_due ON planned_prices USING btree (effective_at) WHERE state = 'planned'::text;

CREATE UNIQUE INDEX planned_prices_open ON planned_prices USING btree (price_list_id, data_plan_id) WHERE state = 'planned'::text;

CREATE INDEX planned_prices_plan ON planned_prices USING btree (data_plan_id);

CREATE INDEX planned_prices_untold ON planned_prices USING btree (id) WHERE is_notice_due;

CREATE INDEX portal_views_organization ON portal_views USING btree (organization_id, ends_at);

CREATE INDEX portal_views_person ON portal_views USING btree (person_id);

CREATE UNIQUE INDEX price_lists_one_default ON price_lists USING btree (is_default) WHERE is_default;

CREATE INDEX profile_domains_customer ON profile_domains USING btree (customer_id, account_id);

CREATE INDEX purchases_awaited ON purchases USING btree (id) WHERE status = 'awaiting_transfer'::text;

CREATE INDEX purchases_declined ON purchases USING btree (account_id, asked_at) WHERE status = 'declined'::text;

CREATE INDEX purchases_id ON purchases USING btree (id);

CREATE UNIQUE INDEX purchases_intent ON purchases USING btree (provider, intent_token, account_id) WHERE intent_token IS NOT NULL;

CREATE INDEX purchases_owed ON purchases USING btree (account_id, id) WHERE owed_minor > 0;

CREATE INDEX purchases_parts ON purchases USING btree (account_id, part_of) WHERE part_of IS NOT NULL;

CREATE UNIQUE INDEX purchases_reference ON purchases USING btree (reference, account_id) WHERE reference IS NOT NULL;

CREATE INDEX purchases_unsettled ON purchases USING btree (asked_at) WHERE method = 'card'::text AND (status = ANY (ARRAY['pending'::text, 'requires_action'::text]));

CREATE INDEX radius_disconnects_due ON radius_disconnects USING btree (next_at) WHERE next_at IS NOT NULL;

CREATE INDEX radius_sessions_ended ON radius_sessions USING btree (ended_at) WHERE ended_at IS NOT NULL;

CREATE INDEX rejected_usage_records_all ON rejected_usage_records USING btree (rejected_at, record_hash);

CREATE INDEX rejected_usage_records_hash ON rejected_usage_records USING btree (record_hash);

CREATE INDEX rejected_usage_records_newest ON rejected_usage_records USING btree (carrier, rejected_at);

CREATE INDEX sale_approvals_waiting ON sale_approvals USING btree (expires_at) WHERE state = 'pending'::text;

CREATE INDEX sale_batch_items_customer ON sale_batch_items USING btree (account_id, customer_id) WHERE customer_id IS NOT NULL;

CREATE INDEX sale_batch_items_waiting ON sale_batch_items USING btree (account_id, batch_id, number) WHERE state = 'waiting'::text;

CREATE INDEX sale_batches_running ON sale_batches USING btree (touched_at) WHERE state = 'running'::text;

CREATE INDEX sdk_activations_app ON sdk_activations USING btree (account_id, app_id);

CREATE INDEX sdk_activations_user ON sdk_activations USING btree (account_id, user_id);

CREATE INDEX sdk_apps_id ON sdk_apps USING btree (id);

CREATE UNIQUE INDEX sdk_apps_identifier ON sdk_apps USING btree (account_id, platform, identifier) WHERE removed_at IS NULL;

CREATE INDEX sdk_apps_requested ON sdk_apps USING btree (requested_at, id) WHERE removed_at IS NULL;

CREATE INDEX sdk_install_tokens_customer ON sdk_install_tokens USING btree (account_id, customer_id);

CREATE INDEX sdk_install_tokens_expired ON sdk_install_tokens USING btree (account_id, expires_at);

CREATE INDEX sdk_install_tokens_profile ON sdk_install_tokens USING btree (account_id, esim_profile_id) WHERE esim_profile_id IS NOT NULL;

CREATE INDEX sdk_keys_app ON sdk_keys USING btree (account_id, app_id);

CREATE INDEX sdk_sessions_key ON sdk_sessions USING btree (account_id, key_id);

CREATE INDEX sdk_sessions_token ON sdk_sessions USING btree (account_id, install_token_id);

CREATE INDEX sdk_users_stale ON sdk_users USING btree (account_id, created_at) WHERE customer_id IS NULL;

CREATE UNIQUE INDEX second_factors_person ON second_factors USING btree (person_id);

CREATE INDEX sessions_expiry ON sessions USING btree (expires_at);

CREATE INDEX sessions_person ON sessions USING btree (person_id);

CREATE UNIQUE INDEX sessions_token ON sessions USING btree (token);

CREATE INDEX sign_in_attempts_end ON sign_in_attempts USING btree (until);

CREATE INDEX sign_in_challenges_expiry ON sign_in_challenges USING btree (expires_at);

CREATE INDEX sign_in_challenges_identifier ON sign_in_challenges USING btree (identifier);

CREATE UNIQUE INDEX sign_in_methods_one_of_each ON sign_in_methods USING btree (person_id, provider);

CREATE INDEX stock_orders_due ON stock_orders USING btree (carrier, next_at) WHERE next_at IS NOT NULL;

CREATE INDEX stock_orders_iccid ON stock_orders USING btree (iccid) WHERE iccid IS NOT NULL;

CREATE INDEX stock_orders_open ON stock_orders USING btree (carrier) WHERE ended_at IS NULL;

CREATE INDEX supplier_items_of_plan ON supplier_items USING btree (data_plan_id);

CREATE INDEX ticket_attachments_ticket ON ticket_attachments USING btree (account_id, ticket_id, id);

CREATE INDEX tickets_created ON tickets USING btree (created_at);

CREATE INDEX tickets_esim ON tickets USING btree (account_id, iccid) WHERE iccid IS NOT NULL;

CREATE INDEX tickets_id ON tickets USING btree (id);

CREATE UNIQUE INDEX tickets_number ON tickets USING btree (number, account_id);

CREATE INDEX tickets_of_status ON tickets USING btree (status, id);

CREATE INDEX tickets_package ON tickets USING btree (account_id, activated_item_id) WHERE activated_item_id IS NOT NULL;

CREATE UNIQUE INDEX transfers_one_purchase ON transfers USING btree (account_id, purchase_id) WHERE type = ANY (ARRAY['credit_purchase'::text, 'auto_top_up'::text]);

CREATE UNIQUE INDEX transfers_one_refund ON transfers USING btree (account_id, activated_item_id) WHERE type = 'refund'::text;

CREATE UNIQUE INDEX transfers_pending_ends_once ON transfers USING btree (account_id, pending_sequence) WHERE pending_sequence IS NOT NULL;

CREATE INDEX transfers_rare ON transfers USING btree (account_id, type, sequence) WHERE type <> 'activation'::text;

CREATE INDEX transfers_time ON transfers USING brin (created_at) WITH (pages_per_range='16', autosummarize='on');

CREATE INDEX traveller_mails_of_customer ON traveller_mails USING btree (account_id, customer_id, queued_at);

CREATE INDEX usage_file_shares_file ON usage_file_shares USING btree (file_id, part);

CREATE INDEX usage_files_open ON usage_files USING btree (leased_until) WHERE ended_at IS NULL;

CREATE INDEX usage_pulls_due ON usage_pulls USING btree (carrier, next_at) WHERE next_at IS NOT NULL;

CREATE INDEX usage_pulls_iccid ON usage_pulls USING btree (carrier, iccid);

CREATE INDEX usage_records_profile ON ONLY usage_records USING btree (account_id, esim_profile_id, started_at);

CREATE INDEX usage_report_parts_report ON usage_report_parts USING btree (report_id);

CREATE INDEX usage_reports_unsettled ON usage_reports USING btree (leased_until) WHERE settled_at IS NULL;

CREATE INDEX webhook_deliveries_event ON ONLY webhook_deliveries USING btree (account_id, event, id);

CREATE INDEX webhook_deliveries_failed ON ONLY webhook_deliveries USING btree (account_id, id) WHERE status = 'failed'::text;

CREATE INDEX webhook_deliveries_order ON ONLY webhook_deliveries USING btree (account_id, order_key, id) WHERE order_key IS NOT NULL;

CREATE INDEX webhook_deliveries_pending ON ONLY webhook_deliveries USING btree (account_id, event, next_attempt_at, event_sequence) WHERE status = 'pending'::text;

create view colleagues as
 SELECT member.organization_id,
    person.id AS person_id,
    person.email,
    person.locale,
    member.role
   FROM members member
     JOIN people person ON person.id = member.person_id
  WHERE person.email_verified;

CREATE TRIGGER accounts_keep_their_mode BEFORE UPDATE ON accounts FOR EACH ROW WHEN (new.id IS DISTINCT FROM old.id OR new.organization_id IS DISTINCT FROM old.organization_id OR new.mode IS DISTINCT FROM old.mode) EXECUTE FUNCTION refuse_other_mode();

CREATE TRIGGER audit_authors_is_immutable BEFORE DELETE OR UPDATE ON audit_authors FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER audit_authors_is_not_truncated BEFORE TRUNCATE ON audit_authors FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER audit_log_is_immutable BEFORE DELETE OR UPDATE ON audit_log FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER audit_log_is_not_truncated BEFORE TRUNCATE ON audit_log FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER audit_sales_is_immutable BEFORE DELETE OR UPDATE ON audit_sales FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER audit_sales_is_not_truncated BEFORE TRUNCATE ON audit_sales FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

CREATE TRIGGER billing_documents_are_immutable BEFORE UPDATE ON billing_documents FOR EACH ROW WHEN ((to_jsonb(new.*) - '{paid_at,credited_minor,credited_vat_minor}'::text[]) IS DISTINCT FROM (to_jsonb(old.*) - '{paid_at,credited_minor,credited_vat_minor}'::text[]) OR old.paid_at IS NOT NULL AND new.paid_at IS DISTINCT FROM old.paid_at OR new.credited_minor < old.credited_minor OR new.credited_vat_minor < old.credited_vat_minor) EXECUTE FUNCTION refuse_change();

CREATE TRIGGER billing_documents_are_not_truncated BEFORE TRUNCATE ON billing_documents FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();

CREATE TRIGGER billing_documents_stay BEFORE DELETE ON billing_documents FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER transfers_are_immutable BEFORE DELETE OR UPDATE ON transfers FOR EACH ROW EXECUTE FUNCTION refuse_change();

CREATE TRIGGER transfers_are_not_truncated BEFORE TRUNCATE ON transfers FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
