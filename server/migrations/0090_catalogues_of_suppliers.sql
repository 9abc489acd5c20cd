-- Operators import what suppliers offer. A run keeps a preview, line by line, until they decide
-- about it. What they applied is kept by the supplier's code with each of its prices and the rate
-- by which it was converted, so that a second import of the same catalogue finds nothing to do.

-- An item that is gone may come back: its source is switched off and stays.
alter table plan_sources add column off_since timestamptz;

create table exchange_rates (
  currency text not null check (currency ~ '^[A-Z]{3}$' and currency <> 'USD'),
  valid_from date not null check (valid_from >= '2020-01-01'),
  -- What one unit is worth, in millionths of a dollar.
  usd_millionths bigint not null check (usd_millionths between 1 and 1000000000000),
  primary key (currency, valid_from)
);

create table catalogue_schedules (
  carrier text primary key check (length(carrier) between 1 and 64),
  every_hours integer not null check (every_hours between 1 and 720),
  next_at timestamptz not null
);

create table catalogue_runs (
  id uuid primary key,
  carrier text not null check (length(carrier) between 1 and 64),
  state text not null check (state in ('QUEUED', 'READY', 'FAILED')),
  is_scheduled boolean not null,
  attempts smallint not null default 0 check (attempts >= 0),
  -- When a worker asks the supplier, or asks again.
  next_at timestamptz,
  detail text,
  -- What the catalogue contained, and how much of it changed nothing.
  offers integer check (offers >= 0),
  unchanged integer check (unchanged >= 0),
  -- More than half of what was known is gone: the answer may have been a part of the catalogue.
  has_many_gone boolean not null default false,
  created_at timestamptz not null,
  ended_at timestamptz,
  check ((state = 'QUEUED') = (next_at is not null)),
  check ((state = 'QUEUED') = (ended_at is null)),
  check ((state = 'READY') = (offers is not null)),
  check ((state = 'READY') = (unchanged is not null))
);
-- A carrier is asked once at a time, whoever wants it.
create unique index catalogue_runs_queued on catalogue_runs (carrier) where state = 'QUEUED';
create index catalogue_runs_due on catalogue_runs (next_at) where state = 'QUEUED';
create index catalogue_runs_of_carrier on catalogue_runs (carrier, id);

create table catalogue_lines (
  run_id uuid not null references catalogue_runs,
  line integer not null check (line > 0),
  item text not null,
  kind text not null check (
    kind in ('new', 'changed', 'price_up', 'price_down', 'gone', 'back', 'refused')
  ),
  state text not null check (state in ('OPEN', 'APPLIED', 'DISMISSED', 'REFUSED')),
  -- Why the line cannot be applied.
  reason text,
  -- What is offered, with its price in dollars; null for an item that is gone.
  offer jsonb check (jsonb_typeof(offer) = 'object'),
  before_usd_ten_thousandths bigint,
  -- The plan that gets the item as a source or has it; null for a new plan.
  data_plan_id uuid references data_plans,
  decided_at timestamptz,
  primary key (run_id, line),
  check ((offer is null) = (kind = 'gone')),
  check ((state in ('APPLIED', 'DISMISSED')) = (decided_at is not null)),
  check ((state = 'REFUSED') = (reason is not null))
);

create table supplier_items (
  carrier text not null check (length(carrier) between 1 and 64),
  item text not null check (length(item) between 1 and 500),
  name text not null,
  -- Null for an item without a fixed size or time, which can only be dismissed.
  data_bytes bigint,
  validity_days integer,
  countries text[] not null,
  -- By country, as the supplier names them.
  networks jsonb not null check (jsonb_typeof(networks) = 'array'),
  data_plan_id uuid references data_plans,
  applied_at timestamptz not null,
  dismissed_at timestamptz,
  gone_at timestamptz,
  primary key (carrier, item),
  check (dismissed_at is null or data_plan_id is null)
);
create index supplier_items_of_plan on supplier_items (data_plan_id);

create table supplier_costs (
  carrier text not null,
  item text not null,
  from_at timestamptz not null,
  ten_thousandths bigint not null check (ten_thousandths >= 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- The rate by which the price was converted, and its day; null for dollars.
  rate_valid_from date,
  usd_millionths bigint check (usd_millionths > 0),
  usd_ten_thousandths bigint not null check (usd_ten_thousandths >= 0),
  primary key (carrier, item, from_at),
  foreign key (carrier, item) references supplier_items,
  check ((currency = 'USD') = (rate_valid_from is null)),
  check ((rate_valid_from is null) = (usd_millionths is null))
);
