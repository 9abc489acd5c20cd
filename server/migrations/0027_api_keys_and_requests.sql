-- API keys get a new secret while the old one still works for a while, and the requests of keys and
-- people can be found again by their ID.

alter table api_keys
  add column secret_version integer not null default 1 check (secret_version >= 1),
  add column secret_rotated_at timestamptz,
  add column previous_secret_hash bytea check (length(previous_secret_hash) = 32),
  -- In real time, as tokens.
  add column previous_secret_expires_at timestamptz,
  add check ((previous_secret_hash is null) = (previous_secret_expires_at is null));

-- Written in batches after the answers. A process that dies loses the last second of them.
create table api_requests (
  account_id uuid not null references accounts on delete restrict,
  at timestamptz not null,
  id uuid not null,
  request_id text not null check (length(request_id) between 1 and 128),
  actor_kind text not null check (actor_kind in ('api_key', 'person')),
  actor_id text not null check (length(actor_id) between 1 and 255),
  actor_name text check (length(actor_name) <= 255),
  method text not null check (length(method) between 1 and 16),
  route text not null check (length(route) between 1 and 255),
  path text not null check (length(path) between 1 and 1024),
  -- Of all of these, secrets and personal data are taken out before.
  query jsonb,
  request_body jsonb,
  response_body jsonb,
  status integer not null check (status between 100 and 599),
  code text check (length(code) between 1 and 64),
  duration_ms integer not null check (duration_ms >= 0),
  idempotency_key text check (length(idempotency_key) between 1 and 257),
  is_replay boolean not null,
  remote_address text check (length(remote_address) between 1 and 64),
  user_agent text check (length(user_agent) <= 255),
  primary key (account_id, at, id)
) partition by range (at);
create table api_requests_default partition of api_requests default;
create index api_requests_request_id on api_requests (account_id, request_id, at);
