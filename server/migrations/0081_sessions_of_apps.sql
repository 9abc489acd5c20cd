-- Apps install and show the eSIMs of one customer: the reseller's server gets an install token for
-- the customer, with which one installation of the app opens sessions. What the app reports about
-- installations is kept beside what carriers report, and changes no state by itself.
create table sdk_install_tokens (
  account_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  -- The one eSIM that the token is for; null for all of the customer.
  esim_profile_id uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  -- The installation of the app that used the token first; no other one may use it.
  installation_id uuid,
  primary key (account_id, id),
  foreign key (account_id, customer_id) references customers on delete cascade,
  foreign key (account_id, esim_profile_id) references esim_profiles on delete cascade,
  check (expires_at > created_at)
);
create index sdk_install_tokens_expired on sdk_install_tokens (account_id, expires_at);
create index sdk_install_tokens_customer on sdk_install_tokens (account_id, customer_id);
create index sdk_install_tokens_profile on sdk_install_tokens (account_id, esim_profile_id)
  where esim_profile_id is not null;

create table sdk_sessions (
  account_id uuid not null,
  id uuid not null,
  install_token_id uuid not null,
  key_id uuid not null,
  model text check (length(model) between 1 and 100),
  system_version text check (length(system_version) between 1 and 50),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, install_token_id) references sdk_install_tokens on delete cascade,
  foreign key (account_id, key_id) references sdk_keys
);
create index sdk_sessions_token on sdk_sessions (account_id, install_token_id);
create index sdk_sessions_key on sdk_sessions (account_id, key_id);

create table installation_events (
  account_id uuid not null,
  esim_profile_id uuid not null,
  -- Chosen by the app, so that a report that is sent twice counts once.
  id uuid not null,
  outcome text not null check (outcome in ('started', 'succeeded', 'failed', 'cancelled')),
  platform text not null check (platform in ('ios', 'android')),
  platform_code text check (length(platform_code) between 1 and 100),
  model text check (length(model) between 1 and 100),
  system_version text check (length(system_version) between 1 and 50),
  -- When it happened, and when the report arrived, by the clock of the account.
  occurred_at timestamptz not null,
  received_at timestamptz not null,
  primary key (account_id, esim_profile_id, id),
  foreign key (account_id, esim_profile_id) references esim_profiles on delete cascade
);
create index installation_events_newest
  on installation_events (account_id, esim_profile_id, occurred_at desc, id desc);
