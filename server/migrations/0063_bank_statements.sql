-- Entries of bank statements are kept once, and then confirmed as receipts of purchases or
-- dismissed.
create table bank_statements (
  id uuid primary key,
  format text not null check (format in ('camt053', 'mt940', 'csv')),
  file_name text check (length(file_name) between 1 and 255),
  lines integer not null check (lines >= 0),
  new_lines integer not null check (new_lines between 0 and lines),
  outgoing integer not null check (outgoing >= 0),
  uploaded_by_name text check (length(uploaded_by_name) between 1 and 255),
  uploaded_at timestamptz not null
);
create table bank_lines (
  id uuid primary key,
  statement_id uuid not null,
  entry_id text collate "C" not null unique check (length(entry_id) between 1 and 128),
  booked_on date not null,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  payer text check (length(payer) between 1 and 255),
  text text not null check (length(text) <= 1000),
  note text check (length(note) <= 500),
  dismissed_at timestamptz
);
create index bank_lines_latest on bank_lines (booked_on, id);
