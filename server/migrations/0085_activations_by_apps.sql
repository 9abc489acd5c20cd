-- Apps may sell to their users with a token of the user's, if the reseller switches it on for the
-- app. The reseller's server approves each activation, which an ID of the app's sells once.
alter table sdk_apps add column activates_items boolean not null default false;

create table sdk_users (
  account_id uuid not null references accounts,
  id uuid not null,
  -- The reseller's secret name for the user; null once the customer is erased.
  user_token text check (length(user_token) between 16 and 200),
  customer_id uuid,
  created_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, user_token),
  unique (account_id, customer_id),
  foreign key (account_id, customer_id) references customers on delete cascade
);

create table sdk_activations (
  account_id uuid not null,
  -- Chosen by the app.
  id uuid not null,
  user_id uuid not null,
  app_id uuid not null,
  inventory_item_id uuid not null,
  meta_tag text check (length(meta_tag) <= 255),
  request_hash bytea not null check (length(request_hash) = 32),
  state text not null default 'asked' check (state in ('asked', 'approved', 'sold')),
  -- Written by the transaction of the sale, so that an activation sells once.
  activated_item_id uuid,
  -- Until when one call asks and sells; null if none does.
  leased_until timestamptz,
  created_at timestamptz not null,
  primary key (account_id, id),
  unique (account_id, activated_item_id),
  foreign key (account_id, user_id) references sdk_users on delete cascade,
  foreign key (account_id, app_id) references sdk_apps,
  check ((state = 'sold') = (activated_item_id is not null))
);
create index sdk_activations_user on sdk_activations (account_id, user_id);
create index sdk_activations_app on sdk_activations (account_id, app_id);
create index sdk_users_stale on sdk_users (account_id, created_at) where customer_id is null;
