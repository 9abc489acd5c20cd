-- The buckets of rate limits, which all processes share: each leases some tokens at a time.
-- Unlogged: a lease waits for no disk and no standby. A crash or a failover empties the table, and
-- that fills every bucket. A row is the bucket as the latest lease found it, and what was asked of
-- it; a negative wish gives tokens back. Few buckets are in use at a time, so there is no index but
-- the key, and the updates stay in their page.
create unlogged table rate_limits (
  bucket text primary key check (length(bucket) = 43),
  burst integer not null check (burst > 0),
  per_second double precision not null check (per_second > 0),
  tokens double precision not null,
  wanted integer not null,
  leased integer not null generated always as (
    case when wanted < 0 then wanted else greatest(0, least(wanted, floor(tokens)::integer)) end
  ) stored,
  at timestamptz not null
) with (fillfactor = 50);
