-- Money that comes in: purchases of credits, how they are paid, and what is taken back. A purchase
-- is credited once, whoever tells of its payment, in what order, and how often: the books refuse a
-- second transfer for it.

create unique index transfers_one_purchase on transfers (account_id, purchase_id)
  where type in ('credit_purchase', 'auto_top_up');

-- Whom a provider of card payments knows an account as.
create table payment_customers (
  account_id uuid not null references accounts on delete restrict,
  provider text not null check (provider in ('stripe', 'test')),
  token text collate "C" not null check (length(token) between 1 and 255),
  created_at timestamptz not null,
  primary key (account_id, provider)
);
create unique index payment_customers_token on payment_customers (provider, token);

-- Cards that are being entered on the provider's own form; asked about until they are settled.
create table payment_setups (
  account_id uuid not null references accounts on delete restrict,
  token text collate "C" not null check (length(token) between 1 and 255),
  provider text not null check (provider in ('stripe', 'test')),
  state text not null default 'open' check (state in ('open', 'done', 'given_up')),
  created_at timestamptz not null,
  asked_at timestamptz not null default now(),
  primary key (account_id, token)
);
create index payment_setups_open on payment_setups (asked_at) where state = 'open';

-- Cards as their provider names them. Their numbers never come here.
create table payment_methods (
  account_id uuid not null references accounts on delete restrict,
  id uuid not null,
  provider text not null check (provider in ('stripe', 'test')),
  token text collate "C" not null check (length(token) between 1 and 255),
  brand text not null check (length(brand) between 1 and 32),
  last_four text not null check (last_four ~ '^[0-9]{4}$'),
  expiry_month integer not null check (expiry_month between 1 and 12),
  expiry_year integer not null check (expiry_year between 2000 and 9999),
  is_default boolean not null default false,
  created_at timestamptz not null,
  removed_at timestamptz,
  primary key (account_id, id),
  check (removed_at is null or not is_default)
);
create unique index payment_methods_token on payment_methods (account_id, provider, token);
create unique index payment_methods_one_default on payment_methods (account_id, provider)
  where is_default;

create table purchases (
  account_id uuid not null references accounts on delete restrict,
  id uuid not null,
  organization_id uuid not null references organizations on delete restrict,
  mode text not null check (mode in ('live', 'sandbox')),
  origin text not null check (origin in ('manual', 'auto_top_up')),
  method text not null check (method in ('card', 'bank_transfer')),
  status text not null check (status in (
    'pending', 'requires_action', 'awaiting_transfer', 'paid', 'declined', 'canceled'
  )),
  -- Without VAT: what is credited. The VAT. What is paid.
  amount_minor bigint not null check (amount_minor > 0),
  vat_minor bigint not null check (vat_minor >= 0),
  total_minor bigint not null check (total_minor = amount_minor + vat_minor),
  vat_rate_basis_points integer not null check (vat_rate_basis_points between 0 and 10000),
  vat_treatment text not null check (length(vat_treatment) between 1 and 32),
  vat_country text check (vat_country ~ '^[A-Z]{2}$'),
  -- Of a card: which one, with whom, and what the provider calls this payment.
  payment_method_id uuid,
  provider text check (provider in ('stripe', 'test')),
  intent_token text collate "C" check (length(intent_token) between 1 and 255),
  next_action jsonb,
  decline_code text check (length(decline_code) between 1 and 64),
  -- Of a bank transfer: what the payer writes on it. A part of one has none of its own.
  reference text check (reference ~ '^GS-[A-Z0-9]{4}-[A-Z0-9]{4}$'),
  part_of uuid,
  -- All that came for it, with VAT, parts of it too; and how much of that was credited.
  received_minor bigint not null default 0 check (received_minor >= 0),
  covered_minor bigint not null default 0 check (covered_minor between 0 and received_minor),
  invoice_number text check (length(invoice_number) between 1 and 64),
  -- What its provider says was refunded to the payer, with VAT.
  refunded_minor bigint not null default 0 check (refunded_minor >= 0),
  -- Credits taken back, and those that were to be and had been spent.
  reversed_minor bigint not null default 0 check (reversed_minor >= 0),
  owed_minor bigint not null default 0 check (owed_minor >= 0),
  attempts integer not null default 0 check (attempts >= 0),
  cancel_asked_at timestamptz,
  created_at timestamptz not null,
  paid_at timestamptz,
  -- The machine's clock: when a provider was last asked about it.
  asked_at timestamptz not null default now(),
  primary key (account_id, id),
  foreign key (account_id, payment_method_id) references payment_methods on delete restrict,
  foreign key (account_id, part_of) references purchases on delete restrict,
  check ((status = 'paid') = (paid_at is not null)),
  check ((method = 'card') = (payment_method_id is not null)),
  check ((method = 'card') = (provider is not null)),
  check (method = 'card' or (reference is null) = (part_of is not null)),
  check (method = 'bank_transfer' or status <> 'awaiting_transfer'),
  check (reversed_minor + owed_minor <= amount_minor)
);
create unique index purchases_reference on purchases (reference) where reference is not null;
create unique index purchases_intent on purchases (provider, intent_token)
  where intent_token is not null;
create index purchases_unsettled on purchases (asked_at)
  where method = 'card' and status in ('pending', 'requires_action');
create index purchases_owed on purchases (account_id, id) where owed_minor > 0;
create index purchases_parts on purchases (account_id, part_of) where part_of is not null;

-- Money that came to the bank account: each entry of its statement counts once for ever.
create table bank_receipts (
  entry_id text collate "C" primary key check (length(entry_id) between 1 and 128),
  account_id uuid not null,
  purchase_id uuid not null,
  received_minor bigint not null check (received_minor > 0),
  received_at timestamptz not null,
  note text check (length(note) <= 500),
  confirmed_at timestamptz not null,
  foreign key (account_id, purchase_id) references purchases on delete restrict
);
create index bank_receipts_purchase on bank_receipts (account_id, purchase_id);

-- Payments that a payer disputes. Credits are frozen while one is open: held, as far as they are
-- there; which the hold is says the number of its transfer.
create table disputes (
  account_id uuid not null,
  purchase_id uuid not null,
  token text collate "C" not null check (length(token) between 1 and 255),
  status text not null check (status in ('open', 'won', 'lost')),
  -- With VAT, as the payer disputes it; and the credits that it is about.
  disputed_minor bigint not null check (disputed_minor > 0),
  credits_minor bigint not null check (credits_minor >= 0),
  frozen_minor bigint not null default 0 check (frozen_minor between 0 and credits_minor),
  hold_sequence bigint,
  opened_at timestamptz not null,
  closed_at timestamptz,
  primary key (account_id, token),
  foreign key (account_id, purchase_id) references purchases on delete restrict,
  check ((status = 'open') = (closed_at is null))
);
create index disputes_purchase on disputes (account_id, purchase_id);

-- Notices of a provider that were taken in, so that a repeated one changes nothing.
create table provider_notices (
  provider text not null check (provider in ('stripe', 'test')),
  notice_id text collate "C" not null check (length(notice_id) between 1 and 255),
  type text not null check (length(type) between 1 and 128),
  taken_at timestamptz not null default now(),
  primary key (provider, notice_id)
);

-- Set while the account owes credits: no new sales, as with a suspension, and apart from it.
alter table accounts add column owes_since timestamptz;
