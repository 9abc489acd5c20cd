-- What is asked of a supplier about an eSIM that it delivered: to cancel, suspend or resume it, or
-- to send it a text message. A refund to a reseller waits for no supplier, so it is kept, and a
-- worker asks.
create table carrier_requests (
  account_id uuid not null references accounts (id),
  id uuid not null,
  order_id uuid not null,
  carrier text not null check (length(carrier) between 1 and 64),
  verb text not null check (verb in ('cancel', 'suspend', 'resume', 'sms')),
  message text check (length(message) between 1 and 500),
  state text not null check (state in ('WAITING', 'ASKING', 'DONE', 'REFUSED', 'UNKNOWN')),
  outcome text check (outcome in ('refunded', 'revoked', 'requested')),
  supplier_request text check (length(supplier_request) between 1 and 100),
  returned_ten_thousandths bigint check (returned_ten_thousandths >= 0),
  returned_currency text check (returned_currency ~ '^[A-Z]{3}$'),
  detail text,
  created_at timestamptz not null,
  ended_at timestamptz,
  next_at timestamptz,
  lease uuid,
  primary key (account_id, id),
  foreign key (account_id, order_id) references carrier_orders (account_id, id),
  check ((state in ('WAITING', 'ASKING')) = (next_at is not null)),
  check ((state in ('WAITING', 'ASKING')) = (ended_at is null))
);

-- The worker takes what is due; an order has few requests, which are asked one after the other.
create index carrier_requests_due on carrier_requests (next_at) where next_at is not null;
create index carrier_requests_order on carrier_requests (account_id, order_id);
