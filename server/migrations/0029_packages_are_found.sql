-- Lists of packages and customers are filtered and searched, and a package says who sold it. Rare
-- states and channels have small indexes of their own; the frequent ones are found by date.
set local lock_timeout = '5s';

alter table activated_items
  -- The person who sold it in the portal; `client_id` names the key otherwise.
  add column person_id uuid;

create index activated_items_item
  on activated_items (account_id, inventory_item_id, sold_at, id);
create index activated_items_rare_states
  on activated_items (account_id, sold_at, id)
  where state in ('PENDING', 'FAILED');
create index activated_items_rare_channels
  on activated_items (account_id, sales_channel, sold_at, id)
  where sales_channel <> 'API';

-- What support people write down about a customer; erased with the customer.
create table customer_notes (
  account_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  text text not null check (length(text) between 1 and 5000),
  author_kind text not null check (author_kind in ('api_key', 'person', 'platform')),
  author_id text not null check (length(author_id) between 1 and 255),
  author_name text check (length(author_name) between 1 and 255),
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, customer_id) references customers on delete restrict
);
create index customer_notes_customer on customer_notes (account_id, customer_id, id);

create table customer_tags (
  account_id uuid not null,
  customer_id uuid not null,
  tag text not null check (length(tag) between 1 and 50 and tag = lower(tag)),
  primary key (account_id, customer_id, tag),
  foreign key (account_id, customer_id) references customers on delete restrict
);
create index customer_tags_tag on customer_tags (account_id, tag, customer_id);
