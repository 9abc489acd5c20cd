-- Usage that carriers report by RADIUS accounting. Counters are cumulative, so that each session is
-- kept with what was last known, and what follows from a packet is a row until it is charged.
create table radius_clients (
  id uuid primary key,
  name text not null unique check (length(name) between 1 and 64),
  carrier text not null check (length(carrier) between 1 and 64),
  networks text[] not null check (cardinality(networks) between 1 and 64),
  secret_encrypted bytea not null,
  -- Taken as well until then, so that a carrier can change it at any moment.
  previous_secret_encrypted bytea,
  previous_until timestamptz,
  -- Where it takes Disconnect-Requests; null if it takes none.
  disconnect_port integer check (disconnect_port between 1 and 65535),
  -- Of use whose packets name no network.
  country text check (country ~ '^[A-Z]{2}$'),
  -- To the minute.
  last_seen_at timestamptz,
  created_at timestamptz not null default now(),
  check ((previous_secret_encrypted is null) = (previous_until is null))
);

create table radius_sessions (
  carrier text collate "C" not null,
  nas text collate "C" not null,
  session_id text collate "C" not null,
  -- Of the sessions of a NAS that used the same ID.
  generation integer not null check (generation >= 0),
  subscriber text collate "C",
  input_bytes bigint not null check (input_bytes >= 0),
  output_bytes bigint not null check (output_bytes >= 0),
  mcc text,
  mnc text,
  started_at timestamptz not null,
  last_at timestamptz not null,
  ended_at timestamptz,
  ended_by text check (ended_by in ('stop', 'off', 'on')),
  identity bytea not null,
  client_id uuid not null,
  -- Where its packets came from.
  address text not null,
  primary key (carrier, nas, session_id, generation),
  check ((ended_at is null) = (ended_by is null))
) with (fillfactor = 70);

create index radius_sessions_ended on radius_sessions (ended_at) where ended_at is not null;

create table radius_happenings (
  id uuid primary key,
  kind text not null check (kind in ('attach', 'usage', 'detach')),
  carrier text not null,
  nas text not null,
  session_id text not null,
  generation integer not null,
  subscriber text,
  bytes bigint not null check (bytes >= 0),
  mcc text,
  mnc text,
  country text,
  from_at timestamptz not null,
  to_at timestamptz not null,
  leased_until timestamptz not null default '-infinity'
) with (fillfactor = 80);

create table radius_disconnects (
  carrier text collate "C" not null,
  nas text collate "C" not null,
  session_id text collate "C" not null,
  generation integer not null,
  state text not null check (state in 
    ('WAITING', 'ACCEPTED', 'REFUSED', 'UNANSWERED', 'ENDED')),
  -- The Error-Cause of a refusal (RFC 5176, 3.5).
  error_cause integer,
  attempts integer not null default 0 check (attempts >= 0),
  requested_at timestamptz not null,
  -- When it is sent next; null when it has ended.
  next_at timestamptz,
  ended_at timestamptz,
  primary key (carrier, nas, session_id, generation),
  check ((state = 'WAITING') = (next_at is not null))
);

create index radius_disconnects_due on radius_disconnects (next_at) where next_at is not null;
