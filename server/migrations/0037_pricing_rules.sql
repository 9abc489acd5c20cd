-- Standing rules by which retail prices follow wholesale prices. Of the rules that select an item,
-- the newest counts.
create table pricing_rules (
  account_id uuid not null references accounts (id) on delete restrict,
  id uuid not null,
  name text not null check (length(name) between 1 and 255),
  country_set text check (length(country_set) between 2 and 16),
  tag text check (length(tag) between 1 and 50),
  method text not null check (method in ('margin', 'factor', 'amount')),
  value integer not null check (value >= 0),
  rounding text not null check (rounding in ('none', 'whole', 'to_49', 'to_99')),
  minimum_margin_minor bigint not null check (minimum_margin_minor >= 0),
  created_at timestamptz not null,
  primary key (account_id, id)
);
