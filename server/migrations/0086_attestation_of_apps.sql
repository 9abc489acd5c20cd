-- Resellers may require that an app proves that it is theirs and unaltered before it opens a
-- session. An app without a row proves nothing.
create table sdk_attestation_settings (
  account_id uuid not null,
  app_id uuid not null,
  -- The environment of App Attest, for an iOS app.
  environment text check (environment in ('production', 'development')),
  -- The keys of Play Integrity, for an Android app.
  verification_key text check (length(verification_key) between 1 and 500),
  decryption_key_encrypted bytea,
  updated_at timestamptz not null,
  primary key (account_id, app_id),
  foreign key (account_id, app_id) references sdk_apps,
  check ((environment is null) = (verification_key is not null)),
  check ((verification_key is null) = (decryption_key_encrypted is null))
);
