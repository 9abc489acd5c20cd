-- The platform closes a company too, without a request of one of its owners.
alter table organizations
  drop constraint organizations_check1,
  add constraint platform_stays_open check (closed_at is null or not is_platform);
