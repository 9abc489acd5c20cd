-- Usage files are kept in parts of some lines until these are charged, so that any process goes on
-- where another one ended. A share is what one account had in a part: it is written with the
-- charge, and lets a part that is repeated after a crash be counted once.
create table usage_files (
  id uuid primary key,
  carrier text not null,
  file_name text not null,
  source text not null check (source in ('upload', 'folder', 'command')),
  -- Names a file in the folder, so that two workers take it once.
  folder_key text unique,
  taken_by_name text,
  format jsonb,
  heading text,
  lines_before integer not null default 0,
  state text not null check (state in ('receiving', 'waiting', 'done', 'failed')),
  fault text,
  lines integer not null default 0,
  parts integer not null default 0,
  next_part integer not null default 0,
  lines_done integer not null default 0,
  counted integer not null default 0,
  repeated integer not null default 0,
  rejected integer not null default 0,
  counted_bytes bigint not null default 0,
  received_at timestamptz not null default now(),
  ended_at timestamptz,
  leased_until timestamptz not null,
  attempts integer not null default 0,
  check ((ended_at is null) = (state in ('receiving', 'waiting')))
);
create index usage_files_open on usage_files (leased_until) where ended_at is null;

create table usage_file_parts (
  file_id uuid not null references usage_files on delete cascade,
  part integer not null,
  first_line integer not null,
  lines bytea not null,
  primary key (file_id, part)
);

create table usage_file_shares (
  account_id uuid not null references accounts on delete restrict,
  file_id uuid not null references usage_files on delete cascade,
  part integer not null,
  counted integer not null default 0,
  repeated integer not null default 0,
  counted_bytes bigint not null default 0,
  primary key (account_id, file_id, part)
);
create index usage_file_shares_file on usage_file_shares (file_id, part);

create table usage_file_errors (
  file_id uuid not null references usage_files on delete cascade,
  line integer not null,
  text text not null,
  reason text not null,
  primary key (file_id, line)
);
