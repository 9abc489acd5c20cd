-- A supplier that only takes a request for a refund tells its decision to a person, who records it.
set local lock_timeout = '5s';

alter table carrier_requests
  add column settled_at timestamptz,
  add column settled_note text check (length(settled_note) between 1 and 500),
  drop constraint carrier_requests_outcome_check,
  add constraint carrier_requests_outcome_check
    check (outcome in ('refunded', 'revoked', 'requested', 'declined'));
