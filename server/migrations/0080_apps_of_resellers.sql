-- The apps in which resellers install eSIMs, and the keys that these apps carry. The platform's
-- people decide about an app, since links to eSIMs open in those that they approved.
create table sdk_apps (
  account_id uuid not null references accounts,
  id uuid not null,
  platform text not null check (platform in ('ios', 'android')),
  name text not null check (length(name) between 1 and 255),
  -- The bundle ID or the package name.
  identifier text not null check (length(identifier) between 1 and 255),
  team_id text check (team_id ~ '^[A-Z0-9]{10}$'),
  certificates text[] not null default '{}',
  state text not null default 'requested' check (state in ('requested', 'approved', 'rejected')),
  rejection_reason text check (length(rejection_reason) between 1 and 1000),
  requested_at timestamptz not null,
  decided_at timestamptz,
  removed_at timestamptz,
  primary key (account_id, id),
  check ((platform = 'ios') = (team_id is not null)),
  check ((platform = 'android') = (cardinality(certificates) > 0)),
  check ((state = 'rejected') = (rejection_reason is not null)),
  check ((state = 'requested') = (decided_at is null))
);
-- The platform knows an app by its ID before whose it is.
create unique index sdk_apps_id on sdk_apps (id);
create unique index sdk_apps_identifier on sdk_apps (account_id, platform, identifier)
  where removed_at is null;
create index sdk_apps_requested on sdk_apps (requested_at, id) where removed_at is null;

-- Publishable keys are no secrets: everybody who has an app can read its key.
create table sdk_keys (
  account_id uuid not null,
  id uuid not null,
  app_id uuid not null,
  key text not null unique check (key ~ '^pk_(live|test)_[0-9a-f]{32}$'),
  created_at timestamptz not null,
  -- When the key stops working, or stopped; it may lie ahead after a rotation.
  expires_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, app_id) references sdk_apps
);
create index sdk_keys_app on sdk_keys (account_id, app_id);
