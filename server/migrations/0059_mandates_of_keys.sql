-- A key can carry a mandate, so that a program such as an agent sells within limits that people
-- set. A sale above a limit that asks waits here until a person approves or refuses it.
alter table api_keys add column mandate jsonb check (jsonb_typeof(mandate) = 'object');

create table sale_approvals (
  account_id uuid not null references accounts (id) on delete restrict,
  id uuid not null,
  client_id text not null,
  -- The key and the hash by which the same call is recognized when it is repeated.
  idempotency_key text collate "C" not null check (length(idempotency_key) between 1 and 255),
  request_hash bytea not null check (length(request_hash) = 32),
  kind text not null check (kind in ('sale', 'sale_batch')),
  batch_id uuid,
  exceeded text check (exceeded in ('perSale', 'perDay', 'perMonth')),
  description text not null check (length(description) between 1 and 1000),
  amount_minor bigint not null check (amount_minor >= 0),
  tool text check (length(tool) between 1 and 64),
  -- The sale as it was asked for, until it was sold, refused or can no longer be made.
  call jsonb check (jsonb_typeof(call) = 'object'),
  state text not null check (state in ('pending', 'approved', 'refused')),
  requested_at timestamptz not null,
  expires_at timestamptz not null,
  decided_at timestamptz,
  decided_by text check (length(decided_by) between 1 and 255),
  decided_by_name text check (length(decided_by_name) <= 255),
  activated_item_id uuid,
  failure_code text check (length(failure_code) between 1 and 64),
  failure_detail text check (length(failure_detail) <= 1000),
  primary key (account_id, id),
  unique (account_id, client_id, idempotency_key),
  foreign key (account_id, client_id) references api_keys (account_id, client_id)
    on delete restrict,
  check ((kind = 'sale_batch') = (batch_id is not null)),
  check ((state = 'pending') = (decided_at is null)),
  check ((decided_at is null) = (decided_by is null)),
  check (state = 'approved' or activated_item_id is null)
);
