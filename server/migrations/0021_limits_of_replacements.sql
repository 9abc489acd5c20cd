-- A replacement is free and takes a profile out of a stock that all resellers share, so that an
-- account may make only so many of them. A suspended eSIM is kept off the network by its reseller.
set local lock_timeout = '5s';

alter table accounts
  add column replacement_limit_per_month integer not null default 100
    check (replacement_limit_per_month >= 0),
  add column replacement_limit_per_esim integer not null default 5
    check (replacement_limit_per_esim >= 0);

alter table esim_profiles
  -- How many profiles stood in this one's place before.
  add column replacements integer not null default 0 check (replacements >= 0),
  add column suspended_at timestamptz;

create table replacement_counts (
  account_id uuid not null references accounts on delete restrict,
  month date not null check (extract(day from month) = 1),
  replacements integer not null check (replacements >= 0),
  primary key (account_id, month)
);
