-- An order that is sent again under its reference may reach its carrier after a look at it.
set local lock_timeout = '5s';

alter table carrier_orders add column last_sent_at timestamptz;

update carrier_orders set last_sent_at = sent_at
where ended_at is null
  and sent_at is not null;
