-- A carrier that does not wait for an answer (`Prefer: respond-async`) must lose nothing: its
-- report is kept as it came before it is acknowledged, and settled afterwards, account by account.
set local lock_timeout = '5s';

create table usage_reports (
  id uuid primary key,
  carrier text not null,
  body_hash bytea not null check (length(body_hash) = 32),
  -- The records as one JSON array.
  body text not null,
  records integer not null check (records >= 0),
  -- Records that could not be charged to any account: place in the report, and why.
  rejected jsonb,
  received_at timestamptz not null default now(),
  -- Another process settles the report when it is not settled by then.
  leased_until timestamptz not null,
  attempts integer not null default 1 check (attempts > 0),
  settled_at timestamptz,
  constraint usage_reports_body_hash unique (carrier, body_hash)
);

create index usage_reports_unsettled on usage_reports (leased_until) where settled_at is null;

-- What became of the part of a report that is about one account, committed with the charges.
create table usage_report_parts (
  account_id uuid not null references accounts on delete restrict,
  report_id uuid not null references usage_reports on delete cascade,
  part integer not null check (part >= 0),
  -- Place in the report and outcome of each record; null while the part is being settled.
  outcomes text,
  primary key (account_id, report_id, part)
);

create index usage_report_parts_report on usage_report_parts (report_id);
