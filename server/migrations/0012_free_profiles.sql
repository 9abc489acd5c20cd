-- The free profiles of each carrier, and nothing else about them. A sale deletes a row here and
-- inserts the customer's profile into esim_profiles; it updates nothing, so that it leaves one dead
-- row of 60 bytes and no dead index entry in the large tables.
create table free_profiles (
  carrier text not null,
  iccid text collate "C" not null,
  primary key (carrier, iccid)
) with (autovacuum_vacuum_scale_factor = 0.02);

insert into free_profiles (carrier, iccid)
select carrier, iccid
from carrier_profiles
where account_id is null;

drop index carrier_profiles_free;
-- esim_profiles says whose a profile is, and since when.
alter table carrier_profiles
  drop column account_id,
  drop column taken_at;
