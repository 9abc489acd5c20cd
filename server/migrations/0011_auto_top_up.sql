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

-- Where an account wants to be told that its credits are low.
create table credit_alerts (
  account_id uuid primary key references accounts on delete restrict,
  organization_id uuid not null references organizations on delete restrict,
  enabled boolean not null,
  threshold_minor bigint not null check (threshold_minor > 0),
  -- The account's last transfer when it was told; null: it was not told since the credits were
  -- last enough. A later transfer that takes them below the threshold is told again.
  alerted_sequence bigint check (alerted_sequence >= 0),
  updated_at timestamptz not null
);
create index credit_alerts_armed on credit_alerts (account_id)
  where enabled and alerted_sequence is null;

-- What is bought when, and how it is paid.
create table auto_top_ups (
  account_id uuid primary key references accounts on delete restrict,
  organization_id uuid not null references organizations on delete restrict,
  mode text not null check (mode in ('live', 'sandbox')),
  enabled boolean not null,
  threshold_minor bigint check (threshold_minor > 0),
  amount_minor bigint check (amount_minor > 0),
  monthly_cap_minor bigint check (monthly_cap_minor >= amount_minor),
  -- Null: the account's default card.
  payment_method_id uuid,
  -- Attempts of one round are counted together; new settings, and credits that are enough again,
  -- begin another.
  round integer not null default 1 check (round > 0),
  off_reason text check (length(off_reason) between 1 and 64),
  -- The month, by the account's clock, for which the account was told that the cap is reached.
  cap_told_month date,
  updated_at timestamptz not null,
  check (not enabled or (threshold_minor is not null and amount_minor is not null)),
  check (not enabled or off_reason is null)
);
create index auto_top_ups_enabled on auto_top_ups (account_id) where enabled;

create table auto_top_up_attempts (
  account_id uuid not null references auto_top_ups on delete restrict,
  sequence bigint not null check (sequence > 0),
  round integer not null check (round > 0),
  -- The first try, or which repetition of it.
  number integer not null check (number between 1 and 4),
  -- Null: it was refused before there was a purchase.
  purchase_id uuid,
  amount_minor bigint not null check (amount_minor > 0),
  state text not null check (state in ('pending', 'paid', 'declined')),
  reason text check (length(reason) between 1 and 64),
  -- Whether what follows from its being declined has followed.
  reckoned boolean not null default false,
  -- Both by the machine's clock.
  ended_at timestamptz,
  next_attempt_at timestamptz,
  -- By the account's clock: its month counts against the cap.
  month date not null check (extract(day from month) = 1),
  created_at timestamptz not null,
  primary key (account_id, sequence),
  check (purchase_id is not null or state = 'declined'),
  check ((state = 'declined') = (reason is not null)),
  check ((state = 'pending') = (ended_at is null)),
  foreign key (account_id, purchase_id) references purchases on delete restrict,
  check (next_attempt_at is null or state = 'declined')
);
-- Whatever happens at the same time: one purchase under way an account.
create unique index auto_top_up_attempts_one_pending on auto_top_up_attempts (account_id)
  where state = 'pending';
create unique index auto_top_up_attempts_purchase on auto_top_up_attempts (account_id, purchase_id)
  where purchase_id is not null;
create index auto_top_up_attempts_unreckoned on auto_top_up_attempts (account_id)
  where state = 'declined' and not reckoned;
create index auto_top_up_attempts_month on auto_top_up_attempts (account_id, month);
