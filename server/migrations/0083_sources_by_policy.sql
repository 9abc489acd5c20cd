-- A plan may be ordered from several carriers, by a policy. With each order is kept why its source
-- was chosen and others were not; the column is written by updates that an order has anyway.
alter table data_plans
  add column source_policy text not null default 'preferred'
    check (source_policy in ('preferred', 'cheapest', 'split', 'by_country'));
alter table plan_sources
  add column share smallint check (share between 0 and 100),
  add column countries text[] not null default '{}';
alter table carrier_orders
  add column choices jsonb check (jsonb_typeof(choices) = 'array');
