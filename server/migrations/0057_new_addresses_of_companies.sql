-- The email address of a company changes once the link that was mailed to the new one is followed.
-- Before, alerts could be sent to somebody who never asked for them.
create table organization_addresses (
  organization_id uuid primary key references organizations (id) on delete cascade,
  email text not null check (length(email) between 1 and 254),
  token_hash bytea not null unique check (length(token_hash) = 32),
  -- The name of whoever asked for the change.
  requested_by text not null,
  expires_at timestamptz not null
);
