-- Resellers send travellers the link that installs their eSIM. How often is limited, and who sent
-- one to which customer is kept without the address.
set local lock_timeout = '5s';

create table installation_mails (
  account_id uuid not null references accounts on delete restrict,
  id uuid not null,
  customer_id uuid not null,
  iccid text not null check (length(iccid) between 18 and 20),
  -- Whether it went to the customer's own address.
  to_customer boolean not null,
  locale text not null check (locale in ('en', 'de')),
  sender_kind text not null check (sender_kind in ('api_key', 'person', 'platform')),
  sender_id text not null check (length(sender_id) between 1 and 255),
  sent_at timestamptz not null,
  -- Real time, by which the limits count.
  queued_at timestamptz not null default now(),
  primary key (account_id, id)
);
create index installation_mails_customer on installation_mails (account_id, customer_id, id);
create index installation_mails_esim on installation_mails (account_id, iccid, queued_at);

create table installation_mail_counts (
  account_id uuid not null references accounts on delete restrict,
  day date not null,
  mails integer not null check (mails > 0),
  primary key (account_id, day)
);
