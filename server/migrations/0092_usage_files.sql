-- Some carriers report usage in CSV files, each with columns, units and times of its own. How they
-- are read is data, so that a new carrier needs no new code.
create table usage_file_formats (
  carrier text primary key,
  format jsonb not null,
  updated_by_name text,
  updated_at timestamptz not null default now()
);
