-- Who buys credits and who sells them, and the papers of each purchase. What is printed on a paper
-- is kept in its row, so that it never changes when an address or a rate does; only whether it was
-- paid and how much of it was given back moves on, and only forward.

create table billing_details (
  organization_id uuid primary key references organizations on delete restrict,
  legal_name text not null check (length(legal_name) between 1 and 255),
  address_line1 text not null check (length(address_line1) between 1 and 255),
  address_line2 text check (length(address_line2) between 1 and 255),
  postal_code text check (length(postal_code) between 1 and 20),
  city text not null check (length(city) between 1 and 255),
  region text check (length(region) between 1 and 255),
  country text not null check (country ~ '^[A-Z]{2}$'),
  vat_id text check (length(vat_id) between 2 and 32),
  billing_email text not null check (length(billing_email) between 3 and 254),
  locale text not null check (locale in ('en', 'de')),
  -- What the register of VAT ids said of this one; unknown until it was asked, and when it is away.
  vat_id_check text not null default 'unknown'
    check (vat_id_check in ('valid', 'invalid', 'unknown')),
  vat_id_checked_at timestamptz,
  updated_at timestamptz not null,
  check (vat_id is not null or vat_id_check = 'unknown')
);

-- One row: the operator as it stands on invoices.
create table sellers (
  only_row boolean primary key default true check (only_row),
  legal_name text not null check (length(legal_name) between 1 and 255),
  address_line1 text not null check (length(address_line1) between 1 and 255),
  address_line2 text check (length(address_line2) between 1 and 255),
  postal_code text check (length(postal_code) between 1 and 20),
  city text not null check (length(city) between 1 and 255),
  country text not null check (country ~ '^[A-Z]{2}$'),
  vat_id text check (length(vat_id) between 2 and 32),
  email text check (length(email) between 3 and 254),
  bank_name text check (length(bank_name) between 1 and 255),
  iban text check (iban ~ '^[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}$'),
  bic text check (bic ~ '^[A-Z]{6}[A-Z0-9]{2}([A-Z0-9]{3})?$'),
  updated_at timestamptz not null
);

-- The last number given in each series of each year. Its row is locked by whoever issues, until the
-- commit: a rollback takes the number back, so that no series has a gap.
create table billing_counters (
  series text not null check (series in ('invoice', 'credit_note', 'test_invoice',
    'test_credit_note')),
  year integer not null check (year between 2000 and 9999),
  last_number integer not null check (last_number >= 0),
  primary key (series, year)
);

create table billing_documents (
  account_id uuid not null references accounts on delete restrict,
  id uuid not null,
  kind text not null check (kind in ('invoice', 'credit_note')),
  is_test boolean not null,
  number text collate "C" not null check (number ~ '^(TEST-)?[0-9]{4}-C?[0-9]{5,}$'),
  purchase_id uuid not null,
  -- Of a credit note: what it takes back from.
  invoice_id uuid,
  issued_at timestamptz not null,
  seller jsonb not null,
  buyer jsonb not null,
  locale text not null check (locale in ('en', 'de')),
  description text not null check (length(description) between 1 and 500),
  payment_method text not null check (length(payment_method) between 1 and 255),
  payment_reference text check (length(payment_reference) between 1 and 64),
  -- Without VAT, the VAT, and both; what a credit note gives back is positive too.
  amount_minor bigint not null check (amount_minor > 0),
  vat_minor bigint not null check (vat_minor >= 0),
  total_minor bigint not null check (total_minor = amount_minor + vat_minor),
  vat_rate_basis_points integer not null check (vat_rate_basis_points between 0 and 10000),
  vat_treatment text not null check (vat_treatment in
    ('domestic', 'eu_consumer_rate', 'reverse_charge', 'outside_eu', 'seller_outside_eu')),
  vat_country text check (vat_country ~ '^[A-Z]{2}$'),
  vat_note text check (length(vat_note) between 1 and 500),
  paid_at timestamptz,
  credited_minor bigint not null default 0 check (credited_minor between 0 and amount_minor),
  credited_vat_minor bigint not null default 0 check (credited_vat_minor between 0 and vat_minor),
  primary key (account_id, id),
  foreign key (account_id, invoice_id) references billing_documents on delete restrict,
  check ((kind = 'credit_note') = (invoice_id is not null)),
  check (kind = 'invoice' or (credited_minor = 0 and credited_vat_minor = 0)),
  check ((vat_treatment in ('domestic', 'eu_consumer_rate')) = (vat_country is not null)),
  check (vat_treatment in ('domestic', 'eu_consumer_rate') or vat_rate_basis_points = 0),
  -- Half a cent of rounding; a credit note carries on its invoice's, so one cent there.
  check (abs(vat_minor * 10000 - amount_minor * vat_rate_basis_points)
    <= case kind when 'invoice' then 5000 else 10000 end),
  check (is_test = starts_with(number, 'TEST-'))
);
create unique index billing_documents_number on billing_documents (number);
create unique index billing_documents_one_invoice on billing_documents (account_id, purchase_id)
  where kind = 'invoice';
create index billing_documents_list on billing_documents (account_id, issued_at desc, id desc);

create trigger billing_documents_stay before delete on billing_documents
  for each row execute function refuse_change();
create trigger billing_documents_are_not_truncated before truncate on billing_documents
  for each statement execute function refuse_change();
create trigger billing_documents_are_immutable before update on billing_documents
  for each row when (
    to_jsonb(new) - '{paid_at,credited_minor,credited_vat_minor}'::text[]
      is distinct from to_jsonb(old) - '{paid_at,credited_minor,credited_vat_minor}'::text[]
    or (old.paid_at is not null and new.paid_at is distinct from old.paid_at)
    or new.credited_minor < old.credited_minor
    or new.credited_vat_minor < old.credited_vat_minor
  ) execute function refuse_change();
