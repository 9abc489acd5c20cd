-- Rows of an account live on one node of a distributed database, where no unique index without
-- account_id can look. Values that are unique among all accounts therefore have a small table each:
-- it names the account that a value belongs to, and its primary key gives the value to one account.
-- A foreign key with account_id makes the account's row name a value that is its own; the unique
-- index of the account's table, now with account_id, gives the value to one row. On a distributed
-- database these tables are on every node.
--
-- The version before cannot create keys, purchases or tickets on this schema, nor issue invoices or
-- keep the number of an order at a carrier; it goes on selling, and finds such an order again.
set local lock_timeout = '5s';

lock table adjustments, api_keys, bank_receipts, billing_documents, carrier_orders,
  payment_customers, purchases, sdk_apps, sdk_keys, tickets in share row exclusive mode;

create table api_key_owners (
  client_id text primary key,
  account_id uuid not null,
  unique (account_id, client_id)
);
insert into api_key_owners (client_id, account_id) select client_id, account_id from api_keys;
drop index api_keys_client_id;
create index api_keys_client_id on api_keys (client_id);
alter table api_keys add foreign key (account_id, client_id)
  references api_key_owners (account_id, client_id) on delete restrict;

create table bank_receipt_owners (
  entry_id text collate "C" primary key,
  account_id uuid not null,
  unique (account_id, entry_id)
);
insert into bank_receipt_owners (entry_id, account_id)
select entry_id, account_id from bank_receipts;
alter table bank_receipts
  drop constraint bank_receipts_pkey,
  add primary key (entry_id, account_id),
  add foreign key (account_id, entry_id)
    references bank_receipt_owners (account_id, entry_id) on delete restrict;

create table billing_document_owners (
  number text collate "C" primary key,
  account_id uuid not null,
  unique (account_id, number)
);
insert into billing_document_owners (number, account_id)
select number, account_id from billing_documents;
drop index billing_documents_number;
create unique index billing_documents_number on billing_documents (number, account_id);
alter table billing_documents add foreign key (account_id, number)
  references billing_document_owners (account_id, number) on delete restrict;

create table carrier_order_owners (
  carrier text not null,
  supplier_order text collate "C" not null,
  account_id uuid not null,
  primary key (carrier, supplier_order),
  unique (account_id, carrier, supplier_order)
);
insert into carrier_order_owners (carrier, supplier_order, account_id)
select carrier, supplier_order, account_id from carrier_orders where supplier_order is not null;
drop index carrier_orders_supplier;
create unique index carrier_orders_supplier
  on carrier_orders (carrier, supplier_order, account_id) where supplier_order is not null;
alter table carrier_orders add constraint carrier_orders_owner
  foreign key (account_id, carrier, supplier_order)
  references carrier_order_owners (account_id, carrier, supplier_order) on delete restrict;

create table payment_customer_owners (
  provider text not null,
  token text collate "C" not null,
  account_id uuid not null,
  primary key (provider, token),
  unique (account_id, provider, token)
);
insert into payment_customer_owners (provider, token, account_id)
select provider, token, account_id from payment_customers;
drop index payment_customers_token;
create unique index payment_customers_token on payment_customers (provider, token, account_id);
alter table payment_customers add foreign key (account_id, provider, token)
  references payment_customer_owners (account_id, provider, token) on delete restrict;

create table purchase_reference_owners (
  reference text primary key,
  account_id uuid not null,
  unique (account_id, reference)
);
insert into purchase_reference_owners (reference, account_id)
select reference, account_id from purchases where reference is not null;
create table purchase_intent_owners (
  provider text not null,
  intent_token text collate "C" not null,
  account_id uuid not null,
  primary key (provider, intent_token),
  unique (account_id, provider, intent_token)
);
insert into purchase_intent_owners (provider, intent_token, account_id)
select provider, intent_token, account_id from purchases where intent_token is not null;
drop index purchases_reference, purchases_intent;
create unique index purchases_reference
  on purchases (reference, account_id) where reference is not null;
create unique index purchases_intent
  on purchases (provider, intent_token, account_id) where intent_token is not null;
alter table purchases
  add foreign key (account_id, reference)
    references purchase_reference_owners (account_id, reference) on delete restrict,
  add foreign key (account_id, provider, intent_token)
    references purchase_intent_owners (account_id, provider, intent_token) on delete restrict;

create table sdk_key_owners (
  key text primary key,
  account_id uuid not null,
  unique (account_id, key)
);
insert into sdk_key_owners (key, account_id) select key, account_id from sdk_keys;
alter table sdk_keys
  drop constraint sdk_keys_key_key,
  add constraint sdk_keys_key_key unique (key, account_id),
  add foreign key (account_id, key)
    references sdk_key_owners (account_id, key) on delete restrict;

create table ticket_owners (
  number bigint primary key,
  account_id uuid not null,
  unique (account_id, number)
);
insert into ticket_owners (number, account_id) select number, account_id from tickets;
drop index tickets_number;
create unique index tickets_number on tickets (number, account_id);
alter table tickets add foreign key (account_id, number)
  references ticket_owners (account_id, number) on delete restrict;

-- Random ids that only we make need no promise, only an index by which the platform finds them.
drop index adjustments_newest, sdk_apps_id, tickets_id;
create index adjustments_newest on adjustments (id);
create index sdk_apps_id on sdk_apps (id);
create index tickets_id on tickets (id);

-- The receipts of a sandbox account may be confirmed again after a reset.
create or replace function delete_sandbox_receipts(account uuid) returns void
language plpgsql security definer as $$
begin
  perform require_sandbox(account);
  delete from bank_receipts where account_id = account;
  delete from bank_receipt_owners where account_id = account;
end
$$;

do $$
begin
  execute format(
    'alter function delete_sandbox_receipts(uuid) set search_path = %I, pg_temp',
    current_schema());
end
$$;
