-- A hold on credits that nobody posts or releases ties up a reseller's money for good. Each hold
-- for a sale now ends by itself. Transfers never change, so that the open holds are listed beside
-- them: a row for each pending transfer that has not ended, with the time at which it expires on
-- its account's clock. Null: credits that a dispute freezes wait for its outcome.
set local lock_timeout = '5s';

create table open_holds (
  account_id uuid not null,
  sequence bigint not null,
  expires_at timestamptz,
  primary key (account_id, sequence),
  foreign key (account_id, sequence) references transfers (account_id, sequence) on delete restrict
);
create index open_holds_expire on open_holds (account_id, expires_at)
  where expires_at is not null;

insert into open_holds (account_id, sequence, expires_at)
select account_id, sequence,
  case type when 'activation' then created_at + interval '24 hours' end
from transfers as hold
where kind = 'pending'
  and not exists (
    select from transfers as ended
    where ended.account_id = hold.account_id
      and ended.pending_sequence = hold.sequence
  );
