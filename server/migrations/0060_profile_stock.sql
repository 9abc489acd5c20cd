-- Profiles come in files; each file is a batch, whoever imported it.
create table profile_batches (
  id uuid primary key,
  carrier text not null check (length(carrier) between 1 and 64),
  file_name text check (length(file_name) between 1 and 255),
  profiles integer not null check (profiles > 0),
  unusual_iccids integer not null check (unusual_iccids between 0 and profiles),
  imported_by_name text check (length(imported_by_name) between 1 and 255),
  imported_at timestamptz not null default now()
);
-- What was free in the evening of each day tells how long the rest lasts.
create table profile_stock_days (
  carrier text not null check (length(carrier) between 1 and 64),
  day date not null,
  free integer not null check (free >= 0),
  primary key (carrier, day)
);
alter table carrier_keys add column last_used_at timestamptz;
create index rejected_usage_records_all on rejected_usage_records (rejected_at, record_hash);
create index rejected_usage_records_hash on rejected_usage_records (record_hash);
