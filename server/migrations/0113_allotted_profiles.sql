-- Profiles in stock that lie beside accounts on a distributed database, so that a sale takes one
-- from the node on which it writes. Each shard has a block of each carrier. Without Citus the
-- table stays empty.
set local lock_timeout = '5s';

-- A profile has a row here, in free_profiles or in esim_profiles: one of the three.
create table allotted_profiles (
  -- No account, but an ID on the shard whose accounts the block is for.
  account_id uuid not null,
  carrier text not null,
  iccid text collate "C" not null,
  -- As in carrier_profiles, which a sale would otherwise read on the coordinator.
  imsi text,
  smdp_address text not null,
  matching_id text not null,
  smdp_oid text,
  confirmation_code text,
  apn text,
  allotted_at timestamptz not null default now(),
  primary key (account_id, carrier, iccid)
) with (autovacuum_vacuum_scale_factor = 0.02);
select distribute_table('allotted_profiles');
