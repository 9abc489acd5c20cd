-- Mails wait in the database until they are sent, so that business never waits for them, and what
-- was rolled back is never told. They hold personal data: after their time only the fact is left.

create table mails (
  id uuid primary key,
  -- Null: it belongs to no company, as a mail to the platform's own people.
  organization_id uuid references organizations on delete restrict,
  kind text not null check (length(kind) between 1 and 64),
  -- A second mail of this kind and key is not made, also when the first one was erased.
  once_key text check (length(once_key) between 1 and 255),
  locale text not null check (locale in ('en', 'de')),
  recipient text,
  subject text,
  text text,
  html text,
  attempts integer not null default 0 check (attempts >= 0),
  last_error text,
  -- When it may be tried; while somebody tries, when others may take over.
  next_attempt_at timestamptz,
  sent_at timestamptz,
  -- In sandbox mode without a mail server it is kept instead of sent.
  kept_at timestamptz,
  failed_at timestamptz,
  erased_at timestamptz,
  created_at timestamptz not null default now(),
  check (num_nonnulls(next_attempt_at, sent_at, kept_at, failed_at) = 1),
  check (num_nulls(recipient, subject, text, html) = case when erased_at is null then 0 else 4 end),
  check (erased_at is null or next_attempt_at is null)
);
create unique index mails_once on mails (kind, once_key) where once_key is not null;
create index mails_due on mails (next_attempt_at) where next_attempt_at is not null;
create index mails_unerased on mails (created_at) where erased_at is null;
create index mails_organization on mails (organization_id) where organization_id is not null;

create table mail_attachments (
  mail_id uuid not null references mails on delete restrict,
  number integer not null check (number > 0),
  filename text not null check (length(filename) between 1 and 255),
  content_type text not null check (length(content_type) between 1 and 255),
  content bytea not null,
  primary key (mail_id, number)
);
