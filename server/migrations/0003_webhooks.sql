-- Telling the reseller what happened: one address for each event, and a log of what was sent there.
-- The log of events is the queue: an address has a cursor in it, so that recording an event costs
-- nothing more, however many addresses there are.

create table webhook_endpoints (
  account_id uuid not null references accounts on delete restrict,
  event text collate "C" not null check (length(event) between 1 and 64),
  url text not null check (length(url) between 1 and 2048),
  enabled boolean not null default true,
  secret_encrypted bytea not null,
  -- After a rotation both secrets sign, until then.
  previous_secret_encrypted bytea,
  previous_secret_until timestamptz,
  -- The last event that was turned into a delivery, or passed over because it is of another type.
  last_sequence bigint not null check (last_sequence >= 0),
  -- When the first of its further attempts is due. Null: there is none.
  retry_at timestamptz,
  -- The one worker that sends for it now, and when others may take over unless it renews this.
  sender uuid,
  sender_until timestamptz,
  -- Since when every attempt has failed. Null: the last one did not.
  failing_since timestamptz,
  -- When and why it was switched off by us, not by its owner.
  disabled_at timestamptz,
  disabled_reason text,
  created_at timestamptz not null default now(),
  primary key (account_id, event),
  check ((previous_secret_encrypted is null) = (previous_secret_until is null)),
  check ((disabled_at is null) = (disabled_reason is null)),
  check (disabled_at is null or not enabled),
  check (enabled or retry_at is null)
) with (fillfactor = 50);

-- The id is the webhook-id that receivers see; created_at is the moment that the id carries, so
-- that an id alone finds its partition.
create table webhook_deliveries (
  account_id uuid not null,
  id uuid not null,
  event text collate "C" not null,
  url text not null,
  status text not null check (status in ('pending', 'delivered', 'failed')),
  -- The event that it tells of. Null: it is a test.
  event_sequence bigint,
  -- Deliveries of one key to one address are sent one after the other.
  order_key text collate "C",
  body text not null,
  -- All attempts there ever were, and those since it was sent on its way the last time.
  attempts integer not null default 0 check (attempts >= 0),
  tries integer not null default 0 check (tries between 0 and attempts),
  -- '-infinity' is a first attempt: due, and before all others in the order of events.
  next_attempt_at timestamptz,
  created_at timestamptz not null,
  primary key (account_id, id, created_at),
  check ((status = 'pending') = (next_attempt_at is not null))
) partition by range (created_at);
create table webhook_deliveries_default partition of webhook_deliveries default;
create index webhook_deliveries_pending
  on webhook_deliveries (account_id, event, next_attempt_at, event_sequence)
  where status = 'pending';
create index webhook_deliveries_event on webhook_deliveries (account_id, event, id);
create index webhook_deliveries_failed on webhook_deliveries (account_id, id)
  where status = 'failed';

create table webhook_attempts (
  account_id uuid not null,
  delivery_id uuid not null,
  number integer not null check (number > 0),
  attempted_at timestamptz not null,
  http_status integer,
  error text,
  duration_ms integer not null check (duration_ms >= 0),
  response text not null,
  primary key (account_id, delivery_id, number, attempted_at)
) partition by range (attempted_at);
create table webhook_attempts_default partition of webhook_attempts default;
