-- Wholesale prices that begin to hold at a time that resellers are told of before. A job makes each
-- change once: what it costs and that it was made commit together.
create table planned_prices (
  id uuid primary key,
  price_list_id uuid not null references price_lists on delete cascade,
  data_plan_id uuid not null references data_plans on delete restrict,
  wholesale_minor bigint not null check (wholesale_minor >= 0),
  effective_at timestamptz not null,
  state text not null check (state in ('planned', 'applied', 'cancelled')),
  -- Whether resellers have yet to be told of the plan, or that it was cancelled.
  is_notice_due boolean not null,
  created_by_name text not null check (length(created_by_name) between 1 and 255),
  created_at timestamptz not null,
  ended_at timestamptz,
  check ((state = 'planned') = (ended_at is null))
);
create unique index planned_prices_open on planned_prices (price_list_id, data_plan_id)
  where state = 'planned';
create index planned_prices_due on planned_prices (effective_at) where state = 'planned';
create index planned_prices_untold on planned_prices (id) where is_notice_due;
create index planned_prices_plan on planned_prices (data_plan_id);
