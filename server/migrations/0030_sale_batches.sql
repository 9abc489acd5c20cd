-- Many packages are sold by one request: a job sells them in chunks. A row of `sale_batch_items` is
-- one package to sell; the transaction that sells it marks it sold, so that it is sold once.
set local lock_timeout = '5s';

create table sale_batches (
  account_id uuid not null references accounts on delete restrict,
  id uuid not null,
  state text not null check (state in ('running', 'stopped', 'done')),
  -- Why it stopped by itself: the code of a refusal.
  stopped_by text check (length(stopped_by) between 1 and 64),
  activation_mode text not null check (activation_mode in ('NOW', 'FIRST_USE', 'ON_DEMAND')),
  sales_channel text not null check (sales_channel in ('API', 'PORTAL')),
  -- For whom it sells: the context of the request, without time and changes.
  seller jsonb not null check (jsonb_typeof(seller) = 'object'),
  lines integer not null check (lines > 0),
  packages integer not null check (packages > 0),
  total_minor bigint not null check (total_minor >= 0),
  created_at timestamptz not null,
  touched_at timestamptz not null default now(),
  primary key (account_id, id)
);
create index sale_batches_running on sale_batches (touched_at) where state = 'running';

create table sale_batch_items (
  account_id uuid not null,
  batch_id uuid not null,
  number integer not null check (number > 0),
  line integer not null check (line > 0),
  email text check (length(email) <= 254),
  inventory_item_id uuid not null,
  metatag text check (length(metatag) <= 255),
  state text not null check (state in ('waiting', 'sold', 'failed')),
  code text check (length(code) between 1 and 64),
  detail text check (length(detail) <= 1000),
  activated_item_id uuid,
  customer_id uuid,
  iccid text check (length(iccid) between 18 and 20),
  check ((state = 'sold') = (activated_item_id is not null and customer_id is not null)),
  check ((state = 'failed') = (code is not null)),
  primary key (account_id, batch_id, number),
  foreign key (account_id, batch_id) references sale_batches on delete restrict
);
create index sale_batch_items_waiting
  on sale_batch_items (account_id, batch_id, number)
  where state = 'waiting';
create index sale_batch_items_customer
  on sale_batch_items (account_id, customer_id)
  where customer_id is not null;
