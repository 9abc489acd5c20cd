-- A plan of a carrier that must be called is ordered there after the sale has committed. The order
-- and its state are here, so that a process that dies at any point leaves what another can resume.
create table plan_sources (
  data_plan_id uuid not null references data_plans (id),
  position smallint not null check (position >= 1),
  carrier text not null check (length(carrier) between 1 and 64),
  -- The carrier's own code of what is ordered.
  item text not null check (length(item) between 1 and 100),
  primary key (data_plan_id, position),
  unique (data_plan_id, carrier)
);

create table carrier_orders (
  account_id uuid not null references accounts (id),
  id uuid not null,
  activated_item_id uuid not null,
  data_plan_id uuid not null,
  carrier text not null check (length(carrier) between 1 and 64),
  kind text not null check (kind in ('profile', 'top_up')),
  state text not null
    check (state in ('QUEUED', 'SENT', 'UNKNOWN', 'DELIVERED', 'REFUSED', 'EXPIRED')),
  item text,
  -- The carrier's number of the order.
  supplier_order text collate "C" check (length(supplier_order) between 1 and 100),
  -- The eSIM that is topped up or was delivered, and the carrier's own ID of it.
  iccid text collate "C",
  profile_id text collate "C",
  cost_ten_thousandths bigint check (cost_ten_thousandths >= 0),
  cost_currency text check (cost_currency ~ '^[A-Z]{3}$'),
  attempts integer not null default 0 check (attempts >= 0),
  reason text,
  detail text,
  -- An eSIM that was delivered after its package had failed, until another sale takes it.
  spare_profile jsonb,
  created_at timestamptz not null,
  sent_at timestamptz,
  ended_at timestamptz,
  -- When a worker looks at it next, or may take it from a worker that died; null when it has ended.
  next_at timestamptz,
  lease uuid,
  -- Since when only a person can settle it.
  asks_since timestamptz,
  asked_at timestamptz,
  primary key (account_id, id),
  check (state not in ('QUEUED', 'SENT', 'UNKNOWN') or next_at is not null),
  check (state not in ('DELIVERED', 'REFUSED') or (next_at is null and ended_at is not null)),
  check (spare_profile is null or state = 'DELIVERED')
) with (fillfactor = 70);

-- Nothing that the carrier sold once is given to two sales.
create unique index carrier_orders_supplier on carrier_orders (carrier, supplier_order)
  where supplier_order is not null;
create index carrier_orders_due on carrier_orders (next_at) where next_at is not null;
create index carrier_orders_package on carrier_orders (account_id, activated_item_id);
create index carrier_orders_spare on carrier_orders (carrier, item, ended_at)
  where spare_profile is not null;
create index carrier_orders_asks on carrier_orders (asks_since) where asks_since is not null;
create index carrier_orders_iccid on carrier_orders (carrier, iccid) where iccid is not null;
create index carrier_orders_id on carrier_orders (id);

create table carrier_calls (
  id uuid primary key,
  carrier text not null,
  verb text not null,
  -- Of the order that the call was about.
  reference text,
  method text not null,
  path text not null,
  request text,
  answer text,
  http_status integer,
  duration_ms integer not null check (duration_ms >= 0),
  outcome text not null check (outcome in ('done', 'refused', 'retry_later', 'unknown')),
  detail text,
  called_at timestamptz not null
);

create index carrier_calls_carrier on carrier_calls (carrier, called_at);
create index carrier_calls_order on carrier_calls (reference, called_at)
  where reference is not null;
