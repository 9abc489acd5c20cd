-- A statement of an old range read every transfer since: 100,000 of them took 100 ms. The sums of
-- each thousand transfers, which never change, are kept by a job; transfers without a sum are read.
set local lock_timeout = '5s';

create table transfer_sums (
  account_id uuid not null,
  -- The transfers numbered from block * 1000 + 1 to block * 1000 + 1000.
  block bigint not null check (block >= 0),
  -- Transfers are not numbered in the order of their times.
  earliest_at timestamptz not null,
  latest_at timestamptz not null check (latest_at >= earliest_at),
  -- What they change the posted credits by.
  amount_minor bigint not null,
  primary key (account_id, block)
);
select distribute_table('transfer_sums');

-- As in migration 0040, with the sums. They are deleted here, so that the version before deletes
-- them too. Whoever adds sums holds the ledger for key share: they are waited for, and kept out.
create or replace function delete_sandbox_transfers(account uuid) returns void
language plpgsql security definer as $$
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
$$;

do $$
begin
  execute format(
    'alter function delete_sandbox_transfers(uuid) set search_path = %I, pg_temp',
    current_schema());
end
$$;
