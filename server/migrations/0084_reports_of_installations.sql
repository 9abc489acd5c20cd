-- A report counts the installations of an account in a period, by the phones that reported them.
set local lock_timeout = '5s';

create index installation_events_reported on installation_events (account_id, occurred_at)
  include (outcome, platform, model, system_version);
