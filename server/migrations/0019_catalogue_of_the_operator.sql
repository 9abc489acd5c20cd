-- Operators create, edit and retire country sets and plans themselves. `migrate` keeps the shipped
-- country sets up to date, and must leave alone those that an operator has edited.
set local lock_timeout = '5s';

alter table country_sets add column edited_at timestamptz;
alter table country_sets add column retired_at timestamptz;

-- Every installation has a default price list from its first start.
insert into price_lists (id, name, is_default)
values (gen_random_uuid(), 'Default', true)
on conflict (is_default) where is_default do nothing;
