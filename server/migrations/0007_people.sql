-- People who sign in: their passwords, sessions and second factors, and what they may do for whom.

-- The operator is an organization too: its people sign in as everybody does, with roles of its own.
alter table organizations
  add column is_platform boolean not null default false,
  add column locale text not null default 'en' check (locale in ('en', 'de'));
create unique index organizations_one_platform on organizations (is_platform) where is_platform;
alter table organizations add constraint organizations_kind unique (id, is_platform);

create table people (
  id uuid primary key,
  name text not null check (length(name) between 1 and 255),
  -- In lower case, so that one address is one person.
  email text not null check (length(email) between 3 and 254 and email = lower(email)),
  email_verified boolean not null default false,
  locale text not null default 'en' check (locale in ('en', 'de')),
  two_factor_enabled boolean not null default false,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index people_email on people (email);

-- How a person proves to be the one; so far with a password, kept as its scrypt hash.
create table sign_in_methods (
  id uuid primary key,
  person_id uuid not null references people on delete restrict,
  provider text not null check (provider in ('credential')),
  subject text not null check (length(subject) between 1 and 255),
  password text check (length(password) between 1 and 1024),
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index sign_in_methods_one_of_each on sign_in_methods (person_id, provider);

-- The cookie carries the token with a signature under the installation's key, so that who reads
-- this table cannot come in with it.
create table sessions (
  id uuid primary key,
  token text not null check (length(token) between 16 and 255),
  person_id uuid not null references people on delete restrict,
  expires_at timestamptz not null,
  ip_address text check (length(ip_address) <= 255),
  user_agent text check (length(user_agent) <= 1024),
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create unique index sessions_token on sessions (token);
create index sessions_person on sessions (person_id);
create index sessions_expiry on sessions (expires_at);

-- What a sign-in under way must come back with: the challenge of a passkey, of a second factor.
create table sign_in_challenges (
  id uuid primary key,
  identifier text not null check (length(identifier) between 1 and 512),
  value text not null check (length(value) <= 4096),
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index sign_in_challenges_identifier on sign_in_challenges (identifier);
create index sign_in_challenges_expiry on sign_in_challenges (expires_at);

-- The secret of an authenticator app and the recovery codes, both encrypted.
create table second_factors (
  id uuid primary key,
  person_id uuid not null references people on delete restrict,
  secret text not null,
  recovery_codes text not null,
  verified boolean not null default false,
  failed_attempts integer not null default 0 check (failed_attempts >= 0),
  locked_until timestamptz
);
create unique index second_factors_person on second_factors (person_id);

create table passkeys (
  id uuid primary key,
  person_id uuid not null references people on delete restrict,
  name text check (length(name) between 1 and 255),
  public_key text not null,
  credential_id text not null check (length(credential_id) between 1 and 1400),
  -- Up to 2^32; read as a number.
  counter double precision not null check (counter >= 0),
  device_type text not null,
  backed_up boolean not null,
  transports text,
  aaguid text,
  created_at timestamptz not null default now()
);
create unique index passkeys_credential on passkeys (credential_id);
create index passkeys_person on passkeys (person_id);

-- Links in mails that prove an address; only a hash of each is kept, and each is used once.
create table mailed_links (
  token_hash bytea primary key check (length(token_hash) = 32),
  kind text not null check (kind in ('verify_email', 'set_password')),
  person_id uuid not null references people on delete restrict,
  expires_at timestamptz not null,
  created_at timestamptz not null
);
create index mailed_links_person on mailed_links (person_id, kind);
create index mailed_links_expiry on mailed_links (expires_at);

-- Guesses and mails in a window of time, counted for an address, known or not, and for an IP. The
-- subject is a keyed hash, so that this table tells nobody who tried.
create table sign_in_attempts (
  kind text not null check (kind in ('password', 'password_ip', 'mail', 'mail_ip')),
  subject_hash bytea not null check (length(subject_hash) = 32),
  count integer not null check (count > 0),
  until timestamptz not null,
  primary key (kind, subject_hash)
);
create index sign_in_attempts_end on sign_in_attempts (until);

-- A person works for one organization, in one role, and a role fits only its kind of organization.
create table members (
  organization_id uuid not null,
  person_id uuid not null references people on delete restrict,
  is_platform boolean not null,
  role text not null
    check (role in
      ('owner', 'developer', 'finance', 'support', 'viewer', 'operator', 'operator-support')),
  created_at timestamptz not null,
  primary key (organization_id, person_id),
  foreign key (organization_id, is_platform)
    references organizations (id, is_platform) on delete restrict,
  check (is_platform = (role in ('operator', 'operator-support')))
);
create unique index members_one_organization on members (person_id);

create table invitations (
  organization_id uuid not null,
  id uuid not null,
  email text not null check (length(email) between 3 and 254 and email = lower(email)),
  is_platform boolean not null,
  role text not null
    check (role in
      ('owner', 'developer', 'finance', 'support', 'viewer', 'operator', 'operator-support')),
  token_hash bytea not null check (length(token_hash) = 32),
  invited_by uuid not null references people on delete restrict,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  primary key (organization_id, id),
  foreign key (organization_id, is_platform)
    references organizations (id, is_platform) on delete restrict,
  check (is_platform = (role in ('operator', 'operator-support')))
);
create unique index invitations_token on invitations (token_hash);
-- One open invitation for an address; a new one takes the place of the old.
create unique index invitations_email on invitations (organization_id, email);
