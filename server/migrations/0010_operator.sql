-- The platform's own side: adjustments that two people make, what plans cost, and tickets.

-- A retired plan is not sold any more, and stays for what was sold of it.
alter table data_plans add column retired_at timestamptz;

-- What the carrier charges for a plan, from a day (UTC) on until the next row; reports go by it.
create table plan_costs (
  data_plan_id uuid not null references data_plans on delete restrict,
  valid_from date not null,
  cost_minor bigint not null check (cost_minor >= 0),
  primary key (data_plan_id, valid_from)
);

-- Reports read days, an account at a time: what was sold is found by the index of the newest, so
-- that a sale costs no more, and refunds are few.
create index activated_items_refunded on activated_items (account_id, refunded_at)
  where refunded_at is not null;

-- What the platform waits for, of all accounts.
create index purchases_awaited on purchases (id) where status = 'awaiting_transfer';

-- Credits given or taken by the platform. Whoever decides on a high amount is not who asked.
create table adjustments (
  account_id uuid not null references accounts on delete restrict,
  id uuid not null,
  amount_minor bigint not null check (amount_minor <> 0),
  reason text not null check (length(reason) between 1 and 400),
  state text not null check (state in ('pending', 'posted', 'rejected')),
  needs_second boolean not null,
  proposed_by text not null check (length(proposed_by) between 1 and 255),
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  decided_by text check (length(decided_by) between 1 and 255),
  decided_by_name text,
  decided_at timestamptz,
  primary key (account_id, id),
  check ((state = 'pending') = (decided_at is null)),
  check ((decided_at is null) = (decided_by is null)),
  check ((decided_at is null) = (decided_by_name is null)),
  check (needs_second or state = 'posted'),
  check (not needs_second or state <> 'posted' or decided_by <> proposed_by)
);
create unique index adjustments_newest on adjustments (id);
create index adjustments_pending on adjustments (id) where state = 'pending';

create table tickets (
  account_id uuid not null references accounts on delete restrict,
  id uuid not null,
  -- What people say and write to each other: T-1042.
  number bigint not null check (number > 0),
  subject text not null check (length(subject) between 1 and 255),
  status text not null check (status in ('open', 'waiting', 'closed')),
  activated_item_id uuid,
  iccid text collate "C" check (length(iccid) between 19 and 20),
  -- Who gets the answers while a member; else, or when a key asked, the organization does.
  author_person_id uuid,
  author_locale text not null check (author_locale in ('en', 'de')),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id)
);
create sequence ticket_numbers as bigint start with 1001;
create unique index tickets_id on tickets (id);
create unique index tickets_number on tickets (number);
create index tickets_of_status on tickets (status, id);

create table ticket_messages (
  account_id uuid not null,
  ticket_id uuid not null,
  id uuid not null,
  side text not null check (side in ('reseller', 'operator')),
  author text not null check (length(author) between 1 and 255),
  body text not null check (length(body) between 1 and 10000),
  created_at timestamptz not null,
  primary key (account_id, ticket_id, id),
  foreign key (account_id, ticket_id) references tickets on delete restrict
);

-- From how few free profiles on a carrier's stock is low, and when the operators were told so.
create table stock_thresholds (
  carrier text primary key check (length(carrier) between 1 and 64),
  low_below integer not null check (low_below >= 0),
  warned_at timestamptz
);

-- What the books said of themselves, each time they were asked.
create table book_audits (
  id uuid primary key,
  started_at timestamptz not null,
  finished_at timestamptz not null,
  findings_count integer not null check (findings_count >= 0),
  -- The first findings; all of them are in the log.
  findings jsonb not null
);
