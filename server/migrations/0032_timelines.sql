-- The timeline of a customer reads its events, deliveries, sessions and tickets. The indexes of
-- events leave out those of a sale, which are read from the package, so that a sale writes no more.
set local lock_timeout = '5s';

create index events_of_customer on events (account_id, (body ->> 'uid'), sequence)
  where type in ('balance.low', 'package.expiring', 'package.expired', 'package.depleted',
    'package.failed', 'package.delivered');
create index events_of_esim on events (account_id, (body ->> 'iccid'), sequence)
  where type in ('esim.status_changed', 'esim.replaced');
create index webhook_deliveries_order on webhook_deliveries (account_id, order_key, id)
  where order_key is not null;
create index network_sessions_profile on network_sessions (account_id, esim_profile_id, opened_at);
create index tickets_package on tickets (account_id, activated_item_id)
  where activated_item_id is not null;
create index tickets_esim on tickets (account_id, iccid) where iccid is not null;
