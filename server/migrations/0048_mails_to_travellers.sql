-- Mails to travellers, in the languages of their pages. A reseller switches each kind on; a job
-- writes them from the events of the account, from the place in the log that it has reached.
alter table mails
  drop constraint mails_locale_check,
  add constraint mails_locale_check check (locale in
    ('en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'tr', 'ja', 'zh', 'ar')),
  add column unsubscribe_url text check (length(unsubscribe_url) between 8 and 2048);
alter table installation_mails
  drop constraint installation_mails_locale_check,
  add constraint installation_mails_locale_check check (locale in
    ('en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'tr', 'ja', 'zh', 'ar'));

-- The language that a traveller used last, and when they unsubscribed from reminders.
alter table customers
  add column language text check (language in
    ('en', 'de', 'fr', 'es', 'it', 'pt', 'nl', 'pl', 'tr', 'ja', 'zh', 'ar')),
  add column unsubscribed_at timestamptz,
  add constraint customers_erased_language check (erased_at is null or language is null);

-- A row for each kind of mail that an organization sends.
create table traveller_mail_choices (
  organization_id uuid not null references organizations on delete restrict,
  kind text not null
    check (kind in ('installation', 'lowData', 'expiring', 'expired', 'replaced')),
  primary key (organization_id, kind)
);

-- The events of an account up to this one need no more mails. There is a row while the
-- organization sends any kind.
create table traveller_mail_cursors (
  account_id uuid primary key references accounts on delete restrict,
  sequence bigint not null check (sequence >= 0)
);

-- What was sent, so that it is sent once: `about` is a package or an ICCID.
create table traveller_mails (
  account_id uuid not null references accounts on delete restrict,
  id uuid not null,
  kind text not null
    check (kind in ('installation', 'lowData', 'expiring', 'expired', 'replaced')),
  about text not null check (length(about) between 1 and 64),
  customer_id uuid not null,
  queued_at timestamptz not null default now(),
  primary key (account_id, id),
  unique (account_id, kind, about)
);
create index traveller_mails_of_customer on traveller_mails (account_id, customer_id, queued_at);
