-- A reseller's team shares its tickets as well: one member takes care of each and gets the answers.
set local lock_timeout = '5s';

alter table tickets
  -- One of the reseller's people; the name is kept for when they leave.
  add column member_person_id uuid,
  add column member_name text check (length(member_name) between 1 and 255),
  add constraint tickets_member_check
    check ((member_person_id is null) = (member_name is null));
