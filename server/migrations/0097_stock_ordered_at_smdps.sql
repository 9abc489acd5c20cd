-- Profiles are ordered from an operator's SM-DP+ ahead of the sales, by the level of the stock. An
-- order is a row before its first call, so that a process that dies at any point leaves what
-- another can resume.
create table smdps (
  name text primary key check (name ~ '^[a-z0-9][a-z0-9-]{0,63}$'),
  url text not null check (length(url) between 1 and 500),
  requester_id text not null check (length(requester_id) between 1 and 200),
  -- Whether it is in a private network.
  is_private boolean not null,
  -- Whether profiles are released by a call of its own.
  releases_apart boolean not null,
  -- Of the activation codes, where its answers do not name one.
  smdp_address text check (length(smdp_address) between 1 and 255),
  -- PEM. Without an authority the public ones count.
  authority text,
  certificate text,
  private_key_encrypted bytea,
  -- Of the secret in the URL to which it sends notices.
  notice_secret_hash bytea check (length(notice_secret_hash) = 32),
  -- Changes with the settings.
  revision uuid not null,
  updated_at timestamptz not null,
  check ((certificate is null) = (private_key_encrypted is null))
);

-- A profile type fills the stock of one carrier, from which the plans of that carrier are sold.
create table smdp_profile_types (
  carrier text primary key check (length(carrier) between 1 and 64),
  smdp text not null references smdps (name),
  profile_type text not null check (length(profile_type) between 1 and 200),
  -- Below this number of free profiles a batch is ordered; 0 for no orders.
  level integer not null check (level between 0 and 1000000),
  batch_size integer not null check (batch_size between 1 and 1000),
  -- The ICCIDs to order, one after another; null to order by the type alone.
  iccid_first text collate "C" check (iccid_first ~ '^89[0-9]{17,18}$'),
  iccid_last text collate "C" check (iccid_last ~ '^89[0-9]{17,18}$'),
  -- The next one, without its check digit.
  iccid_next text collate "C" check (iccid_next ~ '^[0-9]{18,19}$'),
  unique (smdp, profile_type),
  check ((iccid_first is null) = (iccid_last is null)),
  check ((iccid_first is null) = (iccid_next is null))
);

create table stock_orders (
  id uuid primary key,
  carrier text not null references smdp_profile_types (carrier),
  batch_id uuid not null,
  state text not null check (state in ('QUEUED', 'ORDERING', 'ORDERED', 'CONFIRMING', 'CONFIRMED',
    'RELEASING', 'CANCELLING', 'STOCKED', 'REFUSED')),
  -- Known beforehand, or named by the SM-DP+.
  iccid text collate "C",
  matching_id text collate "C",
  smdp_address text,
  -- Calls without progress.
  attempts integer not null default 0 check (attempts >= 0),
  reason text,
  detail text,
  created_at timestamptz not null,
  ended_at timestamptz,
  -- When a worker looks at it next, or may take it from a worker that died.
  next_at timestamptz,
  lease uuid,
  -- Since when only a person can settle it.
  asks_since timestamptz,
  check ((state in ('STOCKED', 'REFUSED')) = (ended_at is not null)),
  check (ended_at is null or next_at is null),
  check (next_at is not null or ended_at is not null or asks_since is not null)
) with (fillfactor = 70);

create index stock_orders_due on stock_orders (carrier, next_at) where next_at is not null;
create index stock_orders_open on stock_orders (carrier) where ended_at is null;
create index stock_orders_iccid on stock_orders (iccid) where iccid is not null;

-- What an SM-DP+ says about the download of a profile and what followed on the phone. Notices come
-- repeated and in any order: the latest one decides the state of an eSIM.
create table download_notices (
  iccid text collate "C" not null,
  -- A hash of what it says.
  id text collate "C" not null,
  smdp text not null references smdps (name),
  point text not null check (length(point) between 1 and 40),
  status text not null check (length(status) between 1 and 40),
  -- The codes of a failure and what the SM-DP+ adds, in words.
  detail text,
  -- What it says of the profile; null if nothing.
  shows text check (shows in ('installed', 'disabled', 'removed', 'failed')),
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  primary key (iccid, id)
);
