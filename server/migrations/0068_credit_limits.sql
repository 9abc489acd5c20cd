-- An account may buy below zero, down to the limit that the platform gives it. The row that every
-- sale locks has it, so that a sale needs no further statement; the balance after an entry follows.
alter table ledger_accounts
  add column limit_minor bigint not null default 0 check (limit_minor >= 0),
  drop constraint credits_never_negative,
  add constraint credits_within_limit check (
    code <> 'credits'
    or posted_credits_minor - posted_debits_minor - pending_debits_minor >= -limit_minor
  );
alter table transfers
  drop constraint transfers_balance_after_minor_check;
-- A higher limit needs a second operator.
alter table approval_requests
  drop constraint approval_requests_kind_check,
  drop constraint approval_requests_reason_check,
  add constraint approval_requests_kind_check
    check (kind in ('bank_receipt', 'seller_bank_account', 'credit_limit')),
  add constraint approval_requests_reason_check
    check (reason in ('above_daily_limit', 'above_open_sum', 'bank_account', 'credit_limit'));
create unique index approval_requests_limit on approval_requests ((payload ->> 'accountId'))
  where kind = 'credit_limit' and state = 'pending';
