-- The whole store in one step: tenants, catalogue, ledger, stock, sales and the log of facts.
-- Every tenant table leads its keys with account_id, so that one account's rows stay together and
-- the schema distributes by account; what must hold is a constraint here before an if anywhere.

create extension if not exists pg_trgm;
create extension if not exists btree_gin;

-- ── people who sell ───────────────────────────────────────────────────────────────────────────

create table price_lists (
  id uuid primary key,
  name text not null check (length(name) between 1 and 255),
  is_default boolean not null default false,
  created_at timestamptz not null default now()
);
create unique index price_lists_one_default on price_lists (is_default) where is_default;

create table organizations (
  id uuid primary key,
  name text not null check (length(name) between 1 and 255),
  email text not null check (length(email) between 3 and 254),
  price_list_id uuid references price_lists on delete restrict,
  created_at timestamptz not null default now()
);

create table accounts (
  id uuid primary key,
  organization_id uuid not null references organizations on delete restrict,
  mode text not null check (mode in ('live', 'sandbox')),
  -- The account's clock is the machine's plus this; only a sandbox may travel, and only forward.
  clock_offset_ms bigint not null default 0 check (clock_offset_ms >= 0),
  suspended_at timestamptz,
  refund_limit_per_month integer not null default 20 check (refund_limit_per_month >= 0),
  requires_user_location boolean not null default false,
  -- What a sandbox was opened with, and has again after a reset.
  opening_credits_minor bigint not null default 0 check (opening_credits_minor >= 0),
  created_at timestamptz not null default now(),
  check (mode = 'sandbox' or (clock_offset_ms = 0 and opening_credits_minor = 0))
);
create unique index accounts_one_of_each_mode on accounts (organization_id, mode);

create table api_keys (
  account_id uuid not null references accounts on delete restrict,
  client_id text not null check (client_id ~ '^[!-9;-~]{1,64}$'),
  name text not null check (length(name) between 1 and 255),
  secret_hash bytea not null check (length(secret_hash) = 32),
  scopes text[] not null
    check (cardinality(scopes) > 0 and scopes <@ array['read', 'sell', 'refund', 'manage']),
  daily_spend_limit_minor bigint check (daily_spend_limit_minor >= 0),
  ip_allow_list text[] not null default '{}',
  created_at timestamptz not null,
  last_used_at timestamptz,
  revoked_at timestamptz,
  primary key (account_id, client_id)
);
-- Authentication starts from the client id alone; it is not on the path of a sale.
create unique index api_keys_client_id on api_keys (client_id);

create table api_key_spending (
  account_id uuid not null,
  client_id text not null,
  day date not null,
  spent_minor bigint not null check (spent_minor >= 0),
  primary key (account_id, client_id, day),
  foreign key (account_id, client_id) references api_keys on delete restrict
);

-- Access tokens are signed with these; the private half is encrypted with the installation's key.
create table signing_keys (
  kid text primary key,
  public_jwk jsonb not null,
  private_jwk_encrypted bytea not null,
  created_at timestamptz not null,
  retired_at timestamptz
);

-- ── what is for sale ──────────────────────────────────────────────────────────────────────────

create table country_sets (
  code text primary key check (code ~ '^[A-Z0-9_]{2,16}$'),
  name text not null check (length(name) between 1 and 255),
  kind text not null check (kind in ('worldwide', 'region', 'country')),
  countries text[] not null check (cardinality(countries) > 0)
);

create table data_plans (
  id uuid primary key,
  name text not null check (length(name) between 1 and 255),
  size_value numeric(10, 3) not null check (size_value > 0),
  size_unit text not null check (size_unit in ('MB', 'GB', 'TB')),
  data_bytes bigint not null check (data_bytes > 0),
  -- Null is a validity without end.
  validity_days integer check (validity_days between 1 and 3650),
  country_set text not null references country_sets on delete restrict,
  carrier text not null check (length(carrier) between 1 and 64),
  created_at timestamptz not null default now()
);

create table price_list_entries (
  price_list_id uuid not null references price_lists on delete restrict,
  data_plan_id uuid not null references data_plans on delete restrict,
  wholesale_minor bigint not null check (wholesale_minor >= 0),
  primary key (price_list_id, data_plan_id)
);

-- One row; rises with every change of plans, prices or sets, so that answers are kept by version.
create table catalogue_version (
  only_row boolean primary key default true check (only_row),
  version bigint not null default 1
);
insert into catalogue_version default values;

create table inventory_items (
  account_id uuid not null references accounts on delete restrict,
  id uuid not null,
  data_plan_id uuid not null references data_plans on delete restrict,
  name text not null check (length(name) between 1 and 255),
  retail_minor bigint not null check (retail_minor >= 0),
  active boolean not null default true,
  -- As it was first offered, and is again after a sandbox's reset.
  offered_name text not null,
  offered_retail_minor bigint not null,
  offered_active boolean not null,
  -- Units bought in advance and not yet activated: the wire's amount.
  stock_units integer not null default 0 check (stock_units >= 0),
  created_at timestamptz not null,
  primary key (account_id, id)
);
create unique index inventory_items_data_plan on inventory_items (account_id, data_plan_id);

-- One row an account, for the same reason as catalogue_version.
create table inventory_versions (
  account_id uuid primary key references accounts on delete restrict,
  version bigint not null default 1
);

-- ── money ─────────────────────────────────────────────────────────────────────────────────────

create table ledger_accounts (
  account_id uuid not null references accounts on delete restrict,
  code text not null check (code in ('credits', 'sales', 'funding', 'adjustments')),
  posted_debits_minor bigint not null default 0 check (posted_debits_minor >= 0),
  posted_credits_minor bigint not null default 0 check (posted_credits_minor >= 0),
  pending_debits_minor bigint not null default 0 check (pending_debits_minor >= 0),
  pending_credits_minor bigint not null default 0 check (pending_credits_minor >= 0),
  -- The number of the last transfer of the account; counted on the credits row, under its lock.
  last_sequence bigint not null default 0 check (last_sequence >= 0),
  primary key (account_id, code),
  constraint credits_never_negative check (
    code <> 'credits' or posted_credits_minor - posted_debits_minor - pending_debits_minor >= 0
  )
);

create table transfers (
  account_id uuid not null,
  sequence bigint not null check (sequence > 0),
  id uuid not null,
  -- posted moves money; pending reserves it; post and void end the pending one they name.
  kind text not null check (kind in ('posted', 'pending', 'post', 'void')),
  type text not null check (type in (
    'credit_purchase', 'auto_top_up', 'activation', 'refund', 'stock_purchase', 'adjustment',
    'sandbox_credit'
  )),
  -- Checked by value, not by foreign key: the statement that inserts a transfer moves both ledger
  -- rows and counts them, and two key look-ups a sale are saved.
  debit_code text not null check (debit_code in ('credits', 'sales', 'funding', 'adjustments')),
  credit_code text not null check (
    credit_code in ('credits', 'sales', 'funding', 'adjustments') and credit_code <> debit_code
  ),
  amount_minor bigint not null check (amount_minor > 0),
  pending_sequence bigint,
  -- What a refund gives back is named, and can be given back once.
  activated_item_id uuid,
  purchase_id uuid,
  -- The posted credits once this transfer is counted: what an account statement shows.
  balance_after_minor bigint not null check (balance_after_minor >= 0),
  description text not null check (length(description) <= 500),
  created_at timestamptz not null,
  primary key (account_id, sequence),
  foreign key (account_id, pending_sequence) references transfers (account_id, sequence)
    on delete restrict,
  check ((kind in ('post', 'void')) = (pending_sequence is not null))
);
create unique index transfers_pending_ends_once on transfers (account_id, pending_sequence)
  where pending_sequence is not null;
create unique index transfers_one_refund on transfers (account_id, activated_item_id)
  where type = 'refund';

-- The books are never changed. Only a sandbox, whose money is play money, may be wiped as a whole:
-- its reset says so for its own account, in its own transaction.
create function refuse_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' then
    if current_setting('gigastore.resets_sandbox', true) = old.account_id::text
      and exists (select from accounts where id = old.account_id and mode = 'sandbox')
    then
      return old;
    end if;
  end if;
  raise exception '% is append-only: % refused', tg_table_name, tg_op
    using errcode = 'restrict_violation';
end
$$;
create trigger transfers_are_immutable before update or delete on transfers
  for each row execute function refuse_change();
create trigger transfers_are_not_truncated before truncate on transfers
  for each statement execute function refuse_change();

-- ── customers and what they hold ──────────────────────────────────────────────────────────────

create table customers (
  account_id uuid not null references accounts on delete restrict,
  id uuid not null,
  email text check (length(email) between 3 and 254),
  country_of_residence text check (country_of_residence ~ '^[A-Z]{2}$'),
  country_set text not null,
  metatag text check (length(metatag) <= 255),
  created_at timestamptz not null,
  erased_at timestamptz,
  primary key (account_id, id),
  check (erased_at is null or (email is null and country_of_residence is null))
);
create index customers_email on customers (account_id, (lower(email)) text_pattern_ops)
  where email is not null;
create index customers_search on customers using gin (account_id, (lower(email)) gin_trgm_ops);

create table profile_domains (
  account_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  dedicated boolean not null default false,
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, customer_id) references customers on delete restrict
);
-- Here and below the more telling column leads. While a table is small and never analysed the
-- planner takes any index that begins with account_id for as good as the primary key, and a key
-- check planned then goes on reading all rows of the account: a sale cost the database 12 times as
-- much after 10,000 others.
create index profile_domains_customer on profile_domains (customer_id, account_id);

-- Every profile a carrier has given us, for good: free until a sale takes it, then the one place
-- that knows whose an ICCID is. Not a tenant table: free profiles belong to nobody yet.
create table carrier_profiles (
  iccid text collate "C" primary key check (iccid ~ '^89[0-9]{17,18}$'),
  carrier text not null check (length(carrier) between 1 and 64),
  imsi text collate "C" not null check (imsi ~ '^[0-9]{15}$'),
  smdp_address text not null check (length(smdp_address) between 1 and 255),
  matching_id text not null check (length(matching_id) between 1 and 255),
  account_id uuid,
  taken_at timestamptz,
  created_at timestamptz not null default now(),
  check ((account_id is null) = (taken_at is null))
);
create index carrier_profiles_free on carrier_profiles (carrier, iccid) where account_id is null;
create unique index carrier_profiles_imsi on carrier_profiles (imsi);

create sequence sandbox_profile_serials;

create table esim_profiles (
  account_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  profile_domain_id uuid not null,
  carrier text not null,
  iccid text collate "C" not null,
  imsi text collate "C" not null,
  smdp_address text not null,
  matching_id text not null,
  state text not null default 'RELEASED'
    check (state in ('RELEASED', 'INSTALLED', 'DISABLED', 'ERROR')),
  eid text check (eid ~ '^[0-9]{32}$'),
  install_count integer not null default 0 check (install_count between 0 and 5),
  last_seen_at timestamptz,
  activated_at timestamptz,
  current_country text check (current_country ~ '^[A-Z]{2}$'),
  replaced_by uuid,
  retired_at timestamptz,
  created_at timestamptz not null,
  primary key (account_id, id),
  foreign key (account_id, customer_id) references customers on delete restrict,
  foreign key (account_id, profile_domain_id) references profile_domains on delete restrict,
  foreign key (account_id, replaced_by) references esim_profiles on delete restrict
);
create unique index esim_profiles_iccid on esim_profiles (iccid, account_id);
create index esim_profiles_customer on esim_profiles (customer_id, account_id);
create index esim_profiles_search on esim_profiles
  using gin (account_id, iccid gin_trgm_ops, imsi gin_trgm_ops);

create table activated_items (
  account_id uuid not null,
  id uuid not null,
  customer_id uuid not null,
  profile_domain_id uuid not null,
  -- The profile that was sold with it; a top-up has none.
  esim_profile_id uuid,
  inventory_item_id uuid not null,
  data_plan_id uuid not null,
  name text not null check (length(name) between 1 and 255),
  size_value numeric(10, 3) not null,
  size_unit text not null,
  data_bytes bigint not null check (data_bytes > 0),
  used_bytes bigint not null default 0 check (used_bytes between 0 and data_bytes),
  validity_days integer,
  country_set text not null,
  carrier text not null,
  activation_mode text not null check (activation_mode in ('NOW', 'FIRST_USE', 'ON_DEMAND')),
  sales_channel text not null check (sales_channel in ('API', 'IOS_SDK', 'ANDROID_SDK', 'PORTAL')),
  metatag text check (length(metatag) <= 255),
  user_ip text check (length(user_ip) <= 64),
  user_country text check (user_country ~ '^[A-Z]{2}$'),
  status text not null check (status in ('PURCHASED', 'ACTIVATED', 'REFUNDED')),
  state text not null check (
    state in ('PENDING', 'WAITING', 'ACTIVE', 'DEPLETED', 'EXPIRED', 'REFUNDED', 'FAILED')
  ),
  purchase_price_minor bigint not null check (purchase_price_minor >= 0),
  retail_price_minor bigint not null check (retail_price_minor >= 0),
  -- The transfer that holds the credits while a carrier has not answered.
  hold_sequence bigint,
  client_id text,
  sold_at timestamptz not null,
  activated_at timestamptz,
  expires_at timestamptz,
  refunded_at timestamptz,
  primary key (account_id, id),
  foreign key (account_id, customer_id) references customers on delete restrict,
  foreign key (account_id, profile_domain_id) references profile_domains on delete restrict,
  foreign key (account_id, esim_profile_id) references esim_profiles on delete restrict,
  foreign key (account_id, inventory_item_id) references inventory_items on delete restrict,
  check ((status = 'REFUNDED') = (refunded_at is not null)),
  check ((status = 'REFUNDED') = (state = 'REFUNDED')),
  check (hold_sequence is null or state = 'PENDING'),
  check (state <> 'ACTIVE' or activated_at is not null),
  check (state <> 'WAITING' or (activated_at is null and expires_at is not null))
);
create index activated_items_newest on activated_items (account_id, sold_at, id);
create index activated_items_customer on activated_items (customer_id, account_id);
create index activated_items_metatag
  on activated_items (account_id, (lower(metatag)) text_pattern_ops)
  where metatag is not null;
create index activated_items_search
  on activated_items using gin (account_id, (lower(metatag)) gin_trgm_ops);

create table refund_counts (
  account_id uuid not null references accounts on delete restrict,
  month date not null check (extract(day from month) = 1),
  refunds integer not null check (refunds >= 0),
  primary key (account_id, month)
);

-- ── facts, and answers already given ──────────────────────────────────────────────────────────

create table event_sequences (
  account_id uuid primary key references accounts on delete restrict,
  last_sequence bigint not null default 0
);

-- created_at is the account's clock; partitions go by the machine's, which does not travel.
create table events (
  account_id uuid not null,
  sequence bigint not null check (sequence > 0),
  id uuid not null,
  type text not null check (length(type) between 1 and 64),
  body jsonb not null,
  created_at timestamptz not null,
  recorded_at timestamptz not null default now(),
  primary key (account_id, sequence, recorded_at)
) partition by range (recorded_at);
create table events_default partition of events default;

create table idempotency_keys (
  account_id uuid not null references accounts on delete restrict,
  key text collate "C" not null check (length(key) between 1 and 255),
  request_hash bytea not null check (length(request_hash) = 32),
  status integer not null check (status between 200 and 299),
  body text not null,
  -- Whose personal data the kept answer carries, so that erasing a customer finds it.
  customer_id uuid,
  created_at timestamptz not null default now(),
  primary key (account_id, key)
);
create index idempotency_keys_age on idempotency_keys (created_at);
create index idempotency_keys_customer on idempotency_keys (account_id, customer_id)
  where customer_id is not null;
