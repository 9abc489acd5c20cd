-- Wholesale suppliers send no usage: they are asked for it, eSIM by eSIM, and answer with a figure
-- that grows. What was counted of each figure is kept beside when it is asked for next. And every
-- eSIM says how recent the data that it has used is, and who said so.
alter table esim_profiles
  add column usage_as_of timestamptz,
  add column usage_source text check (usage_source in ('pushed', 'radius', 'file', 'supplier'));

create table usage_pulls (
  account_id uuid not null,
  esim_profile_id uuid not null,
  carrier text not null check (length(carrier) between 1 and 64),
  iccid text collate "C" not null,
  -- The supplier's own ID of the eSIM.
  profile_id text collate "C" not null,
  -- The figure that was counted last, since the supplier last began anew.
  used_bytes bigint not null default 0 check (used_bytes >= 0),
  total_bytes bigint check (total_bytes >= 0),
  generation integer not null default 0 check (generation >= 0),
  -- Of which moment the figure is; null before the first.
  as_of timestamptz,
  -- A lower figure that may be an old answer, until a later one confirms it.
  fell_used_bytes bigint check (fell_used_bytes >= 0),
  fell_at timestamptz,
  created_at timestamptz not null,
  changed_at timestamptz,
  -- When it is asked for next; null once the eSIM is over.
  next_at timestamptz,
  -- Why the last question was refused.
  detail text,
  primary key (account_id, esim_profile_id),
  foreign key (account_id, esim_profile_id) references esim_profiles on delete cascade,
  check ((fell_used_bytes is null) = (fell_at is null))
);
create index usage_pulls_due on usage_pulls (carrier, next_at) where next_at is not null;
create index usage_pulls_iccid on usage_pulls (carrier, iccid);

create table usage_pull_feeds (
  carrier text primary key check (length(carrier) between 1 and 64),
  asked_at timestamptz not null,
  answered_at timestamptz,
  -- Until when it is asked nothing, because it had too much or did not answer.
  paused_until timestamptz,
  failures integer not null default 0 check (failures >= 0),
  -- Why the last question got no answer.
  detail text
);

-- The eSIMs that were ordered before are asked about as well, within an hour.
insert into usage_pulls (account_id, esim_profile_id, carrier, iccid, profile_id, created_at,
  next_at)
select distinct on (profile.account_id, profile.id) profile.account_id, profile.id,
  profile.carrier, profile.iccid, placed.profile_id, profile.created_at,
  now() + random() * interval '1 hour'
from carrier_orders as placed
join esim_profiles as profile
  on profile.account_id = placed.account_id
  and profile.iccid = placed.iccid
  and profile.carrier = placed.carrier
where placed.state = 'DELIVERED'
  and placed.kind = 'profile'
  and placed.profile_id is not null
  and placed.supplier_order is not null
  and profile.retired_at is null
order by profile.account_id, profile.id, placed.ended_at desc;

-- Questions for usage are by far the most calls to suppliers; they are kept for three days.
create index carrier_calls_usage on carrier_calls (called_at) where verb = 'usage';
