-- What happens after a sale: networks, usage, and time. Usage is counted once for ever, charged to
-- what was valid then, and what falls due is found by an index on its due time.

alter table esim_profiles
  add column current_mcc text check (current_mcc ~ '^[0-9]{3}$'),
  add column current_mnc text check (current_mnc ~ '^[0-9]{2,3}$');
-- Every usage record touches the profile and a package. With room in the page the new version of a
-- row stays beside the old one and no index hears of it: 10 instead of 36 ms for 1,000 profiles.
alter table esim_profiles set (fillfactor = 80);
alter table activated_items set (fillfactor = 80);

-- A session is open until the carrier or the sandbox says otherwise.
create table network_sessions (
  account_id uuid not null,
  id uuid not null,
  esim_profile_id uuid not null,
  country text not null check (country ~ '^[A-Z]{2}$'),
  mcc text check (mcc ~ '^[0-9]{3}$'),
  mnc text check (mnc ~ '^[0-9]{2,3}$'),
  opened_at timestamptz not null,
  closed_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, esim_profile_id) references esim_profiles on delete restrict,
  check (closed_at >= opened_at)
);
create unique index network_sessions_one_open on network_sessions (account_id, esim_profile_id)
  where closed_at is null;

alter table activated_items
  -- When something next falls due for it, on the account's clock: the end of waiting, the warning
  -- before expiry, expiry, or the moment to ask a silent carrier. Null: nothing ever will.
  add column due_at timestamptz,
  -- The warning goes out once.
  add column warned_at timestamptz;
create index activated_items_due on activated_items (account_id, due_at) where due_at is not null;
create index activated_items_domain on activated_items (profile_domain_id, account_id);

-- Which records were counted, for ever; apart from the records themselves, which are partitioned by
-- month and can be archived.
create table usage_record_ids (
  account_id uuid not null,
  carrier text not null,
  record_id text collate "C" not null check (length(record_id) between 1 and 128),
  primary key (account_id, carrier, record_id)
);

-- What became of each record: a row for each package that gave, and one for what none covered. Not
-- unique by itself: that a record counts once is promised above.
create table usage_records (
  account_id uuid not null,
  carrier text not null,
  record_id text not null,
  esim_profile_id uuid not null,
  -- Null: no package covered these bytes.
  activated_item_id uuid,
  bytes bigint not null check (bytes >= 0),
  country text not null check (country ~ '^[A-Z]{2}$'),
  started_at timestamptz not null,
  ended_at timestamptz not null check (ended_at >= started_at),
  recorded_at timestamptz not null default now()
) partition by range (recorded_at);
create index usage_records_profile on usage_records (account_id, esim_profile_id, started_at);
create table usage_records_default partition of usage_records default;

-- Records that could not be charged, kept for inspection: they belong to no account for sure. One
-- that is sent again and again is kept once, by what it says.
create table rejected_usage_records (
  carrier text not null,
  record_hash bytea not null check (length(record_hash) = 32),
  record jsonb not null,
  reason text not null,
  times bigint not null default 1,
  first_rejected_at timestamptz not null default now(),
  rejected_at timestamptz not null default now(),
  primary key (carrier, record_hash)
);
create index rejected_usage_records_newest on rejected_usage_records (carrier, rejected_at);

-- Which of a carrier's notices about profiles (installed, attached) have happened, for ever.
create table profile_event_ids (
  account_id uuid not null,
  carrier text not null,
  event_id text collate "C" not null check (length(event_id) between 1 and 128),
  primary key (account_id, carrier, event_id)
);

-- A carrier reports usage and profile events with a key of its own.
create table carrier_keys (
  key_id text primary key check (length(key_id) between 1 and 64),
  carrier text not null,
  secret_hash bytea not null check (length(secret_hash) = 32),
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);
