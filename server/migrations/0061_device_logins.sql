-- A program without a browser, such as the command line, gets an API key: it shows a code, and a
-- person who has signed in confirms the code in the portal.
create table device_logins (
  -- Of the code that only the program knows.
  device_code_hash bytea primary key check (length(device_code_hash) = 32),
  -- The code that the program shows, without its hyphen.
  user_code text not null unique check (length(user_code) = 8),
  -- Of the secret that the key will have; the program gets the secret when it collects the key.
  secret_hash bytea not null check (length(secret_hash) = 32),
  device_name text not null check (length(device_name) between 1 and 255),
  remote_address text not null,
  state text not null default 'waiting'
    check (state in ('waiting', 'approved', 'rejected', 'collected')),
  account_id uuid references accounts (id) on delete cascade,
  client_id text,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  check ((state in ('approved', 'collected')) = (client_id is not null)),
  check (client_id is null or account_id is not null)
);

create index device_logins_expires_at on device_logins (expires_at);
