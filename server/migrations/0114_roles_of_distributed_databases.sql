-- Two roles on a distributed database. A live account that became a sandbox could be reset. The
-- trigger that refuses it is gone there, so the role that serves may update other columns alone.
set local lock_timeout = '5s';

create or replace function grant_application(application name) returns void
language plpgsql as $$
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
$$;

-- On a distributed database the functions that empty a sandbox run on the node of the account. It
-- writes no table that is on every node: the owners of entries are deleted by who calls this.
create or replace function delete_sandbox_receipts(account uuid) returns void
language plpgsql security definer as $$
begin
  perform require_sandbox(account);
  delete from bank_receipts where account_id = account;
end
$$;

do $$
begin
  execute format(
    'alter function delete_sandbox_receipts(uuid) set search_path = %I, pg_temp',
    current_schema());
end
$$;
