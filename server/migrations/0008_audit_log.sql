-- Every change by a person, a key or the platform, for good: who, what, before, after, from where.
-- By month, like the events, so that old months can be moved away as a whole. No foreign keys: a
-- row is written with every sale, and outlives what it is about.

create table audit_log (
  organization_id uuid not null,
  -- Null for what belongs to the company and to neither of its accounts.
  account_id uuid,
  id uuid not null,
  -- Real time, of the transaction that made the change; in milliseconds, as cursors say it.
  at timestamptz(3) not null default now(),
  actor_kind text not null check (actor_kind in ('api_key', 'person', 'platform')),
  actor_id text not null check (length(actor_id) between 1 and 255),
  actor_name text check (length(actor_name) between 1 and 255),
  action text collate "C" not null check (length(action) between 1 and 100),
  target text check (length(target) <= 512),
  before jsonb check (jsonb_typeof(before) = 'object'),
  after jsonb check (jsonb_typeof(after) = 'object'),
  remote_address text check (length(remote_address) <= 64),
  request_id text not null check (length(request_id) <= 255),
  primary key (organization_id, at, id)
) partition by range (at);
create table audit_log_default partition of audit_log default;

-- A filter of the list each, in the order of the list.
create index audit_log_account on audit_log (organization_id, account_id, at, id);
create index audit_log_actor on audit_log (organization_id, actor_id, at, id);
create index audit_log_action on audit_log (organization_id, action, at, id);
create index audit_log_target on audit_log (organization_id, target, at, id)
  where target is not null;
-- What the retention job still has to look at, oldest first.
create index audit_log_addresses on audit_log (at) where remote_address is not null;

-- Append-only, as the books are; only the address may be taken out, when it was kept long enough.
create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'UPDATE' then
    if new.remote_address is null
      and to_jsonb(new) - 'remote_address' = to_jsonb(old) - 'remote_address'
    then
      return new;
    end if;
  end if;
  raise exception '% is append-only: % refused', tg_table_name, tg_op
    using errcode = 'restrict_violation';
end
$$;
create trigger audit_log_is_immutable before update or delete on audit_log
  for each row execute function refuse_audit_change();
create trigger audit_log_is_not_truncated before truncate on audit_log
  for each statement execute function refuse_audit_change();

-- Travellers' addresses, which the same job takes out; the id says when a package was really sold.
create index activated_items_user_ips on activated_items (id) where user_ip is not null;
