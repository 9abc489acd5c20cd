-- Orders whose supplier has still to decide about a refund are listed, and late ones are a finding.
set local lock_timeout = '5s';

create index carrier_requests_refund_open on carrier_requests (account_id, order_id)
where verb = 'cancel'
  and (outcome = 'requested' or state = 'UNKNOWN' and outcome is null);
