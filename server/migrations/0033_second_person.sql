-- Money that one operator could move alone: a bank receipt above a limit or above the open sum of
-- its purchase, and the bank account of the seller, now wait here for another operator.
set local lock_timeout = '5s';

create table approval_requests (
  id uuid primary key,
  kind text not null,
  reason text not null,
  -- The bank receipt or the bank account, as it is applied after the approval.
  payload jsonb not null,
  state text not null,
  proposed_by text not null,
  proposed_by_name text not null,
  proposed_at timestamptz not null,
  decided_by text,
  decided_by_name text,
  decided_at timestamptz,
  check (kind in ('bank_receipt', 'seller_bank_account')),
  check (reason in ('above_daily_limit', 'above_open_sum', 'bank_account')),
  check (state in ('pending', 'approved', 'rejected')),
  check (length(proposed_by) between 1 and 255),
  check (length(decided_by) between 1 and 255),
  check ((state = 'pending') = (decided_at is null)),
  check ((decided_at is null) = (decided_by is null)),
  check ((decided_at is null) = (decided_by_name is null)),
  check (state <> 'approved' or decided_by <> proposed_by)
);

-- One entry of the bank statement waits once, and one bank account waits at a time.
create unique index approval_requests_entry on approval_requests ((payload ->> 'entryId'))
  where kind = 'bank_receipt' and state = 'pending';
create unique index approval_requests_account on approval_requests (kind)
  where kind = 'seller_bank_account' and state = 'pending';

-- The sums that one person moved alone on a UTC day. The limit is a condition of the update.
create table operator_day_totals (
  person_id text not null,
  kind text not null,
  day date not null,
  sum_minor bigint not null,
  primary key (person_id, kind, day),
  check (kind in ('adjustment', 'bank_receipt')),
  check (length(person_id) between 1 and 255),
  check (sum_minor > 0)
);
