-- A refund of a card payment can fail after it was made: the money is ours again, and the credits
-- are the account's again. What the provider told is kept, since its notices come in any order.

create table refund_reports (
  account_id uuid not null,
  purchase_id uuid not null,
  -- 'total': all that was refunded of the payment by then. 'failed': one refund that was undone.
  kind text not null check (kind in ('total', 'failed')),
  -- What the provider calls the notice of a total, or the refund that failed.
  token text collate "C" not null check (length(token) between 1 and 255),
  amount_minor bigint not null check (amount_minor > 0),
  -- On the provider's clock.
  reported_at timestamptz not null,
  primary key (account_id, purchase_id, kind, token),
  foreign key (account_id, purchase_id) references purchases on delete restrict
);

insert into refund_reports (account_id, purchase_id, kind, token, amount_minor, reported_at)
select account_id, id, 'total', 'before', refunded_minor, '-infinity'
from purchases
where refunded_minor > 0;

-- What limits the declines of an account and of a card within an hour.
create index purchases_declined on purchases (account_id, asked_at) where status = 'declined';
