-- Credits that are bought when they run low, and the alert before that.

-- Where the credits are counted anyway, so that a sale learns without asking: the amounts below
-- which somebody wants to be told, and whether credits are on their way.
alter table ledger_accounts
  add column alert_mark_minor bigint check (alert_mark_minor > 0),
  add column top_up_mark_minor bigint check (top_up_mark_minor > 0),
  add column top_up_pending boolean not null default false,
  add constraint marks_are_of_credits check (
    code = 'credits'
    or (alert_mark_minor is null and top_up_mark_minor is null and not top_up_pending)
  );
