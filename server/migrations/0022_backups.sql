-- When backups were finished, so that an alert can tell when they stop.

set local lock_timeout = '5s';

create table backups (
  id bigint generated always as identity primary key,
  finished_at timestamptz not null,
  -- Null: made by other means than ours, and of unknown size.
  bytes bigint check (bytes > 0)
);

create index backups_newest on backups (finished_at);
