-- A plan may be ordered from several carriers, by a policy. Each order keeps why its source was
-- chosen and others were not. No statement is added for it, since sending updates the row anyway.
alter table data_plans
  add column source_policy text not null default 'preferred'
    check (source_policy in ('preferred', 'cheapest', 'split', 'by_country'));
alter table plan_sources
  add column share smallint check (share between 0 and 100),
  add column countries text[] not null default '{}';
alter table carrier_orders
  add column choices jsonb check (jsonb_typeof(choices) = 'array');
