-- Reports read sums of sales by hour and day, which a job keeps up to an event of
-- the account's log, and count what happened since. A sale writes nothing more than before.

create table sales_totals_progress (
  account_id uuid primary key references accounts on delete restrict,
  -- The number of the last event whose package is in the sums; null: they are not made yet.
  rolled_until bigint check (rolled_until >= 0)
);

create table sales_totals (
  account_id uuid not null,
  grain text not null check (grain in ('hour', 'hour_of_all', 'day', 'day_by_metatag')),
  starts_at timestamptz not null,
  -- Null in the sums of all packages of an hour.
  inventory_item_id uuid,
  country_set text,
  sales_channel text,
  client_id text,
  -- The part of the metatag up to its first separator, which it includes; only by metatag.
  metatag text,
  sold integer not null,
  from_stock integer not null,
  activated integer not null,
  refunded integer not null,
  retail_minor bigint not null,
  wholesale_minor bigint not null,
  refunded_minor bigint not null,
  constraint sales_totals_key unique nulls not distinct (
    account_id, grain, starts_at, inventory_item_id, country_set, sales_channel, client_id, metatag
  )
) with (fillfactor = 80);
