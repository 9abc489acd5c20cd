-- Plans whose data is by day, unlimited, or slower after a fair-use limit. Null for a plan that is
-- a single amount of data, as nearly all are.
alter table data_plans
  add column data_terms jsonb check (data_terms ->> 'dataType' in ('total', 'daily', 'unlimited'));
alter table activated_items
  add column data_terms jsonb,
  add column data_days jsonb;
-- Not validated: the columns are new, so that no row can break them, and the table is large.
alter table activated_items
  add constraint activated_items_days_have_terms
    check (data_days is null or data_terms is not null) not valid,
  add constraint activated_items_days_within_allowance check (
    data_days is null
    or data_terms ->> 'dataType' <> 'daily'
    or not jsonb_path_exists(data_days, '$[*] ? (@.bytes > $dailyBytes)', data_terms)
  ) not valid;
