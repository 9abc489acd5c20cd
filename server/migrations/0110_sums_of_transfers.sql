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
